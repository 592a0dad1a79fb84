//! `revokeClient`: the end of a system client.

use access::{Action, ClientState, authorize};
use actix_web::post;
use kernel::{ClientId, Refusal};
use persistence::identity::{ClientRow, client_by_id};
use place::At;

use super::{ClientView, answer, entry};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Empty, Id, IdPath, Problem},
};

/// Revoke a client for good, from the next request on.
#[utoipa::path(tag = "identity", operation_id = "revokeClient", params(IdPath), request_body = Empty,
    responses((status = 200, body = ClientView, headers(("ETag" = String)))))]
#[post("/v1/clients/{id}/revoke")]
pub(crate) async fn revoke(
    ctx: Ctx,
    id: Id<ClientId>,
    _body: Body<Empty>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let row = client_by_id(tx, id.0).await?.ok_or_else(Refusal::missing)?;
        let subject = At::hidden(row.path, Action::ClientRead);
        let permit = authorize(&ctx.actor, Action::ClientRevoke, &subject)?;
        ctx.match_version(row.version, false)?;
        if row.state == ClientState::Revoked {
            return Err(Refusal::not_now(row.state.as_str()).into());
        }
        let row = ClientRow {
            state: ClientState::Revoked,
            version: row.version + 1,
            updated_at: ctx.now,
            ..row
        };
        tx.save_client(&row).await?;
        tx.journal(&entry(ctx.now, &row, &permit, Action::ClientRevoke)).await?;
        answer(&ctx, tx, &row).await
    })
    .await
}
