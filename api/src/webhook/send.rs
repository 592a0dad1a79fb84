//! Sending to an endpoint that is not trusted: only to addresses that were checked, for so long, and hearing so much.

use std::{error::Error, net::SocketAddr, sync::Arc, time::Duration};

use kernel::Moment;
use reqwest::{
    Client, Response, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER},
    redirect::Policy,
};
use webhook::{Failed, Outcome};

use super::{address::Listed, envelope::Letter};

/// The most bytes that are heard of an answer.
const HEARD: usize = 64 * 1024;

/// The two ways out: with TLS to public and listed addresses, without it to listed ones alone.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    listed: Listed,
    secure: Client,
    plain: Client,
}

/// Some address of the name must not be reached.
#[derive(Debug, thiserror::Error)]
#[error("an address that is not allowed")]
struct Blocked;

/// Gives only addresses that were checked. They are those that are connected to: the name is not asked for again.
#[derive(Debug)]
struct Checked {
    listed: Listed,
    tls: bool,
}

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let (listed, tls) = (self.listed.clone(), self.tls);
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found.collect();
            if found.iter().all(|address| listed.allows(address.ip(), tls)) {
                Ok(Box::new(found.into_iter()) as Addrs)
            } else {
                Err(Box::new(Blocked) as Box<dyn Error + Send + Sync>)
            }
        })
    }
}

impl Sender {
    pub(crate) fn new(listed: Listed, timeout: Duration) -> reqwest::Result<Self> {
        crate::crypto::speak_tls();
        let client = |tls: bool| {
            Client::builder()
                .dns_resolver(Arc::new(Checked { listed: listed.clone(), tls }))
                .redirect(Policy::none())
                .no_proxy()
                .https_only(tls)
                .timeout(timeout)
                .user_agent("lianjian-webhook")
                .build()
        };
        Ok(Self { secure: client(true)?, plain: client(false)?, listed })
    }

    /// One attempt.
    pub(super) async fn send(&self, url: &str, letter: &Letter, now: Moment) -> Outcome {
        let Ok(url) = self.listed.check(url) else { return Outcome::Failed(Failed::Blocked) };
        match self.post(url, letter).await {
            Ok(answer) => {
                let status = answer.status().as_u16();
                let retry_after = retry_after(answer.headers(), now);
                hear(answer).await;
                Outcome::Answered { status, retry_after }
            }
            Err(error) => Outcome::Failed(reason(&error)),
        }
    }

    async fn post(&self, url: Url, letter: &Letter) -> reqwest::Result<Response> {
        let client = if url.scheme() == "https" { &self.secure } else { &self.plain };
        client
            .post(url)
            .header(CONTENT_TYPE, "application/cloudevents+json; charset=utf-8")
            .header("webhook-id", &letter.id)
            .header("webhook-timestamp", letter.timestamp.to_string())
            .header("webhook-signature", &letter.signature)
            .body(letter.body.clone())
            .send()
            .await
    }
}

/// Hears the answer out, so that the connection can be used again; a long one is broken off.
async fn hear(mut answer: Response) {
    let mut heard = 0;
    while let Ok(Some(chunk)) = answer.chunk().await {
        heard += chunk.len();
        if heard > HEARD {
            return;
        }
    }
}

/// Seconds from now, given as such or as a date.
fn retry_after(headers: &HeaderMap, now: Moment) -> Option<i64> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let date = || chrono::DateTime::parse_from_rfc2822(text).ok();
    let seconds = text.parse().ok().or_else(|| Some((date()?.to_utc() - now).num_seconds()));
    seconds.filter(|seconds| *seconds >= 0)
}

fn reason(error: &reqwest::Error) -> Failed {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    let mut unresolved = false;
    while let Some(inner) = cause {
        if inner.is::<Blocked>() {
            return Failed::Blocked;
        }
        unresolved |= inner.to_string().starts_with("dns error");
        cause = inner.source();
    }
    if error.is_timeout() {
        Failed::Timeout
    } else if unresolved {
        Failed::Unresolved
    } else if error.is_connect() {
        Failed::Unreachable
    } else {
        Failed::Broken
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn a_pause_is_asked_for_in_seconds_or_until_a_date() {
        let now = chrono::DateTime::parse_from_rfc2822("Mon, 02 Mar 2026 01:00:00 GMT").unwrap();
        for (text, seconds) in [
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("Mon, 02 Mar 2026 01:02:00 GMT", Some(120)),
            ("Mon, 02 Mar 2026 00:00:00 GMT", None),
            ("-5", None),
            ("soon", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_str(text).unwrap());
            assert_eq!(retry_after(&headers, now.to_utc()), seconds, "{text}");
        }
    }
}
