//! Clients that write with keys, and their log of what they were told.

use std::sync::Arc;

use serde_json::{Value, json};
use tests::{Process, Reply, minimal};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinSet,
};

/// Clients at once.
const CLIENTS: usize = 8;

/// What a client was told about one write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Ok,
    /// Refused: it must not have happened.
    Fail,
    /// The connection broke, or the server could not say.
    Unknown,
}

/// One write: its key stands in the description of the ticket that it files, or is that of the one it withdraws.
#[derive(Debug, Clone)]
pub(super) struct Write {
    pub(super) ticket: String,
    pub(super) withdraws: bool,
    pub(super) told: Told,
    path: String,
    body: Value,
}

/// What clients were told, in the test's own memory: it outlives the server.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub(super) writes: Vec<Write>,
    /// How many were unknown before they were sent again.
    pub(super) unknown: usize,
}

impl Log {
    pub(super) fn take(&mut self, other: Self) {
        self.writes.extend(other.writes);
        self.unknown += other.unknown;
    }

    fn told(&self, what: Told) -> usize {
        self.writes.iter().filter(|write| write.told == what).count()
    }

    pub(super) fn answered(&self) -> usize {
        self.told(Told::Ok)
    }

    pub(super) fn refused(&self) -> usize {
        self.told(Told::Fail)
    }

    fn note(&mut self, write: &Write, told: Told) {
        self.unknown += usize::from(told == Told::Unknown);
        self.writes.push(Write { told, ..write.clone() });
    }
}

/// Starts clients that file and withdraw tickets until the server is gone. Each of their successes is told at once.
pub(super) fn load(
    server: &Arc<Process>,
    token: &str,
    round: usize,
) -> (JoinSet<Log>, UnboundedReceiver<()>) {
    let (success, successes) = unbounded_channel();
    let client = |number: usize| {
        let (server, token, success) = (server.clone(), token.to_owned(), success.clone());
        async move {
            let mut log = Log::default();
            for turn in 0.. {
                let ticket = format!("round {round} client {number} turn {turn}");
                if turn_of(&server, &token, (&ticket, &success), &mut log).await.is_none() {
                    break;
                }
            }
            log
        }
    };
    ((0..CLIENTS).map(client).collect(), successes)
}

/// Files a ticket and withdraws it; `None` once anything but success was told.
async fn turn_of(
    server: &Process,
    token: &str,
    (ticket, success): (&str, &UnboundedSender<()>),
    log: &mut Log,
) -> Option<()> {
    let mut body = minimal("submit");
    body["description"] = json!(ticket);
    body["contact"] = json!({ "phone": "19900000001" });
    let filing = write(ticket, false, "/v1/tickets".to_owned(), body);
    let filed = send(server, token, &filing, log).await?;
    success.send(()).ok()?;
    let path = format!("/v1/tickets/{}/withdraw", filed.json["id"].as_str()?);
    let withdrawal = write(ticket, true, path, json!({}));
    send(server, token, &withdrawal, log).await?;
    success.send(()).ok()
}

fn write(ticket: &str, withdraws: bool, path: String, body: Value) -> Write {
    Write { ticket: ticket.to_owned(), withdraws, told: Told::Unknown, path, body }
}

async fn send(server: &Process, token: &str, write: &Write, log: &mut Log) -> Option<Reply> {
    let (told, reply) = once(server, token, write).await;
    log.note(write, told);
    reply.filter(|_| told == Told::Ok)
}

async fn once(server: &Process, token: &str, write: &Write) -> (Told, Option<Reply>) {
    let key = format!("{} {}", write.ticket, write.withdraws).replace(' ', "-");
    let call = server.with_token(token).request("POST", &write.path).json(&write.body);
    match call.header("Idempotency-Key", &key).try_send().await {
        Ok(reply) if reply.status.is_success() => (Told::Ok, Some(reply)),
        Ok(reply) if reply.status.is_client_error() => (Told::Fail, Some(reply)),
        Ok(_) | Err(_) => (Told::Unknown, None),
    }
}

/// Makes every unknown definite by sending its key again.
pub(super) async fn settle(server: &Process, token: &str, log: &mut Log) {
    for write in log.writes.iter_mut().filter(|write| write.told == Told::Unknown) {
        write.told = once(server, token, write).await.0;
        assert_ne!(write.told, Told::Unknown, "{write:?} is still unknown");
    }
}
