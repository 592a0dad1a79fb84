//! What only a bare socket can send: slow bodies, broken framing, endless bodies; and a handler that panics.

use std::{net::SocketAddr, time::Duration};

use actix_web::{App, HttpServer, middleware::from_fn, rt::System, web};
use tests::{Kind, Service};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{Instant, timeout},
};

async fn connect(service: &Service) -> TcpStream {
    let address = service.url.strip_prefix("http://").unwrap();
    TcpStream::connect(address).await.unwrap()
}

/// Everything that comes until the server closes, or nothing more comes for a moment. The first of it may take
/// as long as a busy machine needs.
async fn rest(stream: &mut TcpStream, wait: Duration) -> String {
    let mut all = Vec::new();
    let mut part = [0; 4096];
    let mut patience = wait.max(Duration::from_secs(10));
    while let Ok(Ok(n)) = timeout(patience, stream.read(&mut part)).await {
        if n == 0 {
            break;
        }
        patience = wait;
        all.extend_from_slice(&part[..n]);
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// The answer to these bytes.
async fn answer(service: &Service, bytes: &[u8]) -> String {
    let mut stream = connect(service).await;
    stream.write_all(bytes).await.unwrap();
    rest(&mut stream, Duration::from_millis(300)).await
}

fn post(service: &Service, headers: &str) -> String {
    let token = service.as_("resident").token().to_owned();
    format!(
        "POST /v1/tickets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\n{headers}\r\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_does_not_come_is_answered_408() {
    let service = Service::with(Kind::Sqlite, |config| config.server.body_seconds = 1).await;
    for headers in ["Content-Length: 50\r\n", "Transfer-Encoding: chunked\r\n"] {
        let mut stream = connect(&service).await;
        let begin = if headers.starts_with('C') { "{" } else { "1\r\n{\r\n" };
        stream.write_all((post(&service, headers) + begin).as_bytes()).await.unwrap();
        let asked = Instant::now();
        let said = rest(&mut stream, Duration::from_millis(1800)).await;
        assert!(said.starts_with("HTTP/1.1 408 "), "{said}");
        assert!(said.contains("\"code\":\"request_timeout\""), "{said}");
        assert!(asked.elapsed() < Duration::from_secs(4));
    }
    service.as_("resident").get("/v1/me").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_endless_body_is_cut_off_with_413() {
    let service = Service::with(Kind::Sqlite, |config| config.server.max_body_bytes = 4096).await;
    let mut stream = connect(&service).await;
    stream.write_all(post(&service, "Transfer-Encoding: chunked\r\n").as_bytes()).await.unwrap();
    let chunk = format!("400\r\n{}\r\n", " ".repeat(1024));
    for _ in 0..5 {
        stream.write_all(chunk.as_bytes()).await.unwrap();
    }
    let said = rest(&mut stream, Duration::from_millis(500)).await;
    assert!(said.starts_with("HTTP/1.1 413 ") && said.contains("body_too_large"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_framing_is_refused_and_harms_nobody() {
    let service = Service::start(Kind::Sqlite).await;
    for (what, bytes, status) in [
        (
            "two lengths",
            "GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "400",
        ),
        (
            "length and chunks",
            "POST /v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "400",
        ),
        ("a folded header", "GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: a\r\n b\r\n\r\n", "400"),
        ("no such version", "GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n", "400"),
        ("no HTTP", "\u{1}\u{2}\u{3}\r\n\r\n", "400"),
        ("a bare line feed", "GET /healthz HTTP/1.1\nHost: x\n\n", "200"),
        (
            "a negative length",
            "POST /v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            "400",
        ),
    ] {
        let said = answer(&service, bytes.as_bytes()).await;
        assert!(said.starts_with(&format!("HTTP/1.1 {status} ")), "{what}: {said}");
    }
    let huge = format!("GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: {}\r\n\r\n", "x".repeat(200_000));
    let said = answer(&service, huge.as_bytes()).await;
    assert!(said.starts_with("HTTP/1.1 4"), "{said}");
    service.anyone().get("/healthz").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_hangs_up_is_no_trouble() {
    let service = Service::start(Kind::Sqlite).await;
    for _ in 0..20 {
        let mut stream = connect(&service).await;
        stream
            .write_all((post(&service, "Content-Length: 500\r\n") + "{").as_bytes())
            .await
            .unwrap();
    }
    service.as_("resident").get("/v1/me").await.expect(200);
}

/// A server whose one handler panics, behind the layer that stands around every handler of the product.
async fn panicking(app: api::app::App) -> SocketAddr {
    let (tell, told) = tokio::sync::oneshot::channel();
    let state = web::Data::new(app);
    std::thread::spawn(move || {
        System::new().block_on(async move {
            let server = HttpServer::new(move || {
                App::new()
                    .wrap(from_fn(api::http::shield))
                    .app_data(state.clone())
                    .route("/panics", web::get().to(panics))
                    .route("/works", web::get().to(async || "fine"))
            });
            let server = server.workers(1).disable_signals().bind("127.0.0.1:0").unwrap();
            tell.send(server.addrs()[0]).unwrap();
            server.run().await.unwrap();
        });
    });
    told.await.unwrap()
}

async fn panics() -> &'static str {
    panic!("this handler panics on purpose")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_answered_on_a_connection_that_goes_on() {
    let service = Service::start(Kind::Sqlite).await;
    let mut stream = TcpStream::connect(panicking(service.app.clone()).await).await.unwrap();
    for _ in 0..3 {
        stream.write_all(b"GET /panics HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let said = rest(&mut stream, Duration::from_millis(200)).await;
        assert!(said.starts_with("HTTP/1.1 500 "), "{said}");
        assert!(said.contains("content-type: application/problem+json"), "{said}");
        assert!(
            said.contains("\"code\":\"internal_error\"") && said.contains("traceparent: "),
            "{said}"
        );
        assert!(!said.contains("on purpose"), "{said}");
        stream.write_all(b"GET /works HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let said = rest(&mut stream, Duration::from_millis(200)).await;
        assert!(said.starts_with("HTTP/1.1 200 ") && said.ends_with("fine"), "{said}");
    }
}
