//! A survey as it is shown.

use access::{Action, Role, SubjectKind, may};
use kernel::{Hundredths, Uuid};
use persistence::{
    Conn, Failure, StoreError,
    rating::{own_invitations, survey_tallies},
};
use rating::survey::{EstateSurvey, HOW_KEPT, SurveyQuestion, SurveyResult, SurveyStage, Tally};
use serde::Serialize;
use utoipa::ToSchema;

use super::result_view::{SurveyResultView, result_view};
use crate::{
    ctx::Ctx,
    http::{Answer, Versioned, created_at},
    place::Lookup,
};

/// A survey of the residents of an estate (居民满意度调查).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f",
    "state": "open", "state_label": "进行中", "seed": "4f1d7c20b9a8", "seed_given": false, "households": 600,
    "frame_sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "drawn": 120, "least": 60,
    "sample_share": "0.10", "valid_needed": 50, "opens_at": "2026-03-01T09:00:00.000+08:00",
    "closes_at": "2026-03-15T18:00:00.000+08:00", "answered": null, "result": null,
    "own_premises": [{"premises_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "label": "3栋1203", "answered": false}],
    "reason": null, "drawn_by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b41", "drawn_role": "property_office",
    "note": "答卷不记名", "allowed_actions": ["answer"], "version": 1,
    "created_at": "2026-02-27T09:30:00.000+08:00", "updated_at": "2026-02-27T09:30:00.000+08:00"
}))]
pub(super) struct SurveyView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    cycle_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    /// Follows from the time; a survey that was cancelled is so for good.
    state: SurveyStage,
    #[schema(max_length = 40)]
    state_label: &'static str,
    /// The households with the lowest SHA-256 of `seed:premises_id` were drawn.
    #[schema(max_length = 64)]
    seed: String,
    /// Whether who drew it chose the seed, and could have tried others.
    seed_given: bool,
    /// Residential premises of the estate when it was drawn.
    households: u32,
    /// SHA-256 of their ids in ascending order, each with a line feed.
    #[schema(max_length = 64)]
    frame_sha256: String,
    /// How many of them were drawn.
    drawn: u32,
    /// How few might have been, by the scheme.
    least: u32,
    /// The scheme's least share of the households.
    sample_share: Hundredths,
    /// The scheme's fewest valid answers.
    valid_needed: u32,
    #[schema(format = "date-time", max_length = 40)]
    opens_at: String,
    /// Answers are taken before this moment.
    #[schema(format = "date-time", max_length = 40)]
    closes_at: String,
    /// How many answered; until it is closed told to those alone who go from door to door.
    answered: Option<u32>,
    /// Shown once it is closed.
    result: Option<SurveyResultView>,
    /// The caller's own premises that were drawn; null in lists.
    #[schema(max_items = 20)]
    own_premises: Option<Vec<OwnSurveyPremises>>,
    /// Why it was cancelled.
    #[schema(max_length = 500)]
    reason: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    drawn_by: Uuid,
    drawn_role: Role,
    /// How answers are kept.
    #[schema(max_length = 500)]
    note: &'static str,
    #[schema(max_items = 10, max_length = 40)]
    allowed_actions: Vec<&'static str>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

/// Premises of the caller that a survey asks.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct OwnSurveyPremises {
    #[schema(format = "uuid", max_length = 36)]
    premises_id: Uuid,
    #[schema(max_length = 200)]
    label: String,
    /// Whether someone of the household has answered.
    answered: bool,
}

pub(super) async fn views(
    ctx: &Ctx,
    db: &impl Conn,
    rows: &[EstateSurvey],
) -> Result<Vec<SurveyView>, StoreError> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let tallies = survey_tallies(db, &ids).await?;
    let (mut views, mut known) = (Vec::with_capacity(rows.len()), Lookup::default());
    for row in rows {
        let key = row.path.estate.ok_or(StoreError::Corrupt("survey.estate"))?;
        let tally = tallies.get(&row.id).ok_or(StoreError::Corrupt("survey_tally"))?;
        views.push(view(ctx, row, (known.estate(db, key).await?, tally)));
    }
    Ok(views)
}

fn view(ctx: &Ctx, row: &EstateSurvey, (estate_id, tally): (Uuid, &Tally)) -> SurveyView {
    let (stage, language) = (row.stage(ctx.now), ctx.language());
    let closed = stage == SurveyStage::Closed;
    let told = closed || may(&ctx.actor, Action::SurveyVisit, row);
    let result = closed.then(|| result_view(language, &SurveyResult::of(row, tally), tally));
    SurveyView {
        id: row.id.0,
        cycle_id: row.cycle.0,
        estate_id,
        enterprise_id: row.enterprise.0,
        state: stage,
        state_label: stage.label().in_language(language),
        seed: row.seed.clone(),
        seed_given: row.seed_given,
        households: row.households,
        frame_sha256: row.frame.clone(),
        drawn: row.drawn,
        least: row.least,
        sample_share: row.share,
        valid_needed: row.valid_needed,
        opens_at: ctx.time(row.opens_at),
        closes_at: ctx.time(row.closes_at),
        answered: told.then(|| tally.answered(SurveyQuestion::Overall)),
        result,
        own_premises: None,
        reason: row.reason.clone(),
        drawn_by: row.drawn_by,
        drawn_role: row.drawn_role,
        note: HOW_KEPT.in_language(language),
        allowed_actions: allowed(ctx, row),
        version: row.version,
        created_at: created_at(ctx, row.id.0),
        updated_at: ctx.time(row.updated_at),
    }
}

/// What the caller may do to it now.
pub(super) fn allowed(ctx: &Ctx, row: &EstateSurvey) -> Vec<&'static str> {
    ctx.permitted(row.legal(ctx.now), row)
}

pub(super) async fn answer(
    ctx: &Ctx,
    db: &impl Conn,
    row: &EstateSurvey,
) -> Result<Answer, Failure> {
    let mut shown = views(ctx, db, std::slice::from_ref(row)).await?.pop();
    if let Some((view, account)) = shown.as_mut().zip(ctx.actor.who.account()) {
        let own = own_invitations(db, row.id, account).await?;
        let own = own.into_iter().map(|one| OwnSurveyPremises {
            premises_id: one.premises.0,
            label: one.building.unwrap_or_default() + &one.label,
            answered: one.answered,
        });
        view.own_premises = Some(own.collect());
    }
    let what = Versioned { kind: SubjectKind::Survey, id: row.id.0, version: row.version };
    Ok(Answer::ok(&shown)?.of(what))
}
