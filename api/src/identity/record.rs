//! One change of an account with its journal entry.

use access::{Action, Permit, Who};
use kernel::Moment;
use persistence::{Entry, Failure, StoreError, Tx, identity::AccountRow};
use serde_json::json;

/// Writes the row as its next version and journals the action.
pub(crate) async fn record(
    tx: &Tx,
    mut row: AccountRow,
    action: Action,
    who: Who,
    now: Moment,
    detail: serde_json::Value,
) -> Result<AccountRow, Failure> {
    let before = row.version;
    row.version += 1;
    row.updated_at = now;
    tx.save_account(&row, before).await?;
    tx.journal(&entry(&row, action, who, now, detail)).await?;
    Ok(row)
}

/// Writes a new account and journals it; the operator of the machine needs no permit.
pub(crate) async fn create(
    tx: &Tx,
    row: &AccountRow,
    who: Who,
    permit: Option<&Permit>,
) -> Result<(), StoreError> {
    tx.create_account(row).await?;
    let told = entry(row, Action::AccountCreate, who, row.updated_at, json!({ "name": row.name }));
    let (role, duty) = (permit.map(Permit::role), permit.and_then(Permit::duty));
    tx.journal(&Entry { role, duty, ..told }).await
}

/// The journal entry of an account as it stands.
pub(crate) fn entry(
    row: &AccountRow,
    action: Action,
    who: Who,
    now: Moment,
    detail: serde_json::Value,
) -> Entry {
    Entry {
        subject: row.id.0,
        number: row.version,
        action,
        who,
        role: None,
        duty: None,
        at: now,
        from: None,
        to: Some(row.state.as_str()),
        path: row.path,
        before: None,
        detail,
    }
}
