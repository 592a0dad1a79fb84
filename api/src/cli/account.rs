//! `lianjian account`: accounts, for the operator who has the machine.

use std::io::BufRead as _;

use access::{AccountState, Action, Who};
use clap::Subcommand;
use identity::{AccountName, check_password};
use kernel::{Code, Refusal};
use persistence::{
    Failure,
    identity::{AccountRow, account_by_name},
};
use serde_json::json;

use super::{Fault, Prepared};
use crate::{
    app::App,
    http::Problem,
    identity::{forget_totp, install, new_row, record},
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Add an account; its password is read from standing input.
    Add {
        /// The login name.
        name: String,
        /// The name for people; the login name when not given.
        #[arg(long)]
        display_name: Option<String>,
        /// Grant the duty of administrator over everything: the first account of a deployment.
        #[arg(long)]
        administrator: bool,
    },
    /// Disable an account; its sessions end at once.
    Disable { name: String },
    /// Set a new password, read from standing input; its sessions end at once.
    Passwd { name: String },
    /// Take the second factor from an account whose authenticator is lost; its sessions end at once.
    ForgetTotp { name: String },
}

pub(super) async fn run(prepared: &Prepared, command: Command) -> Result<(), Fault> {
    let app = &prepared.app;
    match command {
        Command::Add { name, display_name, administrator } => {
            add(app, &name, display_name, administrator).await?;
            super::print(&format!("Added {name}.\n"));
        }
        Command::Disable { name } => {
            disable(app, &name).await?;
            super::print(&format!("Disabled {name}.\n"));
        }
        Command::Passwd { name } => {
            passwd(app, &name).await?;
            super::print(&format!("Changed the password of {name}.\n"));
        }
        Command::ForgetTotp { name } => {
            without_totp(app, &name).await?;
            super::print(&format!("{name} signs in with the password alone.\n"));
        }
    }
    Ok(())
}

async fn add(
    app: &App,
    name: &str,
    display_name: Option<String>,
    administrator: bool,
) -> Result<(), Fault> {
    let name: AccountName = name.parse().map_err(|fault| Fault::Refused(format!("{fault}")))?;
    let hash = password(app, name.as_str()).await?;
    let row = new_row(app, &name, display_name, Some(hash));
    match install(app, &row, administrator).await {
        Err(Failure::Store(persistence::StoreError::Taken(_))) => {
            Err(Fault::Refused(format!("the name {} is taken", row.name)))
        }
        other => Ok(other.map_err(Problem::from)?),
    }
}

async fn disable(app: &App, name: &str) -> Result<(), Fault> {
    let now = app.clock.now();
    let done = app.store.write(async |tx| {
        let row = account_by_name(tx, name).await?.ok_or_else(Refusal::missing)?;
        let id = row.id;
        let row = AccountRow { state: AccountState::Disabled, ..row };
        record(tx, row, Action::AccountDisable, Who::System, now, json!({})).await?;
        tx.revoke_families(id, now, "disabled").await?;
        Ok(())
    });
    done.await.map_err(|failure| refused(failure, name))
}

async fn passwd(app: &App, name: &str) -> Result<(), Fault> {
    let hash = password(app, name).await?;
    let now = app.clock.now();
    let done = app.store.write(async |tx| {
        let row = account_by_name(tx, name).await?.ok_or_else(Refusal::missing)?;
        let id = row.id;
        let row =
            AccountRow { password: Some(hash.clone()), failures: 0, locked_until: None, ..row };
        record(tx, row, Action::PasswordChange, Who::System, now, json!({})).await?;
        tx.revoke_families(id, now, "password changed").await?;
        Ok(())
    });
    done.await.map_err(|failure| refused(failure, name))
}

async fn without_totp(app: &App, name: &str) -> Result<(), Fault> {
    let now = app.clock.now();
    let done = app.store.write(async |tx| {
        let row = account_by_name(tx, name).await?.ok_or_else(Refusal::missing)?;
        tx.revoke_families(row.id, now, "second factor removed").await?;
        forget_totp(tx, row, Who::System, now).await
    });
    done.await.map_err(|failure| refused(failure, name))
}

/// The first line of standing input, checked and hashed.
async fn password(app: &App, name: &str) -> Result<String, Fault> {
    super::say("Password (one line on standing input):");
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let text = line.trim_end_matches(['\n', '\r']);
    check_password("password", text, name).map_err(|_| {
        let rule = "10 to 128 characters of at least two kinds, not a common one, without the name";
        Fault::Refused(format!("the password is too weak: {rule}"))
    })?;
    Ok(app.hasher.hash(text).await?)
}

/// Nobody has the name.
pub(super) fn unknown(name: &str) -> Fault {
    Fault::Refused(format!("no account is named {name}"))
}

fn refused(failure: Failure, name: &str) -> Fault {
    match failure {
        Failure::Refused(refusal) if refusal.code == Code::NotFound => unknown(name),
        other => Problem::from(other).into(),
    }
}
