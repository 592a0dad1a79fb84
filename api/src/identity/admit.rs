//! What every way of signing in comes to: attempts that count, the second factor, the entry, the session.

use access::{Action, Who};
use identity::Attempts;
use kernel::{AccountId, Code, Moment, Refusal};
use persistence::{Failure, Tx, identity::AccountRow};
use serde_json::{Value, json};

use super::{
    record, session,
    totp::{Presented, present},
};
use crate::{
    app::App,
    http::{Answer, Problem},
};

/// What an attempt came to. A failure is no error: it must leave its trace.
pub(super) enum Entered {
    Signed(AccountId),
    Failed,
}

impl Entered {
    /// The session that was begun; a failure as the code says.
    pub(super) fn answer(
        self,
        app: &App,
        refresh: &session::Refresh,
        failed: Code,
        now: Moment,
    ) -> Result<Answer, Problem> {
        match self {
            Self::Signed(id) => Answer::ok(&session::view(app, id, refresh, now)?),
            Self::Failed => Err(failed.into()),
        }
    }
}

/// Begins a session of an account whose holder was recognized; `totp_needed` where it asks for a second factor and none
/// was told.
pub(super) async fn admit(
    tx: &Tx,
    app: &App,
    row: AccountRow,
    (refresh, totp): (&session::Refresh, Option<&str>),
    detail: Value,
    now: Moment,
) -> Result<Entered, Failure> {
    let id = row.id;
    match present(tx, app, id, totp, now).await? {
        Presented::NotNeeded | Presented::Right => {}
        Presented::Missing => return Err(Refusal::new(Code::TotpNeeded).into()),
        Presented::Wrong => {
            fail(tx, row, now).await?;
            return Ok(Entered::Failed);
        }
    }
    let row = AccountRow { failures: 0, locked_until: None, ..row };
    record(tx, row, Action::Login, Who::Account(id), now, detail).await?;
    session::begin(tx, app, id, refresh, now).await?;
    Ok(Entered::Signed(id))
}

/// Counts a failure, which may lock the account.
pub(super) async fn fail(tx: &Tx, row: AccountRow, now: Moment) -> Result<(), Failure> {
    let failed = attempts(&row).failed(now);
    let who = Who::Account(row.id);
    let row = AccountRow { failures: failed.failures, locked_until: failed.locked_until, ..row };
    let detail = json!({ "failures": failed.failures });
    record(tx, row, Action::LoginFail, who, now, detail).await.map(|_| ())
}

pub(super) fn attempts(row: &AccountRow) -> Attempts {
    Attempts { failures: row.failures, locked_until: row.locked_until }
}
