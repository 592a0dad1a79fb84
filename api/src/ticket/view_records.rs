//! The records beside a ticket: resolutions, ratings, follow-ups and supervisions.

use access::Role;
use kernel::Uuid;
use persistence::ticket::{
    FollowUpRow, RatingRow, Records, RequestRow, ResolutionRow, SupervisionRow,
};
use serde::Serialize;
use ticket::{Outcome, RatingReason, RequestKind, SupervisionKind, UnitKind};
use utoipa::ToSchema;

use crate::ctx::Ctx;

/// What was recorded, oldest first; nothing of it in a list.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct RecordsView {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 100, nullable = false)]
    resolutions: Option<Vec<ResolutionView>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 100, nullable = false)]
    ratings: Option<Vec<RatingView>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 1000, nullable = false)]
    follow_ups: Option<Vec<FollowUpView>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 1000, nullable = false)]
    supervisions: Option<Vec<SupervisionView>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 1000, nullable = false)]
    requests: Option<Vec<RequestView>>,
}

/// A resolution (办结).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ResolutionView {
    #[schema(minimum = 1)]
    number: i32,
    #[schema(max_length = 2000)]
    result: String,
    outcome: Outcome,
    #[serde(rename = "final")]
    is_final: bool,
    #[schema(format = "uuid", max_length = 36)]
    by: Uuid,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
}

/// The reporter's rating of one resolution (评价).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RatingView {
    #[schema(minimum = 1)]
    resolution: i32,
    solved: bool,
    #[schema(minimum = 1, maximum = 5)]
    stars: i32,
    #[schema(max_items = 10)]
    reasons: Vec<RatingReason>,
    #[schema(max_length = 1000)]
    comment: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
}

/// A follow-up (回访).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FollowUpView {
    #[schema(minimum = 1)]
    number: i32,
    #[schema(minimum = 1)]
    resolution: i32,
    reached: bool,
    solved: Option<bool>,
    satisfied: Option<bool>,
    #[schema(max_length = 1000)]
    note: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    by: Uuid,
    role: Role,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
}

/// A supervision (督单) with its answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SupervisionView {
    #[schema(minimum = 1)]
    number: i32,
    kind: SupervisionKind,
    #[schema(max_length = 1000)]
    note: String,
    /// The kind of unit that was asked.
    unit: UnitKind,
    #[schema(format = "uuid", max_length = 36)]
    unit_id: Uuid,
    #[schema(format = "date-time", max_length = 40)]
    answer_by: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    by: Uuid,
    role: Role,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
    #[schema(max_length = 2000)]
    answer: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    answered_by: Option<Uuid>,
    #[schema(format = "date-time", max_length = 40)]
    answered_at: Option<String>,
    /// Why it was taken back, where it was.
    #[schema(max_length = 1000)]
    withdrawn_reason: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    withdrawn_by: Option<Uuid>,
    #[schema(format = "date-time", max_length = 40)]
    withdrawn_at: Option<String>,
}

/// What was requested beside the work, with the ruling or the reply.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RequestView {
    #[schema(minimum = 1)]
    number: i32,
    kind: RequestKind,
    /// The reason; of a question its words.
    #[schema(max_length = 1000)]
    reason: String,
    #[schema(max_length = 1000)]
    measures: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    until: Option<String>,
    /// Whose duty it is said to be.
    #[schema(format = "uuid", max_length = 36)]
    towards: Option<Uuid>,
    #[schema(format = "uuid", max_length = 36)]
    organization_id: Option<Uuid>,
    #[schema(format = "uuid", max_length = 36)]
    by: Uuid,
    role: Role,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
    /// Null while it is open, for a question, and for what lapsed.
    granted: Option<bool>,
    /// Of the ruling, or the reply.
    #[schema(max_length = 2000)]
    words: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    settled_by: Option<Uuid>,
    #[schema(format = "date-time", max_length = 40)]
    settled_at: Option<String>,
}

impl RecordsView {
    pub(super) fn of(ctx: &Ctx, records: &Records) -> Self {
        let resolutions = records.resolutions.iter().map(|row| resolution(ctx, row));
        let ratings = records.ratings.iter().map(|row| rating(ctx, row));
        let follow_ups = records.follow_ups.iter().map(|row| follow_up(ctx, row));
        let supervisions = records.supervisions.iter().map(|row| supervision(ctx, row));
        let requests = records.requests.iter().map(|row| request(ctx, row));
        Self {
            resolutions: Some(resolutions.collect()),
            ratings: Some(ratings.collect()),
            follow_ups: Some(follow_ups.collect()),
            supervisions: Some(supervisions.collect()),
            requests: Some(requests.collect()),
        }
    }
}

fn resolution(ctx: &Ctx, row: &ResolutionRow) -> ResolutionView {
    ResolutionView {
        number: row.number,
        result: row.result.clone(),
        outcome: row.outcome,
        is_final: row.is_final,
        by: row.by,
        at: ctx.time(row.at),
    }
}

fn rating(ctx: &Ctx, row: &RatingRow) -> RatingView {
    RatingView {
        resolution: row.resolution,
        solved: row.solved,
        stars: row.stars,
        reasons: row.reasons.clone(),
        comment: row.comment.clone(),
        at: ctx.time(row.at),
    }
}

fn follow_up(ctx: &Ctx, row: &FollowUpRow) -> FollowUpView {
    FollowUpView {
        number: row.number,
        resolution: row.resolution,
        reached: row.reached,
        solved: row.solved,
        satisfied: row.satisfied,
        note: row.note.clone(),
        by: row.by,
        role: row.role,
        at: ctx.time(row.at),
    }
}

fn supervision(ctx: &Ctx, row: &SupervisionRow) -> SupervisionView {
    SupervisionView {
        number: row.number,
        kind: row.kind,
        note: row.note.clone(),
        unit: row.unit.kind,
        unit_id: row.unit.id,
        answer_by: row.answer_by.map(|at| ctx.time(at)),
        by: row.by,
        role: row.role,
        at: ctx.time(row.at),
        answer: row.answer.clone(),
        answered_by: row.answered_by,
        answered_at: row.answered_at.map(|at| ctx.time(at)),
        withdrawn_reason: row.withdrawn_reason.clone(),
        withdrawn_by: row.withdrawn_by,
        withdrawn_at: row.withdrawn_at.map(|at| ctx.time(at)),
    }
}

fn request(ctx: &Ctx, row: &RequestRow) -> RequestView {
    RequestView {
        number: row.number,
        kind: row.kind,
        reason: row.reason.clone(),
        measures: row.measures.clone(),
        until: row.until.map(|at| ctx.time(at)),
        towards: row.towards,
        organization_id: row.organization,
        by: row.by,
        role: row.role,
        at: ctx.time(row.at),
        granted: row.granted,
        words: row.words.clone(),
        settled_by: row.ruled_by,
        settled_at: row.ruled_at.map(|at| ctx.time(at)),
    }
}
