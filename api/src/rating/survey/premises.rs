//! `listSurveyPremises`: where interviewers go, and where nobody needs to go any more.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, SurveyId, Uuid};
use persistence::rating::{InvitationFilter, Invited, invitations, survey_by_id};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    ctx::Ctx,
    http::{Answer, Both, Id, IdPath, Page, PageParams, Problem, page},
};

/// Which premises, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SurveyPremisesParams {
    /// Only those that have answered, or only the others.
    answered: Option<bool>,
}

/// Premises that a survey asks. Names nobody.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "premises_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "building": "3栋", "label": "1203", "link_issued": true,
    "answered": false
}))]
pub(super) struct SurveyPremisesView {
    #[schema(format = "uuid", max_length = 36)]
    premises_id: Uuid,
    #[schema(max_length = 100)]
    building: Option<String>,
    #[schema(max_length = 100)]
    label: String,
    link_issued: bool,
    /// Never what.
    answered: bool,
}

/// List the premises that a survey drew, for printing and for going there.
///
/// To those who carry it out alone: they have to know who has answered, so that nobody is visited twice. What was answered
/// is told to nobody, and joined to premises nowhere.
#[utoipa::path(tag = "ratings", operation_id = "listSurveyPremises",
    params(IdPath, SurveyPremisesParams, PageParams),
    responses((status = 200, body = Page<SurveyPremisesView>)))]
#[get("/v1/surveys/{id}/premises")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<SurveyId>,
    params: Both<SurveyPremisesParams, PageParams>,
) -> Result<Answer, Problem> {
    let Both(asked, part) = params;
    let survey = survey_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::SurveyVisit, &survey)?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let filter = InvitationFilter { answered: asked.answered };
    let read =
        async |after, limit| invitations(ctx.reader(), survey.id, filter, after, limit).await;
    let rows = paging.rows(after, read).await?;
    page(&ctx, &paging, &rows, |row| row.premises.0.as_bytes().to_vec(), view)
}

fn view(row: &Invited) -> SurveyPremisesView {
    SurveyPremisesView {
        premises_id: row.premises.0,
        building: row.building.clone(),
        label: row.label.clone(),
        link_issued: row.linked,
        answered: row.answered,
    }
}
