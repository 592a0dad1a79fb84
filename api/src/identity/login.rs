//! `login`: name and password for a session.

use access::{AccountState, Action, Who};
use actix_web::post;
use identity::Attempts;
use kernel::{AccountId, Code, Moment, Refusal};
use persistence::{
    Failure, Tx,
    identity::{AccountRow, account_by_id, account_by_name},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{record, session};
use crate::{
    app::App,
    ctx::Guest,
    http::{Answer, Body, Problem},
};

/// Who wants to sign in.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "resident", "password": "a long pass phrase 1"}))]
pub(crate) struct Login {
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64)]
    name: String,
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, format = Password)]
    password: String,
}

/// Sign in with name and password.
///
/// Five failures in a row lock the account for 15 minutes, doubling with each further one (429 with
/// `Retry-After`). The answer does not tell whether the name or the password was wrong.
#[utoipa::path(tag = "identity", operation_id = "login", request_body = Login,
    responses((status = 200, body = session::SessionView)))]
#[post("/v1/login")]
pub(crate) async fn login(guest: Guest, body: Body<Login>) -> Result<Answer, Problem> {
    guest.limit_login()?;
    let (app, now) = (&guest.app, guest.now);
    let found = account_by_name(app.store.reader(), &body.0.name.to_lowercase()).await?;
    if let Some(row) = &found {
        attempts(row).check(now)?;
    }
    let usable = found.as_ref().filter(|row| row.state == AccountState::Active);
    let fits =
        app.hasher.fits(&body.0.password, usable.and_then(|row| row.password.clone())).await?;
    let Some(id) = usable.map(|row| row.id) else { return Err(Code::BadCredentials.into()) };
    let refresh = session::Refresh::new()?;
    let entered =
        app.store.write(async |tx| enter(tx, app, id, fits.then_some(&refresh), now).await).await?;
    if !entered {
        return Err(Code::BadCredentials.into());
    }
    Answer::ok(&session::view(app, id, &refresh, now)?)
}

/// Records the attempt, and begins a session where the password fitted. A failure is no error here: it must
/// leave its trace.
async fn enter(
    tx: &Tx,
    app: &App,
    id: AccountId,
    refresh: Option<&session::Refresh>,
    now: Moment,
) -> Result<bool, Failure> {
    tx.hold_account(id).await?;
    let row = account_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
    attempts(&row).check(now)?;
    let who = Who::Account(id);
    let Some(refresh) = refresh else {
        let failed = attempts(&row).failed(now);
        let row =
            AccountRow { failures: failed.failures, locked_until: failed.locked_until, ..row };
        record(tx, row, Action::LoginFail, who, now, json!({ "failures": failed.failures }))
            .await?;
        return Ok(false);
    };
    let row = AccountRow { failures: 0, locked_until: None, ..row };
    record(tx, row, Action::Login, who, now, json!({})).await?;
    session::begin(tx, app, id, refresh, now).await?;
    Ok(true)
}

fn attempts(row: &AccountRow) -> Attempts {
    Attempts { failures: row.failures, locked_until: row.locked_until }
}
