//! What is always there: health, readiness, figures, keys, the contract, its pages, and the problems explained.

use actix_web::{HttpRequest, HttpResponse, get, web};
use kernel::{Code, Language, Moment};
use persistence::calendar::Kept;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    http::{Answer, Problem, language, status_of},
    routes::Registry,
};

/// How long before a year begins its holidays should be in force.
const AHEAD: chrono::TimeDelta = chrono::TimeDelta::days(60);

/// The operations that stand in the contract.
pub(crate) fn operations(config: &mut impl Registry) {
    config.service(health).service(readiness).service(jwks);
}

/// What stands beside the contract.
pub(crate) fn pages(config: &mut web::ServiceConfig) {
    config
        .service(metrics)
        .service(contract)
        .service(docs_root)
        .service(docs)
        .service(problem)
        .service(problems);
}

/// Whether a part of the server is well.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"status": "ok"}))]
pub(crate) struct Health {
    /// `ok`, or `unavailable`.
    #[schema(max_length = 20)]
    status: &'static str,
}

/// Whether the process lives.
#[utoipa::path(tag = "system", operation_id = "getHealth", responses((status = 200, body = Health)))]
#[get("/healthz")]
pub(crate) async fn health() -> Result<Answer, Problem> {
    Answer::ok(&Health { status: "ok" })
}

/// Whether the server can do its work, and what an operator should see to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"status": "ok", "provisional_years": []}))]
pub(crate) struct Readiness {
    /// `ok`, or `unavailable`.
    #[schema(max_length = 20)]
    status: &'static str,
    /// Years that deadlines fall into, or will within sixty days, and whose holidays nobody has put in force yet.
    #[schema(max_items = 200)]
    provisional_years: Vec<i32>,
}

/// Whether the server can do its work.
///
/// Reads from the database; 503 while it cannot, and while the server drains before it stops.
#[utoipa::path(tag = "system", operation_id = "getReadiness", responses((status = 200, body = Readiness)))]
#[get("/readyz")]
pub(crate) async fn readiness(app: web::Data<App>) -> Result<Answer, Problem> {
    if app.draining.load(std::sync::atomic::Ordering::SeqCst) {
        return Err(Code::Draining.into());
    }
    let provisional_years = provisional_years(&app, app.clock.now()).await?;
    Answer::ok(&Readiness { status: "ok", provisional_years })
}

async fn provisional_years(app: &App, now: Moment) -> Result<Vec<i32>, Problem> {
    let kept = [persistence::calendar::national(app.store.reader()).await?];
    let calendar = Kept::calendar(&kept)?.ok_or(Code::InternalError)?;
    let mut years = persistence::clock::provisional_years(app.store.reader()).await?;
    years.extend(calendar.unknown_years(now, now + AHEAD));
    years.sort_unstable();
    years.dedup();
    Ok(years)
}

/// One public key (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "…", "x": "…", "y": "…"}))]
pub(crate) struct Jwk {
    #[schema(max_length = 8)]
    kty: String,
    #[schema(max_length = 16)]
    crv: String,
    #[serde(rename = "use")]
    #[schema(max_length = 8)]
    purpose: String,
    #[schema(max_length = 8)]
    alg: String,
    /// RFC 7638 thumbprint.
    #[schema(max_length = 64)]
    kid: String,
    #[schema(max_length = 64)]
    x: String,
    #[schema(max_length = 64)]
    y: String,
}

/// The public keys that access tokens are checked with.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"keys": [{"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "…", "x": "…", "y": "…"}]}))]
pub(crate) struct Jwks {
    #[schema(max_items = 20)]
    keys: Vec<Jwk>,
}

/// The public keys that access tokens are checked with (RFC 7517).
#[utoipa::path(tag = "identity", operation_id = "getJwks", responses((status = 200, body = Jwks)))]
#[get("/.well-known/jwks.json")]
pub(crate) async fn jwks(app: web::Data<App>) -> Result<Answer, Problem> {
    Ok(Answer::ok(&app.keys.jwks())?.with_header("cache-control", "public, max-age=300".to_owned()))
}

#[get("/metrics")]
async fn metrics(app: web::Data<App>) -> Result<HttpResponse, Problem> {
    let text = app.metrics.render().map_err(|_| Code::InternalError)?;
    Ok(HttpResponse::Ok()
        .content_type("application/openmetrics-text; version=1.0.0; charset=utf-8")
        .body(text))
}

#[get("/openapi.json")]
async fn contract() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("cache-control", "public, max-age=300"))
        .content_type("application/json; charset=utf-8")
        .body(openapi::CONTRACT)
}

#[get("/docs")]
async fn docs_root() -> HttpResponse {
    HttpResponse::MovedPermanently().insert_header(("location", "/docs/")).finish()
}

#[get("/docs/{file:.*}")]
async fn docs(file: web::Path<String>) -> HttpResponse {
    match openapi::page(&file) {
        Some((bytes, kind)) => HttpResponse::Ok().content_type(kind).body(bytes),
        None => HttpResponse::from_error(Problem::from(Code::NotFound)),
    }
}

#[derive(Debug, Serialize)]
struct Explained {
    code: &'static str,
    status: u16,
    title: &'static str,
    detail: &'static str,
}

fn explained(code: Code, language: Language) -> Explained {
    Explained {
        code: code.as_str(),
        status: status_of(code.kind()).as_u16(),
        title: code.title().in_language(language),
        detail: code.detail().in_language(language),
    }
}

#[get("/problems/{code}")]
async fn problem(code: web::Path<String>, request: HttpRequest) -> Result<Answer, Problem> {
    let found =
        Code::ALL.iter().find(|known| known.as_str() == code.as_str()).ok_or(Code::NotFound)?;
    Answer::ok(&explained(*found, language(request.headers())))
}

#[get("/problems")]
async fn problems(request: HttpRequest) -> Result<Answer, Problem> {
    let language = language(request.headers());
    let all: Vec<Explained> = Code::ALL.iter().map(|code| explained(*code, language)).collect();
    Answer::ok(&serde_json::json!({ "items": all }))
}
