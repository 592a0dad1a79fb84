//! `login`: name and password for a session.

use access::AccountState;
use actix_web::post;
use kernel::{AccountId, Code, Moment, Refusal};
use persistence::{
    Failure, Tx,
    identity::{account_by_id, account_by_name},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    admit::{Entered, admit, attempts, fail},
    session,
};
use crate::{
    app::App,
    ctx::Guest,
    http::{Answer, Attempt, Body, Problem},
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
    /// Needed where the account uses one-time passwords: the code that the authenticator shows, good once, or a
    /// recovery code.
    #[serde(default)]
    #[validate(length(min = 6, max = 20))]
    #[schema(min_length = 6, max_length = 20)]
    totp: Option<String>,
}

/// Sign in with name and password.
///
/// Five failures in a row lock the account for 15 minutes, doubling with each further one (429 with
/// `Retry-After`). The answer does not tell whether the name or the password was wrong.
#[utoipa::path(tag = "identity", operation_id = "login", request_body = Login,
    responses((status = 200, body = session::SessionView)))]
#[post("/v1/login")]
pub(crate) async fn login(guest: Guest, body: Body<Login>) -> Result<Answer, Problem> {
    guest.limit(Attempt::Login)?;
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
    let told = Told { refresh: fits.then_some(&refresh), totp: body.0.totp.as_deref() };
    let entered = app.store.write(async |tx| enter(tx, app, id, &told, now).await);
    entered.await?.answer(app, &refresh, Code::BadCredentials, now)
}

/// What was proved: the session to begin where the password fitted, and a second factor.
struct Told<'a> {
    refresh: Option<&'a session::Refresh>,
    totp: Option<&'a str>,
}

/// Records the attempt, and begins a session where the password fitted. A failure is no error here: it must
/// leave its trace.
async fn enter(
    tx: &Tx,
    app: &App,
    id: AccountId,
    told: &Told<'_>,
    now: Moment,
) -> Result<Entered, Failure> {
    tx.hold_account(id).await?;
    let row = account_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
    attempts(&row).check(now)?;
    let Some(refresh) = told.refresh else {
        fail(tx, row, now).await?;
        return Ok(Entered::Failed);
    };
    admit(tx, app, row, (refresh, told.totp), json!({}), now).await
}
