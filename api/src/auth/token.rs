//! Access tokens: ES256 `at+jwt` (RFC 9068), without duties, checked against the injected clock.

use access::Who;
use jsonwebtoken::{Algorithm, Header, decode, decode_header, encode};
use kernel::{AccountId, ClientId, Code, Moment, Uuid};
use serde::{Deserialize, Serialize};

use crate::{app::App, http::Problem};

/// How far apart two machines' clocks may be, in seconds.
const LEEWAY: i64 = 30;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    client_id: String,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
}

/// A signed access token.
#[derive(Debug, Clone)]
pub struct AccessToken {
    pub token: String,
    /// Seconds that it lives.
    pub expires_in: u32,
}

/// The `client_id` of people who sign in here.
const FIRST_PARTY: &str = "lianjian";

/// Signs a token for an account or client, valid for `minutes` from `now`.
pub fn issue(
    app: &App,
    who: Who,
    now: Moment,
    minutes: u32,
    scope: Option<String>,
) -> Result<AccessToken, Problem> {
    let expires_in = minutes * 60;
    let client_id = match who {
        Who::Client(id) => id.to_string(),
        Who::Account(_) | Who::System => FIRST_PARTY.to_owned(),
    };
    let claims = Claims {
        iss: app.config.identity.issuer.clone(),
        aud: app.config.identity.audience.clone(),
        sub: who.id(),
        client_id,
        iat: now.timestamp(),
        nbf: now.timestamp(),
        exp: now.timestamp() + i64::from(expires_in),
        jti: app.id(now),
        scope,
    };
    let mut header = Header::new(Algorithm::ES256);
    header.typ = Some("at+jwt".to_owned());
    let signed = app.keys.signing(|kid, key| {
        header.kid = Some(kid.to_owned());
        encode(&header, &claims, key)
    });
    match signed {
        Some(Ok(token)) => Ok(AccessToken { token, expires_in }),
        _ => Err(Code::InternalError.into()),
    }
}

/// A token that was found good, and until when it may be taken for so without checking it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub who: Who,
    /// The scopes that a client asked for; its token opens no others.
    pub scope: Option<String>,
    at: Moment,
    until: i64,
}

impl Verified {
    /// Remembered for 30 s at most, and never beyond the token's own end.
    pub fn still(&self, now: Moment) -> bool {
        let age = now - self.at;
        age >= chrono::Duration::zero()
            && age < chrono::Duration::seconds(30)
            && now.timestamp() < self.until
    }
}

/// Who a token speaks for. Signature, algorithm, `typ`, `kid`, `iss`, `aud`, `exp`, `nbf` and `iat` are all checked.
pub fn verify(app: &App, token: &str, now: Moment) -> Result<Verified, Problem> {
    let bad = || Problem::from(Code::InvalidToken);
    if token.len() > 4096 {
        return Err(bad());
    }
    let header = decode_header(token).map_err(|_| bad())?;
    let typed = header.typ.as_deref().is_some_and(|typ| typ.eq_ignore_ascii_case("at+jwt"));
    let kid = header.kid.filter(|_| typed && header.alg == Algorithm::ES256).ok_or_else(bad)?;
    let decoded =
        app.keys.verifying(&kid, now, |key| decode::<Claims>(token, key, &app.keys.validation));
    let claims = decoded.ok_or_else(bad)?.map_err(|_| bad())?.claims;
    let (at, now) = (now, now.timestamp());
    if claims.exp + LEEWAY <= now || claims.nbf > now + LEEWAY || claims.iat > now + LEEWAY {
        return Err(bad());
    }
    let who = if claims.client_id == claims.sub.to_string() {
        Who::Client(ClientId(claims.sub))
    } else {
        Who::Account(AccountId(claims.sub))
    };
    Ok(Verified { who, scope: claims.scope, at, until: claims.exp })
}
