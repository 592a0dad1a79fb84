//! `lianjian account`: accounts, for the operator who has the machine.

use std::io::BufRead as _;

use access::{AccountState, Action, Reach, Role, ScopePath, Who};
use clap::Subcommand;
use identity::{AccountName, check_password};
use kernel::Refusal;
use persistence::{
    Entry, Failure, Tx,
    identity::{AccountRow, DutyRow, account_by_name},
};
use serde_json::json;

use super::{Fault, Prepared};
use crate::{
    app::App,
    http::Problem,
    identity::{entry, record},
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
    let row = new_row(app, &name, display_name, hash);
    let now = row.updated_at;
    let made = app.store.write(async |tx| {
        tx.create_account(&row).await?;
        tx.journal(&entry(
            &row,
            Action::AccountCreate,
            Who::System,
            now,
            json!({ "name": row.name }),
        ))
        .await?;
        if administrator {
            administer(tx, app, &row).await?;
        }
        Ok(())
    });
    match made.await {
        Err(Failure::Store(persistence::StoreError::Taken(_))) => {
            Err(Fault::Refused(format!("the name {} is taken", row.name)))
        }
        other => Ok(other.map_err(Problem::from)?),
    }
}

fn new_row(
    app: &App,
    name: &AccountName,
    display_name: Option<String>,
    hash: String,
) -> AccountRow {
    let now = app.clock.now();
    AccountRow {
        id: app.id(now),
        name: name.as_str().to_owned(),
        display_name: display_name.unwrap_or_else(|| name.as_str().to_owned()),
        phone: None,
        password: Some(hash),
        state: AccountState::Active,
        failures: 0,
        locked_until: None,
        path: ScopePath::default(),
        version: 1,
        updated_at: now,
    }
}

/// The duty of administrator over everything.
async fn administer(tx: &Tx, app: &App, account: &AccountRow) -> Result<(), Failure> {
    let now = account.updated_at;
    let row = DutyRow {
        id: app.id(now),
        account_id: account.id,
        role: Role::Administrator,
        reach: Reach::Everywhere,
        path: ScopePath::default(),
        from_at: now,
        until_at: None,
        ended_at: None,
        end_reason: None,
        reason: Some("made by the operator".to_owned()),
        shown_as_volunteer: false,
        granted_by: Who::System.id(),
        version: 1,
    };
    tx.create_duty(&row).await?;
    let detail = json!({ "account_id": row.account_id, "role": row.role });
    let entry = Entry {
        subject: row.id.0,
        number: 1,
        to: Some("active"),
        detail,
        ..entry(account, Action::DutyGrant, Who::System, now, json!({}))
    };
    Ok(tx.journal(&entry).await?)
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
    Ok(done.await.map_err(Problem::from)?)
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
    Ok(done.await.map_err(Problem::from)?)
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
