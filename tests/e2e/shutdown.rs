//! The end of a server: at SIGTERM it takes nothing new, finishes what it has in work, and ends well.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;
use tests::under_test;

/// A server in a folder of its own, with its address.
fn start(folder: &TempDir) -> (Child, String) {
    let mut child = Command::new(under_test!())
        .arg("serve")
        .current_dir(folder.path())
        .env("LIANJIAN_LISTEN", "127.0.0.1:0")
        .env("LIANJIAN_DATABASE_URL", "sqlite:lianjian.db")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let line = lines.find(|line| line.contains("http://")).unwrap();
    std::thread::spawn(move || lines.for_each(drop));
    let address = line.split("http://").nth(1).unwrap().split_whitespace().next().unwrap();
    (child, address.trim_end_matches('/').to_owned())
}

fn connect(address: &str) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    Ok(stream)
}

/// Everything that a request is answered with.
fn ask(address: &str, path: &str) -> std::io::Result<String> {
    let mut stream = connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")?;
    let mut said = String::new();
    stream.read_to_string(&mut said)?;
    Ok(said)
}

#[test]
fn what_is_in_work_is_finished_and_nothing_new_is_taken() {
    let folder = TempDir::with_prefix("lianjian-").unwrap();
    let (mut server, address) = start(&folder);
    let body = r#"{"name": "nobody", "password": "a pass phrase 1"}"#;
    let (early, late) = body.split_at(10);
    let mut working = connect(&address).unwrap();
    let length = body.len();
    write!(
        working,
        "POST /v1/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n{early}"
    )
    .unwrap();
    let both = "lianjian_http_requests_in_flight 2";
    let in_work = (0..1000).any(|_| ask(&address, "/metrics").unwrap().contains(both));
    assert!(in_work, "the request is in work");
    let signal = Command::new("kill").args(["-TERM", &server.id().to_string()]).status();
    assert!(signal.unwrap().success());
    let refused = |answer: std::io::Result<String>| {
        answer.is_err() || answer.is_ok_and(|said| !said.starts_with("HTTP/1.1 200 "))
    };
    assert!((0..1000).any(|_| refused(ask(&address, "/readyz"))), "it says that it is going");
    assert!(server.try_wait().unwrap().is_none(), "it waits for what is in work");
    working.write_all(late.as_bytes()).unwrap();
    let mut said = String::new();
    working.read_to_string(&mut said).unwrap();
    assert!(said.starts_with("HTTP/1.1 401 ") && said.contains("bad_credentials"), "{said}");
    assert!(server.wait().unwrap().success(), "it ends well");
    assert!(connect(&address).is_err());
}
