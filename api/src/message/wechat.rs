//! WeChat subscription messages (订阅消息) of a mini-program, with the access token that they need.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use futures_util::future::BoxFuture;
use notice::SendFault;
use reqwest::Client;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    carrier::{Carrier, Letter},
    outside::{client, heard, judged, reason},
};
use crate::config::Wechat;

/// The access token is no longer good.
const STALE: [i64; 3] = [40_001, 40_014, 42_001];
/// WeChat is busy, or was asked too often.
const BUSY: [i64; 3] = [-1, 45_009, 45_011];
/// The most characters of a `thing`.
const THING: usize = 20;

/// Sends by the app's own token, which is asked for when there is none that is good.
pub(super) struct Subscription {
    client: Client,
    base: String,
    app_id: String,
    app_secret: String,
    templates: BTreeMap<String, String>,
    page: String,
    token: Mutex<Option<(String, Instant)>>,
}

impl std::fmt::Debug for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subscription").field("app_id", &self.app_id).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Answered {
    #[serde(default)]
    errcode: i64,
    access_token: Option<String>,
    #[serde(default)]
    expires_in: u64,
}

impl Subscription {
    /// `None` where the mini-program or its templates are not set up.
    pub(super) fn of(config: &Wechat) -> Option<Self> {
        let app_secret = config.app_secret.clone()?;
        if config.app_id.is_empty() || config.templates.is_empty() {
            return None;
        }
        Some(Self {
            client: client(config.timeout_ms).ok()?,
            base: config.base_url.trim_end_matches('/').to_owned(),
            app_id: config.app_id.clone(),
            app_secret,
            templates: config.templates.clone(),
            page: config.page.clone(),
            token: Mutex::default(),
        })
    }

    async fn send(&self, letter: &Letter) -> Result<(), SendFault> {
        let template =
            self.templates.get(&letter.template).or_else(|| self.templates.get("notice"));
        let template = template.ok_or(SendFault::Unset)?;
        let token = self.token().await?;
        let word = |name: &str| letter.words.get(name).cloned().unwrap_or_default();
        let title: String = word("title").chars().take(THING).collect();
        let body = json!({
            "touser": letter.to, "template_id": template, "page": self.page,
            "data": {
                "thing1": { "value": title },
                "character_string2": { "value": word("number") },
                "time3": { "value": word("at") },
            },
        });
        let path = format!("/cgi-bin/message/subscribe/send?access_token={token}");
        let answered = self.post(&path, &body).await?;
        match answered.errcode {
            0 => Ok(()),
            code if STALE.contains(&code) => {
                *self.token.lock().unwrap_or_else(PoisonError::into_inner) = None;
                Err(SendFault::Busy)
            }
            code if BUSY.contains(&code) => Err(SendFault::Busy),
            _ => Err(SendFault::Refused),
        }
    }

    /// The token that is good now.
    async fn token(&self) -> Result<String, SendFault> {
        let known = self.token.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((token, until)) = known
            && Instant::now() < until
        {
            return Ok(token);
        }
        let body = json!({
            "grant_type": "client_credential", "appid": self.app_id, "secret": self.app_secret,
        });
        let answered = self.post("/cgi-bin/stable_token", &body).await?;
        let good = |token: &String| token.bytes().all(|b| b.is_ascii_graphic() && b != b'&');
        let token = answered.access_token.filter(good).ok_or(SendFault::Busy)?;
        // A minute less than told, so that no message meets its end.
        let until = Instant::now() + Duration::from_secs(answered.expires_in.saturating_sub(60));
        let mut kept = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((token.clone(), until));
        Ok(token)
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Answered, SendFault> {
        let sent = self.client.post(format!("{}{path}", self.base)).json(body).send().await;
        let answer = sent.map_err(|error| reason(&error))?;
        judged(&answer)?;
        serde_json::from_slice(&heard(answer).await?).map_err(|_| SendFault::Broken)
    }
}

impl Carrier for Subscription {
    fn carry<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), SendFault>> {
        Box::pin(self.send(letter))
    }
}
