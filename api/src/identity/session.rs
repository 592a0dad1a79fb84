//! A session: an access token, and a refresh token of which only the hash is kept.

use access::Who;
use identity::{Family, Lifetimes};
use kernel::{AccountId, Moment};
use persistence::{
    Failure, Tx,
    identity::{FamilyRow, Standing, TokenRow, actor_of_account},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::issue,
    crypto::{Use, base64url, from_base64url, random, sha256},
    http::Problem,
};

/// Tokens of a session.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "access_token": "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFUzI1NiJ9.…", "token_type": "Bearer", "expires_in": 600,
    "refresh_token": "c2VjcmV0…"
}))]
pub(crate) struct SessionView {
    /// ES256 `at+jwt` (RFC 9068).
    #[schema(max_length = 4096)]
    access_token: String,
    #[schema(max_length = 10)]
    token_type: &'static str,
    /// Seconds that the access token lives.
    #[schema(minimum = 60, maximum = 86400)]
    expires_in: u32,
    /// Good for one refresh.
    #[schema(max_length = 100)]
    refresh_token: String,
}

/// A refresh token in the three forms it has: shown, raw, and hashed.
#[derive(Debug, Clone)]
pub(super) struct Refresh {
    raw: Vec<u8>,
    pub(super) hash: Vec<u8>,
}

impl Refresh {
    fn of(raw: Vec<u8>) -> Self {
        let hash = sha256(&[&raw]).to_vec();
        Self { raw, hash }
    }

    pub(super) fn new() -> Result<Self, Problem> {
        Ok(Self::of(random::<32>()?.to_vec()))
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        from_base64url(text).filter(|raw| raw.len() == 32).map(Self::of)
    }

    /// Follows from its predecessor, so that a lost answer can be given again.
    pub(super) fn successor(&self, app: &App) -> Self {
        Self::of(app.secret.mac(Use::RefreshTokens, &self.raw).to_vec())
    }
}

pub(super) fn view(
    app: &App,
    account: AccountId,
    refresh: &Refresh,
    now: Moment,
) -> Result<SessionView, Problem> {
    let minutes = app.config.identity.access_token_minutes;
    let access = issue(app, Who::Account(account), now, minutes, None)?;
    Ok(SessionView {
        access_token: access.token,
        token_type: "Bearer",
        expires_in: access.expires_in,
        refresh_token: base64url(&refresh.raw),
    })
}

/// How long the sessions of an account last, by its duties.
pub(super) async fn lifetimes(
    tx: &Tx,
    app: &App,
    account: AccountId,
    now: Moment,
) -> Result<Lifetimes, Failure> {
    let standing = actor_of_account(tx, account, now, app.today(now)).await?;
    Ok(match standing {
        Standing::Active(actor) => Lifetimes::of(&actor.duties),
        Standing::Disabled | Standing::Unknown => Lifetimes::STAFF,
    })
}

/// Begins a family with its first token.
pub(super) async fn begin(
    tx: &Tx,
    app: &App,
    account: AccountId,
    refresh: &Refresh,
    now: Moment,
) -> Result<(), Failure> {
    let lifetimes = lifetimes(tx, app, account, now).await?;
    let family = FamilyRow {
        id: app.id(now),
        account_id: account,
        created_at: now,
        expires_at: lifetimes.family_ends(now),
        revoked_at: None,
    };
    tx.create_family(&family).await?;
    let known = Family { created_at: now, expires_at: family.expires_at, revoked_at: None };
    let token = TokenRow {
        hash: refresh.hash.clone(),
        family_id: family.id,
        issued_at: now,
        expires_at: lifetimes.token_ends(&known, now),
        used_at: None,
        successor: None,
    };
    Ok(tx.create_refresh_token(&token).await?)
}
