//! Text messages: by a gateway over HTTP; in development without one, codes stand in the log.

use std::collections::BTreeMap;

use futures_util::future::BoxFuture;
use notice::SendFault;
use reqwest::Client;
use serde_json::json;

use super::{
    carrier::{Carrier, Letter},
    outside::{client, heard, judged, reason},
};
use crate::config::Sms;

/// A gateway that takes `{"id", "phone", "template", "words"}` as JSON and answers 2xx once it has it.
pub(super) struct Gateway {
    client: Client,
    url: String,
    key: Option<String>,
    templates: BTreeMap<String, String>,
}

impl std::fmt::Debug for Gateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gateway").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Gateway {
    pub(super) fn of(config: &Sms) -> reqwest::Result<Self> {
        Ok(Self {
            client: client(config.timeout_ms)?,
            url: config.url.clone(),
            key: config.key.clone(),
            templates: config.templates.clone(),
        })
    }

    async fn post(&self, letter: &Letter) -> Result<(), SendFault> {
        let template = self.templates.get(&letter.template).unwrap_or(&letter.template);
        let body = json!({
            "id": letter.id, "phone": letter.to, "template": template, "words": letter.words,
        });
        let post = self.client.post(&self.url).header("idempotency-key", &letter.id).json(&body);
        let post = match &self.key {
            Some(key) => post.bearer_auth(key),
            None => post,
        };
        let answer = post.send().await.map_err(|error| reason(&error))?;
        judged(&answer)?;
        heard(answer).await.map(|_| ())
    }
}

impl Carrier for Gateway {
    fn carry<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), SendFault>> {
        Box::pin(self.post(letter))
    }
}

/// For development: what would be sent is read in the log.
#[derive(Debug)]
pub(super) struct Log;

impl Carrier for Log {
    fn carry<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), SendFault>> {
        let words: Vec<String> =
            letter.words.iter().map(|(name, word)| format!("{name}={word}")).collect();
        let (to, words) = (kernel::mask_phone(&letter.to), words.join(" "));
        tracing::info!(to, template = letter.template, words, "a text message that is not sent");
        Box::pin(std::future::ready(Ok(())))
    }
}
