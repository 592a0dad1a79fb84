//! The sections of the configuration with their defaults.

use std::{collections::BTreeMap, net::SocketAddr};

use rating::credit::CreditRules;
use serde::{Deserialize, Serialize};

use super::{Mail, Sms, Wechat};

/// How strict the server is with itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    #[default]
    Development,
    /// Weak database settings, demo data and a missing secret are refused.
    Production,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub profile: Profile,
    pub server: Server,
    pub database: Database,
    pub identity: Identity,
    pub limits: Limits,
    pub feed: Feed,
    pub webhooks: Webhooks,
    pub sms: Sms,
    pub wechat: Wechat,
    pub attachments: Attachments,
    pub mail: Mail,
    pub credit: CreditRules,
    pub log: Log,
}

impl Config {
    pub fn administrators_need_totp(&self) -> bool {
        let production = self.profile == Profile::Production;
        self.identity.administrators_need_totp.unwrap_or(production)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    pub listen: SocketAddr,
    /// The address that clients see, without a slash at the end; empty: links are relative.
    pub public_url: String,
    /// Threads that serve; 0: one for each core.
    pub workers: usize,
    /// Offset of all times in answers, and of the civil date.
    pub offset: String,
    /// Seconds that requests in flight get at shutdown.
    pub shutdown_seconds: u64,
    /// Seconds that a request body may take.
    pub body_seconds: u64,
    /// Bytes of a request body.
    pub max_body_bytes: usize,
    /// Requests in work at once; more are answered 503 at once.
    pub max_in_flight: usize,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: String::new(),
            workers: 0,
            offset: "+08:00".to_owned(),
            shutdown_seconds: 30,
            body_seconds: 30,
            max_body_bytes: 1024 * 1024,
            max_in_flight: 512,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// `sqlite:FILE` or `postgres://USER:PASSWORD@HOST/DATABASE`.
    pub url: String,
    /// Connections to PostgreSQL, or readers of SQLite (eight at most).
    pub connections: u32,
}

impl Default for Database {
    fn default() -> Self {
        Self { url: "sqlite:lianjian.db".to_owned(), connections: 16 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Identity {
    /// The master secret, 32 bytes in base64url. Not given: a file beside the database, made at first start.
    pub secret: Option<String>,
    pub issuer: String,
    pub audience: String,
    /// Minutes that an access token lives.
    pub access_token_minutes: u32,
    /// Passwords hashed at once.
    pub password_hashers: usize,
    /// Whether the duty of administrator rests until its holder uses one-time passwords. Not given: in production.
    pub administrators_need_totp: Option<bool>,
}

impl Default for Identity {
    fn default() -> Self {
        Self {
            secret: None,
            issuer: "lianjian".to_owned(),
            audience: "lianjian".to_owned(),
            access_token_minutes: 10,
            password_hashers: 2,
            administrators_need_totp: None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Requests a minute for one caller; 0: no limit.
    pub requests_per_minute: u32,
    /// Logins, refreshes and client tokens a minute from one address; 0: no limit.
    pub logins_per_minute: u32,
    /// Codes that one address asks for in a minute; 0: no limit.
    pub codes_per_minute: u32,
    /// Tickets without an account from one address in a minute; 0: no limit.
    pub anonymous_tickets_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests_per_minute: 600,
            logins_per_minute: 60,
            codes_per_minute: 10,
            anonymous_tickets_per_minute: 10,
        }
    }
}

/// Files on tickets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Attachments {
    /// `file:FOLDER`, or `s3://BUCKET/PREFIX`. Empty: a folder beside the database.
    pub url: String,
    /// Of an S3-compatible store: `aws_endpoint`, `aws_region`, `aws_access_key_id`,
    /// `aws_secret_access_key`, and others by the names of the `object_store` crate.
    pub options: BTreeMap<String, String>,
    /// Bytes of one file.
    pub max_bytes: usize,
    /// Bytes of all uploads that are in work; more are answered 503.
    pub memory_bytes: usize,
    /// Seconds that an upload may take.
    pub upload_seconds: u64,
    /// Images worked on at once.
    pub encoders: usize,
    /// Minutes that a link is good for at least.
    pub link_minutes: u32,
}

impl Default for Attachments {
    fn default() -> Self {
        Self {
            url: String::new(),
            options: BTreeMap::new(),
            max_bytes: 20 * 1024 * 1024,
            memory_bytes: 256 * 1024 * 1024,
            upload_seconds: 120,
            encoders: 2,
            link_minutes: 5,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Feed {
    /// Callers that may wait for changes at once; who comes after them is answered at once.
    pub waiting: usize,
}

impl Default for Feed {
    fn default() -> Self {
        Self { waiting: 128 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Webhooks {
    /// Networks that webhooks may reach though they are not public, and without TLS too, such as `10.20.0.0/16`.
    pub allow_cidrs: Vec<String>,
    /// Milliseconds that an endpoint has to answer.
    pub timeout_ms: u64,
}

impl Default for Webhooks {
    fn default() -> Self {
        Self { allow_cidrs: Vec::new(), timeout_ms: 15_000 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// A filter such as `info` or `api=debug,info`.
    pub level: String,
    /// One JSON object a line instead of text.
    pub json: bool,
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "warn,api=info".to_owned(), json: false }
    }
}
