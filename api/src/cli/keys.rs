//! `lianjian keys rotate`: a new signing key; the old one is taken until its last token has ended.

use access::{Action, ScopePath, Who};
use chrono::Duration;
use clap::Subcommand;
use persistence::Entry;

use super::{Fault, Prepared};
use crate::auth::new_key;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Publish a new signing key now, sign with it after the delay, and retire the others.
    Rotate {
        /// Minutes between publishing and first use, so that every replica and client knows the key.
        #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(0..=10080))]
        delay: u32,
    },
}

pub(super) async fn run(prepared: &Prepared, command: Command) -> Result<(), Fault> {
    let Command::Rotate { delay } = command;
    let app = &prepared.app;
    let now = app.clock.now();
    let active_from = now + Duration::minutes(i64::from(delay));
    // Tokens live a day at most (`lianjian token`); the old key is good for the last of them.
    let retired_at = active_from + Duration::hours(25);
    let key = new_key(&app.secret, now, active_from)?;
    let entry = Entry {
        subject: app.id(now),
        number: 1,
        action: Action::KeyRotate,
        who: Who::System,
        role: None,
        duty: None,
        at: now,
        from: None,
        to: Some("active"),
        path: ScopePath::default(),
        before: None,
        detail: serde_json::json!({ "kid": key.kid }),
    };
    app.store
        .write(async |tx| {
            tx.create_signing_key(&key).await?;
            tx.retire_other_keys(&key.kid, retired_at).await?;
            tx.journal(&entry).await?;
            Ok(())
        })
        .await
        .map_err(crate::http::Problem::from)?;
    super::print(&format!("{} signs from {} on\n", key.kid, app.time(active_from)));
    Ok(())
}
