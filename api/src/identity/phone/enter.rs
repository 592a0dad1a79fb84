//! Signing in by something proved: the account that has it, or a new one.

use access::{AccountState, ScopePath, Who};
use identity::Proof;
use kernel::{AccountId, Code, Moment, Refusal};
use persistence::{
    Failure, StoreError, Tx,
    identity::{AccountRow, ProofRow, account_by_id, account_of_proof},
};
use serde_json::json;

use crate::{
    app::App,
    crypto::Use,
    identity::{
        add_account,
        admit::{Entered, admit, attempts},
        session,
    },
};

/// What was proved.
#[derive(Clone, Copy)]
pub(in crate::identity) struct Key<'a> {
    pub(in crate::identity) kind: Proof,
    pub(in crate::identity) mac: &'a [u8; 32],
    /// The number or identity itself.
    pub(in crate::identity) plain: &'a str,
}

/// What comes with it.
pub(in crate::identity) struct Entrance<'a> {
    pub(in crate::identity) refresh: &'a session::Refresh,
    pub(in crate::identity) totp: Option<&'a str>,
    /// How a new account is called.
    pub(in crate::identity) display_name: Option<&'a str>,
}

/// Begins a session of the account that has proved the key before, or of a new one. Who is locked, disabled or owes
/// a second factor does not get in.
pub(in crate::identity) async fn enter(
    tx: &Tx,
    app: &App,
    key: Key<'_>,
    told: &Entrance<'_>,
    now: Moment,
) -> Result<Entered, Failure> {
    let id = match account_of_proof(tx, key.kind, key.mac).await? {
        Some(id) => id,
        None => sign_up(tx, app, key, told.display_name, now).await?,
    };
    tx.hold_account(id).await?;
    let row = account_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
    if row.state != AccountState::Active {
        return Ok(Entered::Failed);
    }
    attempts(&row).check(now)?;
    admit(tx, app, row, (told.refresh, told.totp), json!({ "by": key.kind }), now).await
}

/// A new account without a duty and without a password.
async fn sign_up(
    tx: &Tx,
    app: &App,
    key: Key<'_>,
    display_name: Option<&str>,
    now: Moment,
) -> Result<AccountId, Failure> {
    let id: AccountId = app.id(now);
    let random = id.0.simple().to_string();
    let row = AccountRow {
        id,
        name: format!("{}-{}", key.kind, random.get(12..).unwrap_or(&random)),
        display_name: display_name.unwrap_or("居民").to_owned(),
        phone: (key.kind == Proof::Phone).then(|| key.plain.to_owned()),
        password: None,
        state: AccountState::Active,
        failures: 0,
        locked_until: None,
        path: ScopePath::default(),
        version: 1,
        updated_at: now,
    };
    add_account(tx, &row, Who::Account(id), None).await?;
    prove(tx, app, id, key, now).await.map_err(|failure| match failure {
        // Of two at once, the second begins again and finds the first.
        Failure::Store(StoreError::Taken(_)) => StoreError::Stale.into(),
        other => other,
    })?;
    Ok(id)
}

/// Keeps what the account has proved, sealed for it alone.
pub(super) async fn prove(
    tx: &Tx,
    app: &App,
    id: AccountId,
    key: Key<'_>,
    now: Moment,
) -> Result<(), Failure> {
    let sealed = app.secret.seal(Use::Proofs, id.0.as_bytes(), key.plain.as_bytes());
    let row = ProofRow {
        kind: key.kind,
        mac: key.mac.to_vec(),
        account_id: id,
        sealed: sealed.map_err(|_| Refusal::new(Code::InternalError))?,
        proven_at: now,
    };
    Ok(tx.put_proof(&row).await?)
}
