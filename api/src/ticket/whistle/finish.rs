//! `finishWhistleTask` 办结应哨任务.

use access::Action;
use actix_web::post;
use serde::Deserialize;
use ticket::Whistling;
use utoipa::ToSchema;
use validator::Validate;

use super::{super::view::TicketView, WhistlePath, about};
use crate::{
    ctx::Ctx,
    http::{Answer, Ids, Late, Problem},
};

/// What the department did.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"result": "已迁移电线杆并恢复路面"}))]
pub(crate) struct TaskResult {
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    result: String,
}

/// Finish the department's own part of a whistle.
///
/// By an officer of the department after it has reported in; the whistle is finished when all its departments are.
#[utoipa::path(tag = "whistles", operation_id = "finishWhistleTask", params(WhistlePath), request_body = TaskResult,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/whistles/{n}/finish")]
pub(crate) async fn finish(
    ctx: Ctx,
    path: Ids<WhistlePath>,
    body: Late<TaskResult>,
) -> Result<Answer, Problem> {
    about(&ctx, path.0, Action::FinishTask, || {
        let told = body.get()?;
        Ok(Whistling::Finish { result: told.result.clone() })
    })
    .await
}
