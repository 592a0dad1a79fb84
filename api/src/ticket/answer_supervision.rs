//! `answerSupervision` 答复督单.

use access::Action;
use actix_web::post;
use kernel::TicketId;
use serde::Deserialize;
use ticket::{Answering, Detail};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Ids, Late, Problem},
};

/// The answer.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"answer": "已安排专人驻场,今日内完成维修"}))]
pub(crate) struct AnswerBody {
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    answer: String,
}

/// The ticket and the number of the supervision in it.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct SupervisionPath {
    /// The id of the ticket.
    #[param(value_type = String, format = "uuid", max_length = 36)]
    pub(super) id: TicketId,
    /// The number of the supervision, from 1.
    #[param(minimum = 1, maximum = 1000000)]
    pub(super) n: i32,
}

/// Answer a supervision.
///
/// By the unit that was asked, once.
#[utoipa::path(tag = "tickets", operation_id = "answerSupervision", params(SupervisionPath), request_body = AnswerBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/supervisions/{n}/answer")]
pub(crate) async fn answer_supervision(
    ctx: Ctx,
    path: Ids<SupervisionPath>,
    body: Late<AnswerBody>,
) -> Result<Answer, Problem> {
    step(&ctx, path.0.id, Action::Answer, async |_, _| {
        let told = body.get()?;
        Ok(Detail::Answer(Answering { number: path.0.n, answer: told.answer.clone() }))
    })
    .await
}
