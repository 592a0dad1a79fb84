//! `mergeTicket` 并单.

use access::{Action, may};
use actix_web::post;
use kernel::TicketId;
use persistence::ticket::{load_for, merging};
use serde::Deserialize;
use ticket::Detail;
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// The ticket that it is merged into.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"into": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b41"}))]
pub(crate) struct MergeBody {
    /// An open ticket of the same estate that was not merged itself.
    into: TicketId,
}

/// Merge a ticket into another about the same matter.
///
/// By those who dispatch it, and the community officer. Both keep their timelines; the merged one is closed when the other is,
/// and comes back by itself when the other is withdrawn or declined.
#[utoipa::path(tag = "tickets", operation_id = "mergeTicket", params(IdPath), request_body = MergeBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/merge")]
pub(crate) async fn merge(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<MergeBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Merge, async |tx, ticket| {
        let into = body.get()?.into;
        let main = load_for(tx, into, &ctx.actor, ctx.today(), ctx.now).await?;
        let main = main.filter(|main| may(&ctx.actor, Action::TicketRead, main));
        Ok(Detail::Merge(merging(tx, ticket, into, main.as_ref()).await?))
    })
    .await
}
