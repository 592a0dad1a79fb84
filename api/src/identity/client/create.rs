//! `createClient`: a new system client and its first secret.

use access::{Action, ClientState, authorize};
use actix_web::post;
use identity::check_scopes;
use kernel::{AreaId, Fault, Refusal};
use persistence::{Failure, Tx, identity::ClientRow, place::area_by_id};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{SecretView, entry, new_secret, with_secret};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Body, Problem},
};

/// A new system client.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "区民意速办平台", "scopes": ["tickets:read"], "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d"}))]
pub(crate) struct NewClient {
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub(crate) name: String,
    /// Out of `places:read`, `ratings:report`, `tickets:read`, `tickets:submit`, `webhooks:manage`.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_items = 1, max_items = 20)]
    pub(crate) scopes: Vec<String>,
    /// The area that the scopes hold in.
    pub(crate) area_id: AreaId,
}

/// Create a system client.
///
/// The secret is shown this once; an idempotency key is ignored here.
#[utoipa::path(tag = "identity", operation_id = "createClient", request_body = NewClient,
    responses((status = 201, body = SecretView, headers(("Location" = String)))))]
#[post("/v1/clients")]
pub(crate) async fn create(ctx: Ctx, body: Body<NewClient>) -> Result<Answer, Problem> {
    let (secret, hash) = new_secret(&ctx.app)?;
    ctx.write_credential(async |tx| {
        let row = add(ctx.by(), tx, &body.0, hash.clone()).await?;
        Ok(with_secret(&ctx, tx, &row, &secret).await?.at(format!("/v1/clients/{}", row.id)))
    })
    .await
}

/// Adds the client; its secret is known by the keyed hash alone.
pub(crate) async fn add(
    by: By<'_>,
    tx: &Tx,
    told: &NewClient,
    secret: Vec<u8>,
) -> Result<ClientRow, Failure> {
    let area = area_by_id(tx, told.area_id).await?;
    let area = area.ok_or_else(|| Refusal::field("area_id", Fault::NotFound))?;
    let permit = authorize(by.actor, Action::ClientCreate, &place::At::open(area.path))?;
    check_scopes(&told.scopes)?;
    let row = ClientRow {
        id: by.id(),
        name: told.name.clone(),
        state: ClientState::Active,
        scopes: told.scopes.clone(),
        level: area.level,
        area: area.key,
        secret,
        previous_secret: None,
        previous_until: None,
        path: area.path,
        version: 1,
        updated_at: by.now,
    };
    tx.create_client(&row).await?;
    tx.journal(&entry(by.now, &row, &permit, Action::ClientCreate)).await?;
    Ok(row)
}
