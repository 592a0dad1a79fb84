//! `replyToQuestion` 答复询问.

use access::Action;
use actix_web::post;
use kernel::TicketId;
use serde::Deserialize;
use ticket::Detail;
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What the reporter has to say.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"answer": "是卫生间天花板,每天傍晚最严重"}))]
pub(crate) struct ReplyBody {
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    answer: String,
}

/// Reply to the handler's question.
///
/// By the reporter, or who filed it for a caller.
#[utoipa::path(tag = "tickets", operation_id = "replyToQuestion", params(IdPath), request_body = ReplyBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/reply")]
pub(crate) async fn reply(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<ReplyBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Reply, async |_, _| {
        Ok(Detail::Reply { answer: body.get()?.answer.clone() })
    })
    .await
}
