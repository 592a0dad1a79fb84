//! `shareStatus`: a secret with which anyone may ask how a ticket stands.

use access::Action;
use actix_web::post;
use kernel::{TicketId, TicketNumber};
use serde::Serialize;
use ticket::Detail;
use utoipa::ToSchema;

use super::secret;
use crate::{
    app::App,
    ctx::Ctx,
    http::{Answer, Empty, Id, IdPath, Late, Problem},
    ticket::take,
};

/// What opens the status of a ticket.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"number": "260301-ABCDEF-1234X", "secret": "k3v9mz-2hq7xw4c5pbn8tdy6rj"}))]
pub(crate) struct StatusKey {
    #[schema(max_length = 19)]
    number: String,
    /// Told once; only its MAC is kept.
    #[schema(min_length = 26, max_length = 26)]
    secret: String,
}

impl StatusKey {
    pub(super) fn of(app: &App, ticket: TicketId, secret: String) -> Self {
        let number = TicketNumber::of(ticket.0, app.offset.local_minus_utc()).to_string();
        Self { number, secret }
    }
}

/// Make a secret for the status of a ticket.
///
/// For the reporter, or for the filer to hand on to the caller: with the number and the secret anyone reads how the
/// ticket stands (`checkStatus`), without an account and without names. A new secret ends the one before. An
/// idempotency key is ignored, since it would store the secret.
#[utoipa::path(tag = "status", operation_id = "shareStatus", params(IdPath), request_body = Empty,
    responses((status = 200, body = StatusKey)))]
#[post("/v1/tickets/{id}/share-status")]
pub(crate) async fn share(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<Empty>,
) -> Result<Answer, Problem> {
    let secret = secret::new().map_err(|_| kernel::Code::InternalError)?;
    ctx.write_credential(async |tx| {
        let fits = |version| ctx.match_version(version, false);
        let detail = async |_: &_, _: &_| {
            body.get()?;
            Ok(Detail::ShareStatus)
        };
        let after = take(ctx.by(), tx, id.0, Action::ShareStatus, fits, detail).await?;
        tx.put_status_secret(after.id, &secret::mac(&ctx.app, after.id, &secret)).await?;
        Ok(Answer::ok(&StatusKey::of(&ctx.app, after.id, secret.clone()))?)
    })
    .await
}
