//! `askReporter` 询问诉求人.

use access::Action;
use actix_web::post;
use chrono::{DateTime, FixedOffset};
use kernel::TicketId;
use serde::Deserialize;
use ticket::{Asking, Detail, RequestKind};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What the handler has to know.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"question": "请问漏水的是厨房还是卫生间?", "answer_by": "2027-03-03T18:00:00+08:00"}))]
pub(crate) struct QuestionBody {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    question: String,
    /// Within five days; then the work goes on without.
    #[schema(value_type = String, format = DateTime, max_length = 40)]
    answer_by: DateTime<FixedOffset>,
}

/// Ask the reporter something without which the work cannot go on.
///
/// By its handler, at most three times; one question is open at a time.
#[utoipa::path(tag = "tickets", operation_id = "askReporter", params(IdPath), request_body = QuestionBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/ask")]
pub(crate) async fn ask(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<QuestionBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Ask, async |_, _| {
        let told = body.get()?;
        let asking = Asking {
            reason: told.question.clone(),
            measures: None,
            until: Some(told.answer_by.to_utc()),
            towards: None,
        };
        Ok(Detail::Request { kind: RequestKind::Question, asking })
    })
    .await
}
