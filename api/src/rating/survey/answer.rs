//! `answerSurvey`: the one answer of premises, by someone of the household or by an interviewer.

use access::{Action, Permit, authorize};
use actix_web::post;
use kernel::{Fault, Language, PremisesId, Refusal, SurveyId, Uuid};
use persistence::{
    Failure, Tx,
    place::{ResidencyFilter, residencies},
    rating::{Invitation, invitation_of},
};
use place::ResidencyState;
use rating::survey::{EstateSurvey, HOW_KEPT, SurveyWay};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{questions::SurveyChoices, told};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// An answer for premises.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"premises_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "choices": {"overall": 4, "cleaning": 5}}))]
pub(crate) struct SurveyAnswering {
    premises_id: PremisesId,
    #[validate(nested)]
    choices: SurveyChoices,
}

/// That an answer counts; it is not told again.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "survey_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "counted": true, "way": "link", "note": "答卷不记名"
}))]
pub(super) struct SurveyReceipt {
    #[schema(format = "uuid", max_length = 36)]
    survey_id: Uuid,
    counted: bool,
    way: SurveyWay,
    /// How answers are kept.
    #[schema(max_length = 500)]
    note: &'static str,
}

pub(super) fn receipt(
    language: Language,
    survey: &EstateSurvey,
    way: SurveyWay,
) -> Result<Answer, Problem> {
    let note = HOW_KEPT.in_language(language);
    Answer::ok(&SurveyReceipt { survey_id: survey.id.0, counted: true, way, note })
}

/// The premises have answered, by whatever way.
pub(super) fn answered() -> Refusal {
    Refusal::not_now("answered")
}

/// Answer a survey for premises that it drew.
///
/// For one's own by an approved residency; an interviewer notes what a household said at the door or by telephone. Once for
/// each premises, whatever the way. Of the answer nothing is kept but the sums, and an idempotency key is ignored, since it
/// would keep a fingerprint of it: a request that is sent twice finds that the premises have answered.
#[utoipa::path(tag = "ratings", operation_id = "answerSurvey", params(IdPath), request_body = SurveyAnswering,
    responses((status = 200, body = SurveyReceipt)))]
#[post("/v1/surveys/{id}/answers")]
pub(crate) async fn answer(
    ctx: Ctx,
    id: Id<SurveyId>,
    body: Late<SurveyAnswering>,
) -> Result<Answer, Problem> {
    ctx.write_credential(async |tx| {
        let survey = tx.hold_survey(id.0).await?.ok_or_else(Refusal::missing)?;
        let mut permits = permits(&ctx, &survey)?;
        let action = permits.first().map_or(Action::SurveyNote, Permit::action);
        survey.legally(action, ctx.now).map_err(|refusal| told(&ctx, &survey, refusal))?;
        let told = body.get()?;
        let lives = lives(&ctx, tx, told.premises_id).await?;
        permits.retain(|permit| lives || permit.action() != Action::SurveyAnswer);
        let drawn = invitation_of(tx, survey.id, told.premises_id).await?;
        let known: Option<(Permit, Invitation)> = permits.into_iter().next().zip(drawn);
        let unknown = || Refusal::field("premises_id", Fault::NotFound);
        let (permit, invitation) = known.ok_or_else(unknown)?;
        let way = match permit.action() {
            Action::SurveyAnswer => SurveyWay::Account,
            _ => SurveyWay::Interviewer,
        };
        let said = told.choices.read().map_err(|refusal| refusal.under("choices"))?;
        let of = (&survey, &invitation);
        if !tx.take_survey_answer(&permit, of, (&said, way), ctx.now).await? {
            return Err(answered().into());
        }
        Ok(receipt(ctx.language(), &survey, way)?)
    })
    .await
}

/// What the caller may do, their own premises first.
fn permits(ctx: &Ctx, survey: &EstateSurvey) -> Result<Vec<Permit>, Failure> {
    let own = authorize(&ctx.actor, Action::SurveyAnswer, survey);
    let noted = authorize(&ctx.actor, Action::SurveyNote, survey);
    match (own, noted) {
        (Err(denied), Err(_)) => Err(denied.into()),
        (own, noted) => Ok(own.into_iter().chain(noted).collect()),
    }
}

/// Whether the caller has an approved residency there.
async fn lives(ctx: &Ctx, tx: &Tx, premises: PremisesId) -> Result<bool, Failure> {
    let state = Some(ResidencyState::Approved);
    let filter = ResidencyFilter { state, estate: None, premises: Some(premises) };
    let own = (&[][..], ctx.actor.who.account());
    Ok(!residencies(tx, own, &filter, None, 1).await?.is_empty())
}
