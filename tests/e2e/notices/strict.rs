//! A mail relay with TLS, which takes mail of those whom it knows.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig, crypto,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    },
};

use crate::source::root;

pub(super) const PEM: &str = "tests/e2e/notices/relay.pem";
pub(super) const USER: &str = "lianjian";
pub(super) const PASSWORD: &str = "the password of the relay";

/// How the relay speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speech {
    Tls,
    Starttls,
    /// In clear alone.
    Clear,
}

/// A relay that takes mail of those whom it knows, and notes what happens.
#[derive(Debug)]
pub(super) struct Relay {
    pub(super) port: u16,
    notes: watch::Sender<Vec<String>>,
}

fn acceptor() -> TlsAcceptor {
    let pem = std::fs::read(root().join(PEM)).unwrap();
    let certificates = CertificateDer::pem_slice_iter(&pem).collect::<Result<Vec<_>, _>>().unwrap();
    let key = PrivateKeyDer::from_pem_slice(&pem).unwrap();
    let builder = ServerConfig::builder_with_provider(crypto::ring::default_provider().into());
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    TlsAcceptor::from(Arc::new(builder.with_single_cert(certificates, key).unwrap()))
}

impl Relay {
    pub(super) async fn start(speech: Speech) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (notes, tls) = (watch::Sender::new(Vec::new()), acceptor());
        let noted = notes.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (tls, notes) = (tls.clone(), noted.clone());
                tokio::spawn(async move { converse(stream, speech, tls, &notes).await });
            }
        });
        Self { port, notes }
    }

    pub(super) fn noted(&self) -> Vec<String> {
        self.notes.borrow().clone()
    }

    /// What was noted up to this.
    pub(super) async fn until(&self, note: &str) -> Vec<String> {
        let mut notes = self.notes.subscribe();
        let all = notes.wait_for(|notes| notes.iter().any(|one| one == note)).await;
        all.unwrap().clone()
    }
}

fn note(notes: &watch::Sender<Vec<String>>, text: &str) {
    notes.send_modify(|notes| notes.push(text.to_owned()));
}

async fn converse(
    stream: TcpStream,
    speech: Speech,
    tls: TlsAcceptor,
    notes: &watch::Sender<Vec<String>>,
) -> Option<()> {
    let mut stream = BufReader::new(stream);
    if speech == Speech::Clear {
        return talk(stream, "250 AUTH PLAIN", notes).await;
    }
    if speech == Speech::Starttls {
        say(&mut stream, "220 relay").await?;
        loop {
            match line(&mut stream).await?.as_str() {
                "STARTTLS" => break say(&mut stream, "220 go on").await?,
                hello if hello.starts_with("EHLO ") => {
                    say(&mut stream, "250-relay\r\n250 STARTTLS").await?;
                }
                other => note(notes, &format!("in clear: {other}")),
            }
        }
    }
    let Ok(stream) = tls.accept(stream.into_inner()).await else {
        note(notes, "no handshake");
        return None;
    };
    let mut stream = BufReader::new(stream);
    if speech == Speech::Starttls {
        // The greeting was said.
        let hello = line(&mut stream).await?;
        assert!(hello.starts_with("EHLO "), "{hello}");
        return answer(stream, "250-relay\r\n250 AUTH PLAIN", notes).await;
    }
    talk(stream, "250-relay\r\n250 AUTH PLAIN", notes).await
}

async fn talk(
    mut stream: BufReader<impl AsyncRead + AsyncWrite + Unpin>,
    hello: &str,
    notes: &watch::Sender<Vec<String>>,
) -> Option<()> {
    say(&mut stream, "220 relay").await?;
    line(&mut stream).await?;
    answer(stream, hello, notes).await
}

/// From the answer to the first EHLO on.
async fn answer(
    mut stream: BufReader<impl AsyncRead + AsyncWrite + Unpin>,
    hello: &str,
    notes: &watch::Sender<Vec<String>>,
) -> Option<()> {
    let known = format!("AUTH PLAIN {}", STANDARD.encode(format!("\0{USER}\0{PASSWORD}")));
    say(&mut stream, hello).await?;
    loop {
        let said = line(&mut stream).await?;
        let reply = match said.split([' ', ':']).next().unwrap_or_default() {
            "AUTH" => {
                note(notes, if said == known { "known" } else { "not known" });
                if said == known { "235 known" } else { "535 not known" }
            }
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                while line(&mut stream).await? != "." {}
                note(notes, "mail");
                "250 taken"
            }
            _ => "250 ok",
        };
        say(&mut stream, reply).await?;
    }
}

async fn say(stream: &mut (impl AsyncWrite + Unpin), text: &str) -> Option<()> {
    stream.write_all(format!("{text}\r\n").as_bytes()).await.ok()?;
    stream.flush().await.ok()
}

async fn line(stream: &mut BufReader<impl AsyncRead + Unpin>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end().to_owned())
}
