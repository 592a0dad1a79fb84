//! `openSurveyLink` and `answerSurveyByLink`: what whoever has the link of a household sees, and answers once.

use access::{Action, Actor, authorize};
use actix_web::post;
use kernel::{Code, Refusal};
use persistence::{
    StoreError,
    place::estate_by_key,
    rating::{invitation_by_link, survey_by_id},
};
use rating::survey::{HOW_KEPT, SurveyStage, SurveyWay};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    answer::{SurveyReceipt, answered, receipt},
    links::mac,
    questions::{SurveyChoices, SurveyQuestionView, questions},
};
use crate::{
    ctx::Guest,
    http::{Answer, Attempt, Body, Problem, ProblemBody},
};

/// The secret of a household.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"secret": "k3v9mz-2hq7xw4c5pbn8tdy6rj"}))]
pub(crate) struct SurveyLinkQuery {
    #[validate(length(min = 26, max = 26))]
    #[schema(min_length = 26, max_length = 26)]
    secret: String,
}

/// An answer by link.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"secret": "k3v9mz-2hq7xw4c5pbn8tdy6rj", "choices": {"overall": 4, "cleaning": 5}}))]
pub(crate) struct SurveyLinkAnswering {
    #[validate(length(min = 26, max = 26))]
    #[schema(min_length = 26, max_length = 26)]
    secret: String,
    #[validate(nested)]
    choices: SurveyChoices,
}

/// The survey that a link opens. Names neither the premises nor anyone.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "estate_name": "和谐花园", "state": "open", "state_label": "进行中", "opens_at": "2026-03-01T09:00:00.000+08:00",
    "closes_at": "2026-03-15T18:00:00.000+08:00", "answered": false,
    "questions": [{"question": "overall", "label": "对物业服务的总体满意度", "needed": true}], "note": "答卷不记名"
}))]
pub(super) struct OpenedSurvey {
    #[schema(max_length = 100)]
    estate_name: String,
    state: SurveyStage,
    #[schema(max_length = 40)]
    state_label: &'static str,
    #[schema(format = "date-time", max_length = 40)]
    opens_at: String,
    #[schema(format = "date-time", max_length = 40)]
    closes_at: String,
    /// Whether someone of the household has answered.
    answered: bool,
    #[schema(max_items = 10)]
    questions: Vec<SurveyQuestionView>,
    /// How answers are kept.
    #[schema(max_length = 500)]
    note: &'static str,
}

/// See a survey of residents by the link of a household.
///
/// Without an account. So many from one address in a minute (429).
#[utoipa::path(tag = "ratings", operation_id = "openSurveyLink", request_body = SurveyLinkQuery,
    responses((status = 200, body = OpenedSurvey),
        (status = 404, description = "No link has this secret.", body = ProblemBody, content_type = "application/problem+json")))]
#[post("/v1/survey-link-checks")]
pub(crate) async fn open(guest: Guest, body: Body<SurveyLinkQuery>) -> Result<Answer, Problem> {
    guest.limit(Attempt::Survey)?;
    let (app, language) = (&guest.app, guest.language());
    let reader = app.store.reader();
    let hash = mac(app, &body.0.secret);
    let invitation = invitation_by_link(reader, hash).await?.ok_or(Code::NotFound)?;
    let survey = survey_by_id(reader, invitation.survey).await?.ok_or(Code::NotFound)?;
    let key = survey.path.estate.ok_or(StoreError::Corrupt("survey.estate"))?;
    let estate = estate_by_key(reader, key).await?.ok_or(StoreError::Corrupt("estate"))?;
    let stage = survey.stage(guest.now);
    Answer::ok(&OpenedSurvey {
        estate_name: estate.name,
        state: stage,
        state_label: stage.label().in_language(language),
        opens_at: app.time(survey.opens_at),
        closes_at: app.time(survey.closes_at),
        answered: invitation.answered,
        questions: questions(language),
        note: HOW_KEPT.in_language(language),
    })
}

/// Answer a survey of residents by the link of a household.
///
/// Without an account, once for each household, whatever the way. Nothing of the sender is kept, and of the answer nothing
/// but the sums. So many from one address in a minute (429).
#[utoipa::path(tag = "ratings", operation_id = "answerSurveyByLink", request_body = SurveyLinkAnswering,
    responses((status = 200, body = SurveyReceipt),
        (status = 404, description = "No link has this secret.", body = ProblemBody, content_type = "application/problem+json")))]
#[post("/v1/survey-answers")]
pub(crate) async fn answer(
    guest: Guest,
    body: Body<SurveyLinkAnswering>,
) -> Result<Answer, Problem> {
    guest.limit(Attempt::Survey)?;
    let said = body.0.choices.read().map_err(|refusal| refusal.under("choices"))?;
    let (app, hash) = (&guest.app, mac(&guest.app, &body.0.secret));
    let survey = app
        .store
        .write(async |tx| {
            let drawn = invitation_by_link(tx, hash).await?.ok_or_else(Refusal::missing)?;
            let survey = tx.hold_survey(drawn.survey).await?.ok_or_else(Refusal::missing)?;
            let permit = authorize(&Actor::system(), Action::SurveyReply, &survey)?;
            survey.legally(Action::SurveyReply, guest.now)?;
            let told = (&said, SurveyWay::Link);
            match tx.take_survey_answer(&permit, (&survey, &drawn), told, guest.now).await? {
                true => Ok(survey),
                false => Err(answered().into()),
            }
        })
        .await?;
    receipt(guest.language(), &survey, SurveyWay::Link)
}
