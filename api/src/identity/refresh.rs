//! `refreshToken`: the next session of a family, and the end of a family whose token was used twice.

use access::{AccountState, Action, Who};
use actix_web::post;
use identity::{Family, Rotation, Token, rotation};
use kernel::{AccountId, Code, Moment, Refusal};
use persistence::{
    Failure, Tx,
    identity::{FamilyRow, TokenRow, account_by_id},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{record, session};
use crate::{
    app::App,
    ctx::Guest,
    http::{Answer, Attempt, Body, Problem},
};

/// A refresh token.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"refresh_token": "c2VjcmV0…"}))]
pub(crate) struct RefreshBody {
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub(super) refresh_token: String,
}

/// Exchange a refresh token for a new session.
///
/// A token is good once. Where the answer was lost, the same token may be sent again within 60 s while its
/// successor is unused, and gives the same successor. Any other second use ends the whole family.
#[utoipa::path(tag = "identity", operation_id = "refreshToken", request_body = RefreshBody,
    responses((status = 200, body = session::SessionView)))]
#[post("/v1/token/refresh")]
pub(crate) async fn refresh(guest: Guest, body: Body<RefreshBody>) -> Result<Answer, Problem> {
    guest.limit(Attempt::Login)?;
    let (app, now) = (&guest.app, guest.now);
    let token = session::Refresh::parse(&body.0.refresh_token).ok_or(Code::InvalidRefreshToken)?;
    let successor = token.successor(app);
    let account =
        app.store.write(async |tx| exchange(tx, app, &token, &successor, now).await).await?;
    let account = account.ok_or(Code::InvalidRefreshToken)?;
    Answer::ok(&session::view(app, account, &successor, now)?)
}

/// The account of the family, or `None` where the token is refused (and its family may have ended).
async fn exchange(
    tx: &Tx,
    app: &App,
    token: &session::Refresh,
    successor: &session::Refresh,
    now: Moment,
) -> Result<Option<AccountId>, Failure> {
    let Some((row, family)) = tx.refresh_token(&token.hash).await? else { return Ok(None) };
    let account = account_by_id(tx, family.account_id).await?.ok_or_else(Refusal::missing)?;
    if account.state != AccountState::Active {
        return Ok(None);
    }
    let lifetimes = session::lifetimes(tx, app, account.id, now).await?;
    match rotation(&state(tx, &row).await?, &family_state(&family), &lifetimes, now) {
        Rotation::Rotate(expires_at) => {
            let next = TokenRow {
                hash: successor.hash.clone(),
                family_id: family.id,
                issued_at: now,
                expires_at,
                used_at: None,
                successor: None,
            };
            tx.use_refresh_token(&row.hash, now, &next.hash).await?;
            tx.create_refresh_token(&next).await?;
            Ok(Some(account.id))
        }
        Rotation::GiveSuccessorAgain => Ok(Some(account.id)),
        Rotation::Reuse => {
            tx.revoke_family(family.id, now, "reuse").await?;
            let who = Who::Account(account.id);
            record(tx, account, Action::TokenReuse, who, now, json!({ "family": family.id }))
                .await?;
            Ok(None)
        }
        Rotation::Expired | Rotation::Revoked => Ok(None),
    }
}

async fn state(tx: &Tx, row: &TokenRow) -> Result<Token, Failure> {
    let successor_used = match &row.successor {
        None => false,
        Some(hash) => tx.refresh_token(hash).await?.is_some_and(|(next, _)| next.used_at.is_some()),
    };
    Ok(Token { expires_at: row.expires_at, used_at: row.used_at, successor_used })
}

fn family_state(family: &FamilyRow) -> Family {
    Family {
        created_at: family.created_at,
        expires_at: family.expires_at,
        revoked_at: family.revoked_at,
    }
}
