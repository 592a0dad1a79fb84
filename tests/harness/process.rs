//! The server as a process of its own, for what only a process can suffer.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Mutex, PoisonError},
    thread::JoinHandle,
};

use serde_json::json;
use tempfile::TempDir;

use crate::{Caller, client::Client, world};

/// A running `lianjian-under-test`. Dropping it kills it.
#[derive(Debug)]
pub struct Process {
    child: Mutex<Child>,
    client: Client,
    pub url: String,
    /// What it says, where it was told how much to say.
    said: Mutex<Option<JoinHandle<String>>>,
    _folder: TempDir,
}

impl Process {
    /// Starts `binary` (see [`crate::under_test`]) on a database and waits until it is ready. `faults` are variables
    /// of the environment, such as `FAULT_ANSWER_EARLY_MS`.
    pub async fn start(binary: &str, database_url: &str, faults: &[(&str, &str)]) -> Self {
        let folder = TempDir::with_prefix("lianjian-").unwrap();
        let mut command = Command::new(binary);
        command
            .arg("serve")
            .current_dir(folder.path())
            .env("LIANJIAN_LISTEN", "127.0.0.1:0")
            .env("LIANJIAN_DATABASE_URL", database_url)
            .env("LIANJIAN_SECRET", world::SECRET)
            .env("LIANJIAN_LIMITS__REQUESTS_PER_MINUTE", "0")
            .env("LIANJIAN_LIMITS__LOGINS_PER_MINUTE", "0")
            .env("LIANJIAN_SERVER__WORKERS", "2")
            .envs(faults.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let stderr = child.stderr.take().unwrap();
        let heard = faults.iter().any(|(name, _)| *name == "LIANJIAN_LOG__LEVEL");
        let listen = tokio::task::spawn_blocking(move || address(stderr, heard));
        let (url, said) = listen.await.unwrap();
        let (child, said) = (Mutex::new(child), Mutex::new(Some(said)));
        let started = Self { child, client: Client::new(&url), url, said, _folder: folder };
        Caller::new(&started.client, None).get("/readyz").await.expect(200);
        started
    }

    /// Requests of someone who signed in with their password.
    pub async fn sign_in(&self, name: &str) -> Caller<'_> {
        let body = json!({ "name": name, "password": world::PASSWORD });
        let session = Caller::new(&self.client, None).post("/v1/login", body).await.expect(200);
        self.with_token(session["access_token"].as_str().unwrap())
    }

    /// Requests with a token from elsewhere.
    pub fn with_token(&self, token: &str) -> Caller<'_> {
        Caller::new(&self.client, Some(token.to_owned()))
    }

    /// Requests of nobody in particular.
    pub fn anyone(&self) -> Caller<'_> {
        Caller::new(&self.client, None)
    }

    /// Kills it; everything that it has said where `LIANJIAN_LOG__LEVEL` was among its variables.
    pub fn said(self) -> String {
        self.kill();
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner).take();
        said.unwrap().join().unwrap()
    }

    /// `kill -9`, and gone.
    pub fn kill(&self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What the server says it listens on; the rest of what it says is read, and forgotten where nobody asked to hear it.
fn address(
    stderr: impl std::io::Read + Send + 'static,
    heard: bool,
) -> (String, JoinHandle<String>) {
    let mut said = String::new();
    let mut lines = BufReader::new(stderr).lines().map_while(Result::ok);
    for line in lines.by_ref() {
        if let Some(at) = line.find("http://127.0.0.1:") {
            let url = &line[at..];
            let url = url.split_whitespace().next().unwrap_or(url).to_owned();
            let rest = lines.filter(move |_| heard);
            let together = |said: String, line: String| said + &line + "\n";
            let said = std::thread::spawn(move || rest.fold(String::new(), together));
            return (url, said);
        }
        said.push_str(&line);
        said.push('\n');
    }
    panic!("the server did not start: {said}");
}

/// The path of the binary that [`Process::start`] runs; only tests know it.
#[macro_export]
macro_rules! under_test {
    () => {
        env!("CARGO_BIN_EXE_lianjian-under-test")
    };
}
