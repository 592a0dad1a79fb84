//! A service outside, as they are out there: a gateway for text messages, or WeChat, that answers, refuses or hangs.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// What is answered to one request.
#[derive(Debug, Clone)]
pub(crate) enum Plan {
    Json(u16, Value),
    /// Nothing, for ever.
    Hang,
    /// No HTTP.
    Garbage,
}

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Got {
    /// Method, path and query.
    pub(crate) line: String,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Got {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

#[derive(Debug)]
struct Shared {
    got: Vec<Got>,
    plans: VecDeque<Plan>,
    usual: Value,
}

/// A running service. It answers 200 and its usual body unless it plans otherwise.
#[derive(Debug)]
pub(crate) struct Outside {
    pub(crate) url: String,
    shared: Arc<Mutex<Shared>>,
}

impl Outside {
    pub(crate) async fn start(usual: Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared = Shared { got: Vec::new(), plans: VecDeque::new(), usual };
        let shared = Arc::new(Mutex::new(shared));
        let also = shared.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, also.clone()));
            }
        });
        Self { url, shared }
    }

    /// What the next requests are answered, one after the other.
    pub(crate) fn plan(&self, plans: impl IntoIterator<Item = Plan>) {
        self.shared.lock().unwrap().plans.extend(plans);
    }

    /// What is answered from now on.
    pub(crate) fn usually(&self, body: Value) {
        self.shared.lock().unwrap().usual = body;
    }

    pub(crate) fn got(&self) -> Vec<Got> {
        self.shared.lock().unwrap().got.clone()
    }
}

async fn answer(mut stream: TcpStream, shared: Arc<Mutex<Shared>>) {
    let Some(got) = read(&mut stream).await else { return };
    let plan = {
        let mut shared = shared.lock().unwrap();
        shared.got.push(got);
        shared.plans.pop_front().unwrap_or_else(|| Plan::Json(200, shared.usual.clone()))
    };
    let _ = match plan {
        Plan::Json(status, body) => {
            let body = body.to_string();
            let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n", body.len());
            let all = format!("{head}Connection: close\r\n\r\n{body}");
            stream.write_all(all.as_bytes()).await
        }
        Plan::Garbage => stream.write_all(b"no protocol at all\r\n\r\n").await,
        Plan::Hang => stream.read(&mut [0]).await.map(|_| ()),
    };
}

async fn read(stream: &mut TcpStream) -> Option<Got> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
    while bytes.len() < end + length {
        stream.read_buf(&mut bytes).await.ok().filter(|read| *read > 0)?;
    }
    let line = String::from_utf8_lossy(&bytes).lines().next()?.to_owned();
    Some(Got { line, head, body: bytes[end..].to_vec() })
}
