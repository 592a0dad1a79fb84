//! `issueClientToken`: OAuth 2.0 client credentials for systems (RFC 6749, section 4.4).

use access::{ClientState, Who};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, http::header, post, web};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use identity::Secrets;
use kernel::ClientId;
use persistence::identity::{ClientRow, client_by_id};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    auth::issue,
    crypto::{Use, same},
    ctx::Guest,
    http::{Attempt, Problem, read_limited},
};

/// The form of a token request.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"grant_type": "client_credentials", "client_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "client_secret": "…"}))]
pub(crate) struct TokenForm {
    /// `client_credentials`.
    #[schema(max_length = 40)]
    grant_type: Option<String>,
    /// Where the `Authorization: Basic` header is not used.
    #[schema(max_length = 40)]
    client_id: Option<String>,
    #[schema(max_length = 200)]
    client_secret: Option<String>,
    /// Some of the scopes granted, parted by spaces; all of them when not given.
    #[schema(max_length = 400)]
    scope: Option<String>,
}

/// A client's token.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"access_token": "eyJ0eXAi…", "token_type": "Bearer", "expires_in": 600, "scope": "tickets:read"}))]
pub(crate) struct TokenView {
    #[schema(max_length = 4096)]
    access_token: String,
    #[schema(max_length = 10)]
    token_type: &'static str,
    /// Seconds.
    #[schema(minimum = 60, maximum = 86400)]
    expires_in: u32,
    #[schema(max_length = 400)]
    scope: String,
}

/// An error after RFC 6749, section 5.2.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"error": "invalid_client", "error_description": "unknown client or wrong secret"}))]
pub(crate) struct TokenError {
    #[schema(max_length = 40)]
    error: &'static str,
    #[schema(max_length = 200)]
    error_description: &'static str,
}

/// Get an access token as a system.
///
/// Client credentials by `Authorization: Basic` or in the form. Errors are those of RFC 6749, not problems.
#[utoipa::path(tag = "identity", operation_id = "issueClientToken",
    request_body(content = TokenForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, body = TokenView), (status = 400, body = TokenError), (status = 401, body = TokenError)))]
#[post("/oauth/token")]
pub(crate) async fn issue_token(
    guest: Guest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    guest.limit(Attempt::Login)?;
    let bytes = read_limited(&guest.request, payload.into_inner()).await?;
    if guest.request.content_type() != "application/x-www-form-urlencoded" {
        return Err(kernel::Code::UnsupportedMediaType.into());
    }
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    let Ok(form) = web::Query::<TokenForm>::from_query(text) else {
        return Ok(refuse("invalid_request", "the form cannot be read"));
    };
    if form.grant_type.is_none() {
        return Ok(refuse("invalid_request", "grant_type is missing"));
    }
    if form.grant_type.as_deref() != Some("client_credentials") {
        return Ok(refuse("unsupported_grant_type", "only client_credentials"));
    }
    let Some((id, secret)) = credentials(&guest.request, &form) else {
        return Ok(unauthorized());
    };
    let found = client_by_id(guest.app.store.reader(), id).await?;
    let Some(client) = found.filter(|client| knows(&guest, client, &secret)) else {
        return Ok(unauthorized());
    };
    granted(&guest, &client, form.scope.as_deref())
}

fn granted(
    guest: &Guest,
    client: &ClientRow,
    asked: Option<&str>,
) -> Result<HttpResponse, Problem> {
    let scopes: Vec<&str> = match asked {
        Some(text) => text.split_whitespace().collect(),
        None => client.scopes.iter().map(String::as_str).collect(),
    };
    if scopes.is_empty() || scopes.iter().any(|scope| !client.scopes.iter().any(|own| own == scope))
    {
        return Ok(refuse("invalid_scope", "a scope was not granted"));
    }
    let scope = scopes.join(" ");
    let minutes = guest.app.config.identity.access_token_minutes;
    let token = issue(&guest.app, Who::Client(client.id), guest.now, minutes, Some(scope.clone()))?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(TokenView {
        access_token: token.token,
        token_type: "Bearer",
        expires_in: token.expires_in,
        scope,
    }))
}

fn knows(guest: &Guest, client: &ClientRow, secret: &str) -> bool {
    let hash = guest.app.secret.mac(Use::ClientSecrets, secret.as_bytes());
    let secrets = Secrets {
        current: client.secret.clone(),
        previous: client.previous_secret.clone().zip(client.previous_until),
    };
    client.state == ClientState::Active && secrets.valid(guest.now).any(|known| same(known, &hash))
}

fn credentials(request: &HttpRequest, form: &TokenForm) -> Option<(ClientId, String)> {
    let basic = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (id, secret) = match basic.and_then(|text| text.strip_prefix("Basic ")) {
        Some(encoded) => {
            let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
            let (id, secret) = text.split_once(':')?;
            (id.to_owned(), secret.to_owned())
        }
        None => (form.client_id.clone()?, form.client_secret.clone()?),
    };
    Some((id.parse().ok()?, secret))
}

fn refuse(error: &'static str, error_description: &'static str) -> HttpResponse {
    HttpResponse::BadRequest()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(json!({ "error": error, "error_description": error_description }))
}

fn unauthorized() -> HttpResponse {
    HttpResponse::Unauthorized()
        .insert_header((header::WWW_AUTHENTICATE, "Basic realm=\"lianjian\""))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(TokenError {
            error: "invalid_client",
            error_description: "unknown client or wrong secret",
        })
}
