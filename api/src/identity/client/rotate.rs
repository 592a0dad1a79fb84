//! `rotateClientSecret`: a new secret beside the old one.

use access::{Action, ClientState, authorize};
use actix_web::post;
use identity::Secrets;
use kernel::{ClientId, Refusal};
use persistence::identity::{ClientRow, client_by_id};
use place::At;

use super::{SecretView, entry, new_secret, with_secret};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Empty, Id, IdPath, Problem},
};

/// Give a client a new secret.
///
/// The secret before it works for another 24 hours. An idempotency key is ignored here.
#[utoipa::path(tag = "identity", operation_id = "rotateClientSecret", params(IdPath), request_body = Empty,
    responses((status = 200, body = SecretView)))]
#[post("/v1/clients/{id}/rotate-secret")]
pub(crate) async fn rotate(
    ctx: Ctx,
    id: Id<ClientId>,
    _body: Body<Empty>,
) -> Result<Answer, Problem> {
    let (secret, hash) = new_secret(&ctx.app)?;
    ctx.write_credential(async |tx| {
        let row = client_by_id(tx, id.0).await?.ok_or_else(Refusal::missing)?;
        let subject = At::hidden(row.path, Action::ClientRead);
        let permit = authorize(&ctx.actor, Action::ClientRotate, &subject)?;
        if row.state != ClientState::Active {
            return Err(Refusal::not_now(row.state.as_str()).into());
        }
        let previous = row.previous_secret.clone().zip(row.previous_until);
        let rotated =
            Secrets { current: row.secret.clone(), previous }.rotated(hash.clone(), ctx.now);
        let (previous_secret, previous_until) = rotated.previous.unzip();
        let row = ClientRow {
            secret: rotated.current,
            previous_secret,
            previous_until,
            version: row.version + 1,
            updated_at: ctx.now,
            ..row
        };
        tx.save_client(&row).await?;
        tx.journal(&entry(ctx.now, &row, &permit, Action::ClientRotate)).await?;
        with_secret(&ctx, tx, &row, &secret).await
    })
    .await
}
