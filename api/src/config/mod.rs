//! Configuration: file, environment and flags, the later winning; one typed section each.

mod channels;
mod check;
mod load;
mod secret;
mod sections;

pub use channels::{Mail, MailTls, Sms, SmsKind, Wechat};
pub use load::{ConfigError, Overrides, load};
pub(crate) use secret::beside;
pub use secret::{SecretError, master_secret};
pub use sections::{
    Attachments, Config, Database, Feed, Identity, Limits, Log, Profile, Server, Webhooks,
};
