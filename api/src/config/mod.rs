//! Configuration: file, environment and flags, the later winning; one typed section each.

mod load;
mod secret;
mod sections;

pub use load::{ConfigError, Overrides, load};
pub use secret::{SecretError, master_secret};
pub use sections::{Config, Database, Feed, Identity, Limits, Log, Profile, Server, Webhooks};
