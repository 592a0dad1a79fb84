//! `deleteAttachment`: a file is taken off a ticket.

use access::{Action, authorize};
use actix_web::post;
use kernel::{AttachmentId, Refusal};
use persistence::ticket::attachment;
use serde::Deserialize;
use ticket::{Attached, Detaching, Detail, FileStep};
use utoipa::ToSchema;
use validator::Validate;

use super::view::ticket_of;
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
    ticket::told,
};

/// Why it is taken away.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "照片拍到了无关人员"}))]
pub(crate) struct DeleteBody {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Delete a file from an open ticket, with a reason.
///
/// By who added it, or by the officers of the community and the street. That it was there stays in the timeline; its
/// bytes are gone for good.
#[utoipa::path(tag = "attachments", operation_id = "deleteAttachment", params(IdPath), request_body = DeleteBody,
    responses((status = 204, description = "Deleted.")))]
#[post("/v1/attachments/{id}/delete")]
pub(crate) async fn delete(
    ctx: Ctx,
    id: Id<AttachmentId>,
    body: Late<DeleteBody>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let file = attachment(tx, id.0).await?.ok_or_else(Refusal::missing)?;
        let ticket = ticket_of(&ctx, tx, &file).await?;
        let hangs = Attached { ticket: &ticket, attachment: &file };
        let permit = authorize(&ctx.actor, Action::Detach, &hangs)?;
        ticket.guard(&permit, ctx.now).map_err(|refusal| told(ctx.by(), &ticket, refusal))?;
        let reason = body.get()?.reason.clone();
        let detail = Detail::File(FileStep::Detach(Detaching { attachment: file.clone(), reason }));
        let change = ticket.apply(&permit, detail, ctx.now)?;
        tx.save_ticket(&change, ticket.version).await?;
        Ok(Answer::no_content())
    })
    .await
}
