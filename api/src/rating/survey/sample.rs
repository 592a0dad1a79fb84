//! `sampleSurvey`: draws households of a rated estate by a stated seed.

use access::{Action, authorize};
use actix_web::post;
use chrono::{DateTime, FixedOffset};
use kernel::{Code, CycleId, EstateId, Fault, Refusal, SchemeId};
use persistence::{
    Failure, Tx,
    place::estate_by_id,
    rating::{households, scheme_by_id, subject_of},
};
use rating::{
    Survey,
    cycle::SubjectStanding,
    shipped_by_id,
    survey::{EstateSurvey, Sampled, Sampling, SurveyDesk},
};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{SurveyView, answer};
use crate::{
    crypto::{hex, random},
    ctx::{By, Ctx},
    http::{Answer, Body, Problem},
    place::ensure_duty,
};

/// A survey to be drawn.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "closes_at": "2026-03-15T18:00:00+08:00"
}))]
pub(crate) struct NewSurvey {
    /// A cycle that is open or in scoring.
    cycle_id: CycleId,
    /// An estate that is rated in it.
    estate_id: EstateId,
    /// What the draw follows from, of visible ASCII characters; made at random where none is given.
    #[serde(default)]
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[!-~]+$")]
    seed: Option<String>,
    /// How many households, at least as many as the scheme asks for; twice those where none is given, and never more than
    /// all.
    #[serde(default)]
    #[validate(range(min = 1, max = 20000))]
    #[schema(minimum = 1, maximum = 20000)]
    size: Option<u32>,
    /// At once where none is given; 180 days ahead at most.
    #[serde(default)]
    #[schema(value_type = Option<String>, required = false, format = "date-time", max_length = 40)]
    opens_at: Option<DateTime<FixedOffset>>,
    /// Answers are taken before this moment, for 90 days at most.
    #[schema(value_type = String, format = "date-time", max_length = 40)]
    closes_at: DateTime<FixedOffset>,
}

/// Draw the households of a survey of residents.
///
/// Those residential premises of the estate with the lowest SHA-256 of `seed:premises_id`: whoever has the list can repeat
/// the draw. Never fewer than the scheme's share and number of answers; where the estate has fewer, all, and the result is
/// flagged. One survey for each estate and cycle, and nobody draws one about their own employer.
#[utoipa::path(tag = "ratings", operation_id = "sampleSurvey", request_body = NewSurvey,
    responses((status = 201, body = SurveyView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/surveys")]
pub(crate) async fn sample(ctx: Ctx, body: Body<NewSurvey>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::SurveySample)?;
    ctx.write(async |tx| {
        let sampled = sampled(ctx.by(), tx, &body.0).await?;
        let survey = &sampled.change.after;
        let location = format!("/v1/surveys/{}", survey.id);
        Ok(answer(&ctx, tx, survey).await?.at(location))
    })
    .await
}

/// Draws what someone asks for.
async fn sampled(by: By<'_>, tx: &Tx, told: &NewSurvey) -> Result<Sampled, Failure> {
    let unknown = |field: &str| Refusal::field(field, Fault::NotFound);
    let estate = estate_by_id(tx, told.estate_id).await?;
    let estate = estate.ok_or_else(|| unknown("estate_id"))?;
    let mut desk = SurveyDesk { path: estate.path, enterprise: None };
    authorize(by.actor, Action::SurveySample, &desk)?;
    let cycle = tx.hold_cycle(told.cycle_id).await?.ok_or_else(|| unknown("cycle_id"))?;
    let running = cycle.scheme.filter(|_| cycle.is_running());
    let scheme = running.ok_or_else(|| Refusal::not_now(cycle.state.as_str()))?;
    let subject = subject_of(tx, cycle.id, estate.key).await?;
    let rated = subject.filter(|one| one.standing == SubjectStanding::Rated);
    let enterprise = rated.and_then(|one| one.enterprise);
    let enterprise = enterprise.ok_or_else(|| Refusal::field("estate_id", Fault::NotAllowed))?;
    desk.enterprise = Some(enterprise);
    let permit = authorize(by.actor, Action::SurveySample, &desk)?;
    let sampling = Sampling {
        id: by.id(),
        cycle: told.cycle_id,
        enterprise,
        path: estate.path,
        seed: seed(told)?,
        seed_given: told.seed.is_some(),
        size: told.size,
        opens_at: told.opens_at.map_or(by.now, |at| at.to_utc()),
        closes_at: told.closes_at.to_utc(),
    };
    let (rule, frame) = (rule(tx, scheme).await?, households(tx, estate.key).await?);
    let sampled = EstateSurvey::sample(&permit, sampling, (&rule, &frame), by.now)?;
    tx.draw_survey(&sampled, || by.id()).await?;
    Ok(sampled)
}

/// As it was given, or 128 random bits.
fn seed(told: &NewSurvey) -> Result<String, Refusal> {
    if let Some(seed) = &told.seed {
        return Ok(seed.clone());
    }
    let drawn = random::<16>().map_err(|_| Refusal::new(Code::InternalError))?;
    Ok(hex(&drawn))
}

/// What the cycle's scheme asks of a survey.
async fn rule(tx: &Tx, id: SchemeId) -> Result<Survey, Failure> {
    if let Some(shipped) = shipped_by_id(id) {
        return Ok(shipped.survey);
    }
    let row = scheme_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
    Ok(row.scheme.survey)
}
