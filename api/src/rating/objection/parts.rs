//! The parts of an objection as they are shown: decisions, the re-check, and what corrections made of the score.

use access::Role;
use kernel::{Hundredths, Uuid};
use persistence::rating::{Reckoned, Revision};
use rating::objection::{Correction, ObjectionDecision, Recheck};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{crypto::hex, ctx::Ctx};

/// What was decided.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ObjectionDecision, example = json!({
    "upheld": true, "words": "经核实,合同已按时备案", "correction": {"input": {"indicator": "B1", "tier": 0}},
    "by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "role": "street_officer", "at": "2026-04-22T15:00:00.000+08:00"
}))]
pub(crate) struct DecisionView {
    upheld: bool,
    #[schema(max_length = 2000)]
    words: String,
    /// What stands in place of the disputed item; null where it was rejected.
    correction: Option<Correction>,
    #[schema(format = "uuid", max_length = 36)]
    by: Uuid,
    role: Role,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
}

pub(super) fn decision(ctx: &Ctx, made: &ObjectionDecision) -> DecisionView {
    DecisionView {
        upheld: made.correction.is_some(),
        words: made.words.clone(),
        correction: made.correction.clone(),
        by: made.by,
        role: made.role,
        at: ctx.time(made.at),
    }
}

/// A check that was asked for after the decision.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ObjectionRecheck, example = json!({
    "grounds": "处理时未核对备案系统的记录", "at": "2026-04-23T09:30:00.000+08:00", "due_at": "2026-05-08T09:30:00.000+08:00",
    "overdue": false, "decision": null
}))]
pub(crate) struct RecheckView {
    #[schema(max_length = 2000)]
    grounds: String,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
    #[schema(format = "date-time", max_length = 40)]
    due_at: String,
    /// Whether it was not decided in time.
    overdue: bool,
    /// Null while it waits.
    decision: Option<DecisionView>,
}

pub(super) fn recheck(ctx: &Ctx, asked: &Recheck) -> RecheckView {
    let made = asked.decision.as_ref();
    RecheckView {
        grounds: asked.grounds.clone(),
        at: ctx.time(asked.at),
        due_at: ctx.time(asked.due),
        overdue: asked.due < made.map_or(ctx.now, |made| made.at),
        decision: made.map(|made| decision(ctx, made)),
    }
}

/// One of the two results that are kept.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "total": "89.30", "stars": 4, "aspects": ["12.50", "11.00", null],
    "digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
}))]
pub(crate) struct ReckonedView {
    total: Hundredths,
    /// Null where no indicator counts.
    #[schema(minimum = 0, maximum = 5)]
    stars: Option<i32>,
    /// The points of the aspects in the order of the scheme; null where nothing of one counts.
    #[schema(max_items = 20)]
    aspects: Vec<Option<Hundredths>>,
    /// SHA-256 over inputs and result.
    #[schema(min_length = 64, max_length = 64)]
    digest: String,
}

fn reckoned(result: &Reckoned) -> ReckonedView {
    ReckonedView {
        total: result.total,
        stars: result.stars,
        aspects: result.aspects.clone(),
        digest: hex(&result.digest),
    }
}

/// What a correction made of a score.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ScoreRevision, example = json!({
    "number": 1, "objection_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "rechecked": false,
    "by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "at": "2026-04-22T15:00:00.000+08:00",
    "before": {"total": "89.30", "stars": 4, "aspects": ["12.50"],
        "digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"},
    "after": {"total": "90.10", "stars": 5, "aspects": ["13.30"],
        "digest": "12c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"}
}))]
pub(crate) struct RevisionView {
    /// Counted within the score.
    #[schema(minimum = 1)]
    number: i32,
    #[schema(format = "uuid", max_length = 36)]
    objection_id: Uuid,
    /// Whether the re-check made it.
    rechecked: bool,
    #[schema(format = "uuid", max_length = 36)]
    by: Uuid,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
    before: ReckonedView,
    after: ReckonedView,
}

pub(crate) fn revision(ctx: &Ctx, made: &Revision) -> RevisionView {
    RevisionView {
        number: made.number,
        objection_id: made.objection.0,
        rechecked: made.rechecked,
        by: made.by,
        at: ctx.time(made.at),
        before: reckoned(&made.before),
        after: reckoned(&made.after),
    }
}
