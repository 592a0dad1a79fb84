//! An endpoint as they are out there: some take what they are sent, others fail, hang or lie.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// What is answered to one request.
#[derive(Debug, Clone)]
pub(super) enum Plan {
    Status(u16),
    /// A status and further headers.
    With(u16, String),
    /// Nothing, for ever.
    Hang,
    /// 200 and a body without end.
    Endless,
    /// No HTTP.
    Garbage,
}

/// One request.
#[derive(Debug, Clone)]
pub(super) struct Got {
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Got {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(super) fn kind(&self) -> String {
        self.json()["type"].as_str().unwrap().to_owned()
    }
}

#[derive(Debug, Default)]
struct Shared {
    got: Vec<Got>,
    plans: VecDeque<Plan>,
}

/// A running endpoint, which answers 204 unless it plans otherwise.
#[derive(Debug)]
pub(super) struct Receiver {
    pub(super) url: String,
    shared: Arc<Mutex<Shared>>,
    came: watch::Sender<()>,
}

impl Receiver {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/lianjian", listener.local_addr().unwrap());
        let shared = Arc::new(Mutex::new(Shared::default()));
        let (also, came) = (shared.clone(), watch::Sender::new(()));
        let tell = came.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, also.clone(), tell.clone()));
            }
        });
        Self { url, shared, came }
    }

    /// What the next requests are answered, one after the other.
    pub(super) fn plan(&self, plans: impl IntoIterator<Item = Plan>) {
        self.shared.lock().unwrap().plans.extend(plans);
    }

    pub(super) fn got(&self) -> Vec<Got> {
        self.shared.lock().unwrap().got.clone()
    }

    /// Waits until enough has come.
    pub(super) async fn until(&self, enough: impl Fn(&[Got]) -> bool) {
        let mut came = self.came.subscribe();
        let wait = async {
            while !enough(&self.got()) {
                came.changed().await.unwrap();
            }
        };
        tokio::time::timeout(Duration::from_secs(120), wait).await.unwrap();
    }

    /// The types of what came.
    pub(super) fn kinds(&self) -> Vec<String> {
        self.got().iter().map(Got::kind).collect()
    }

    pub(super) fn forget(&self) {
        self.shared.lock().unwrap().got.clear();
    }
}

async fn answer(mut stream: TcpStream, shared: Arc<Mutex<Shared>>, tell: watch::Sender<()>) {
    let Some(got) = read(&mut stream).await else { return };
    let plan = {
        let mut shared = shared.lock().unwrap();
        shared.got.push(got);
        shared.plans.pop_front().unwrap_or(Plan::Status(204))
    };
    tell.send_replace(());
    let head = |status: u16, more: &str| {
        format!("HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n{more}\r\n")
    };
    let _ = match plan {
        Plan::Status(status) => stream.write_all(head(status, "").as_bytes()).await,
        Plan::With(status, more) => stream.write_all(head(status, &more).as_bytes()).await,
        Plan::Garbage => stream.write_all(b"no protocol at all\r\n\r\n").await,
        Plan::Hang => stream.read(&mut [0]).await.map(|_| ()),
        Plan::Endless => endless(&mut stream).await,
    };
}

async fn endless(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 X\r\nConnection: close\r\n\r\n").await?;
    let mut sent = 0;
    while sent < 64 * 1024 * 1024 {
        stream.write_all(&[b'x'; 16 * 1024]).await?;
        sent += 16 * 1024;
    }
    panic!("somebody listened to {sent} bytes");
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
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    assert!(head.starts_with("POST /lianjian HTTP/1.1\r\n"), "{head}");
    let headers: HeaderMap = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            (name, HeaderValue::from_str(value.trim()).unwrap())
        })
        .collect();
    let length: usize = headers["content-length"].to_str().unwrap().parse().unwrap();
    while bytes.len() < end + length {
        stream.read_buf(&mut bytes).await.ok().filter(|read| *read > 0)?;
    }
    Some(Got { headers, body: bytes[end..].to_vec() })
}
