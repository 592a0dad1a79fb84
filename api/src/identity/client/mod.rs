//! System clients: created, listed, their secrets rotated, revoked.

mod create;
mod list;
mod revoke;
mod rotate;

use access::{Action, ClientState, Permit, SubjectKind};
use kernel::Moment;
use persistence::{Conn, Entry, Failure, StoreError, identity::ClientRow, place::area_by_key};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    crypto::{CryptoError, Use, base64url, random},
    ctx::Ctx,
    http::{Answer, Versioned},
    routes::Registry,
};

pub(crate) use create::{NewClient, add};

pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(create::create)
        .service(list::list)
        .service(rotate::rotate)
        .service(revoke::revoke);
}

/// A system client.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "name": "区民意速办平台", "state": "active",
    "scopes": ["tickets:read", "tickets:submit"], "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "version": 1,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct ClientView {
    #[schema(format = "uuid", max_length = 36)]
    id: String,
    #[schema(max_length = 100)]
    name: String,
    state: ClientState,
    #[schema(max_items = 20)]
    scopes: Vec<String>,
    /// The area that the scopes hold in.
    #[schema(format = "uuid", max_length = 36)]
    area_id: Option<String>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

/// A system client with its secret, which is shown this once.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "client": {"id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "name": "区民意速办平台", "state": "active",
        "scopes": ["tickets:read"], "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "version": 1,
        "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00"},
    "client_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "client_secret": "…"
}))]
pub(crate) struct SecretView {
    client: ClientView,
    #[schema(format = "uuid", max_length = 36)]
    client_id: String,
    #[schema(max_length = 100)]
    client_secret: String,
}

async fn view(ctx: &Ctx, db: &impl Conn, row: &ClientRow) -> Result<ClientView, StoreError> {
    Ok(ClientView {
        id: row.id.to_string(),
        name: row.name.clone(),
        state: row.state,
        scopes: row.scopes.clone(),
        area_id: area_by_key(db, row.area).await?.map(|area| area.id.to_string()),
        version: row.version,
        created_at: crate::http::created_at(ctx, row.id.0),
        updated_at: ctx.time(row.updated_at),
    })
}

async fn answer(ctx: &Ctx, db: &impl Conn, row: &ClientRow) -> Result<Answer, Failure> {
    let shown = view(ctx, db, row).await?;
    let what = Versioned { kind: SubjectKind::Client, id: row.id.0, version: row.version };
    Ok(Answer::ok(&shown)?.of(what))
}

async fn with_secret(
    ctx: &Ctx,
    db: &impl Conn,
    row: &ClientRow,
    secret: &str,
) -> Result<Answer, Failure> {
    let shown = SecretView {
        client: view(ctx, db, row).await?,
        client_id: row.id.to_string(),
        client_secret: secret.to_owned(),
    };
    Ok(Answer::ok(&shown)?)
}

/// A new secret with its keyed hash.
pub(crate) fn new_secret(app: &App) -> Result<(String, Vec<u8>), CryptoError> {
    let secret = base64url(&random::<32>()?);
    let hash = app.secret.mac(Use::ClientSecrets, secret.as_bytes()).to_vec();
    Ok((secret, hash))
}

fn entry(at: Moment, row: &ClientRow, permit: &Permit, action: Action) -> Entry {
    Entry {
        subject: row.id.0,
        number: row.version,
        action,
        who: permit.who(),
        role: Some(permit.role()),
        duty: permit.duty(),
        at,
        from: None,
        to: Some(row.state.as_str()),
        path: row.path,
        before: None,
        detail: serde_json::json!({ "name": row.name, "scopes": row.scopes }),
    }
}
