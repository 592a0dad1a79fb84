//! `getSurvey`: one survey, with its result once it is closed.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, SurveyId};
use persistence::rating::survey_by_id;

use super::view::{SurveyView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Get a survey of residents.
///
/// A resident is told which of their own premises were drawn. Results are shown once it is closed, as sums.
#[utoipa::path(tag = "ratings", operation_id = "getSurvey", params(IdPath),
    responses((status = 200, body = SurveyView, headers(("ETag" = String)))))]
#[get("/v1/surveys/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<SurveyId>) -> Result<Answer, Problem> {
    let survey = survey_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::SurveyRead, &survey)?;
    Ok(answer(&ctx, ctx.reader(), &survey).await?)
}
