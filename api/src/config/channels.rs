//! The sections of the ways to people: text messages, WeChat and mail.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How text messages are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsKind {
    /// Not at all; in development codes stand in the log.
    #[default]
    None,
    /// By a gateway that takes JSON over HTTP.
    Http,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sms {
    pub kind: SmsKind,
    /// Where the gateway takes messages.
    pub url: String,
    /// Sent as a bearer token.
    pub key: Option<String>,
    /// What the gateway calls our texts, such as `code`; by our own word where it is not named.
    pub templates: BTreeMap<String, String>,
    /// Milliseconds that the gateway has to answer.
    pub timeout_ms: u64,
}

impl Default for Sms {
    fn default() -> Self {
        Self {
            kind: SmsKind::None,
            url: String::new(),
            key: None,
            templates: BTreeMap::new(),
            timeout_ms: 5_000,
        }
    }
}

impl std::fmt::Debug for Sms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sms")
            .field("kind", &self.kind)
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wechat {
    /// Of the mini-program; empty: nobody signs in with WeChat.
    pub app_id: String,
    pub app_secret: Option<String>,
    pub base_url: String,
    /// The ids of subscription templates by our word for the text; `notice` for all others.
    pub templates: BTreeMap<String, String>,
    /// The page of the mini-program that a message opens.
    pub page: String,
    /// Milliseconds that WeChat has to answer.
    pub timeout_ms: u64,
}

impl Default for Wechat {
    fn default() -> Self {
        Self {
            app_id: String::new(),
            app_secret: None,
            base_url: "https://api.weixin.qq.com".to_owned(),
            templates: BTreeMap::new(),
            page: "pages/notices/index".to_owned(),
            timeout_ms: 5_000,
        }
    }
}

impl std::fmt::Debug for Wechat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Wechat");
        shown
            .field("app_id", &self.app_id)
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

/// How the way to the mail relay is kept secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailTls {
    /// Not at all: for a relay on the same machine.
    None,
    Starttls,
    #[default]
    Tls,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// Of the relay; empty: no mail is sent.
    pub host: String,
    pub port: u16,
    pub tls: MailTls,
    pub user: Option<String>,
    pub password: Option<String>,
    /// Such as `Lianjian <notices@example.org>`.
    pub from: String,
    /// Milliseconds for a message to be taken.
    pub timeout_ms: u64,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 465,
            tls: MailTls::Tls,
            user: None,
            password: None,
            from: String::new(),
            timeout_ms: 10_000,
        }
    }
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail")
            .field("host", &self.host)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}
