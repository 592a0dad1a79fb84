//! `redispatchTicket` 改派.

use access::Action;
use actix_web::post;
use kernel::{AccountId, TicketId};
use persistence::ticket::{Named, assignment};
use serde::Deserialize;
use ticket::Detail;
use utoipa::ToSchema;
use validator::Validate;

use super::{dispatch::Destination, step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Where it goes now, and why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"to": {"account_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c"}, "reason": "原承办人休假"}))]
pub(crate) struct RedispatchBody {
    #[validate(nested)]
    to: Destination,
    /// Up to five workers or volunteers.
    #[serde(default)]
    #[validate(length(max = 5))]
    #[schema(max_items = 5)]
    helpers: Vec<AccountId>,
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Dispatch a ticket anew, with a reason.
///
/// By those who may dispatch it, and by the branch secretary. Handler and helpers are replaced.
#[utoipa::path(tag = "tickets", operation_id = "redispatchTicket", params(IdPath), request_body = RedispatchBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/redispatch")]
pub(crate) async fn redispatch(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<RedispatchBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Redispatch, async |tx, ticket| {
        let told = body.get()?;
        let named = Named {
            to: told.to.target()?,
            helpers: told.helpers.clone(),
            words: Some(told.reason.clone()),
        };
        Ok(Detail::Redispatch(assignment(tx, ticket, named, ctx.now).await?))
    })
    .await
}
