//! Accounts that the operator of the machine makes, without an account of their own.

use access::{AccountState, Action, Reach, Role, ScopePath, Who};
use identity::AccountName;
use persistence::{
    Entry, Failure, Tx,
    identity::{AccountRow, DutyRow},
};
use serde_json::json;

use super::record;
use crate::app::App;

/// Adds the account, with the duty of administrator over everything where that is asked for.
pub(crate) async fn install(
    app: &App,
    row: &AccountRow,
    administrator: bool,
) -> Result<(), Failure> {
    let made = app.store.write(async |tx| {
        record::create(tx, row, Who::System, None).await?;
        if administrator {
            administer(tx, app, row).await?;
        }
        Ok(())
    });
    made.await
}

/// The row of an account without an area, as it is now.
pub(crate) fn new_row(
    app: &App,
    name: &AccountName,
    display_name: Option<String>,
    password: Option<String>,
) -> AccountRow {
    let now = app.clock.now();
    AccountRow {
        id: app.id(now),
        name: name.as_str().to_owned(),
        display_name: display_name.unwrap_or_else(|| name.as_str().to_owned()),
        phone: None,
        password,
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
        ..record::entry(account, Action::DutyGrant, Who::System, now, json!({}))
    };
    Ok(tx.journal(&entry).await?)
}
