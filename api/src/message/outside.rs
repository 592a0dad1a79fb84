//! Speaking to a service outside: for so long, hearing so much, and never saying in a log what was asked.

use std::time::Duration;

use notice::SendFault;
use reqwest::{Client, Response, redirect::Policy};

/// The most bytes that are heard of an answer.
const HEARD: usize = 64 * 1024;

pub(crate) fn client(timeout_ms: u64) -> reqwest::Result<Client> {
    crate::crypto::speak_tls();
    Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .timeout(Duration::from_millis(timeout_ms))
        .user_agent("lianjian")
        .build()
}

/// Why there was no answer.
pub(crate) fn reason(error: &reqwest::Error) -> SendFault {
    if error.is_timeout() {
        SendFault::Timeout
    } else if error.is_connect() {
        SendFault::Unreachable
    } else {
        SendFault::Broken
    }
}

/// What a status says of a message that was sent.
pub(super) fn judged(answer: &Response) -> Result<(), SendFault> {
    match answer.status().as_u16() {
        200..=299 => Ok(()),
        408 | 425 | 429 | 500..=599 => Err(SendFault::Busy),
        400..=499 => Err(SendFault::Refused),
        _ => Err(SendFault::Broken),
    }
}

/// The body, as far as it is heard.
pub(crate) async fn heard(mut answer: Response) -> Result<Vec<u8>, SendFault> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| reason(&error))? {
        body.extend_from_slice(&chunk);
        if body.len() > HEARD {
            return Err(SendFault::Broken);
        }
    }
    Ok(body)
}
