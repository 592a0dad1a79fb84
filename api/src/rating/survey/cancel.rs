//! `cancelSurvey`: takes a survey back that was drawn in error, while nobody knows how it comes out.

use access::Action;
use actix_web::post;
use kernel::SurveyId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    permitted,
    view::{SurveyView, answer},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "截止时间填写有误"}))]
pub(crate) struct SurveyCancelling {
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// Cancel a survey of residents before it closes.
///
/// What was answered counts nowhere, and another survey of the estate can be drawn in the cycle. The cancelled one stays in
/// the list with its seed and the reason. Once it is closed it stands.
#[utoipa::path(tag = "ratings", operation_id = "cancelSurvey", params(IdPath), request_body = SurveyCancelling,
    responses((status = 200, body = SurveyView, headers(("ETag" = String)))))]
#[post("/v1/surveys/{id}/cancel")]
pub(crate) async fn cancel(
    ctx: Ctx,
    id: Id<SurveyId>,
    body: Late<SurveyCancelling>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let (survey, permit) = permitted(&ctx, tx, id.0, Action::SurveyCancel).await?;
        let change = survey.cancel(&permit, &body.get()?.reason, ctx.now)?;
        tx.save_survey(&change).await?;
        answer(&ctx, tx, &change.after).await
    })
    .await
}
