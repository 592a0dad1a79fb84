//! The records beside a ticket as they are read: resolutions, ratings, follow-ups, supervisions, requests.

use ::ticket::{Outcome, RatingReason, RequestKind, SupervisionKind, Ticket, Unit};
use access::Role;
use kernel::{Moment, Uuid};
use sea_orm::QueryResult;

use crate::{
    Conn, StoreError,
    sql::{all, moment, moment_or_none, word},
};

/// One resolution (办结).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolutionRow {
    pub number: i32,
    pub result: String,
    pub outcome: Outcome,
    pub is_final: bool,
    pub by: Uuid,
    pub at: Moment,
}

/// The reporter's rating of one resolution (评价).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingRow {
    pub resolution: i32,
    pub solved: bool,
    pub stars: i32,
    pub reasons: Vec<RatingReason>,
    pub comment: Option<String>,
    pub by: Uuid,
    pub at: Moment,
}

/// A follow-up (回访).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpRow {
    pub number: i32,
    pub resolution: i32,
    pub reached: bool,
    pub solved: Option<bool>,
    pub satisfied: Option<bool>,
    pub note: Option<String>,
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
}

/// A supervision (督单) with its answer, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupervisionRow {
    pub number: i32,
    pub kind: SupervisionKind,
    pub note: String,
    pub unit: Unit,
    pub answer_by: Option<Moment>,
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
    pub answer: Option<String>,
    pub answered_by: Option<Uuid>,
    pub answered_at: Option<Moment>,
    pub withdrawn_reason: Option<String>,
    pub withdrawn_by: Option<Uuid>,
    pub withdrawn_at: Option<Moment>,
}

/// A request with what was ruled on it, or a question with its reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    pub number: i32,
    pub kind: RequestKind,
    pub reason: String,
    pub measures: Option<String>,
    pub until: Option<Moment>,
    pub towards: Option<Uuid>,
    pub organization: Option<Uuid>,
    pub by: Uuid,
    pub role: Role,
    pub at: Moment,
    /// `None` while it is open, for a question, and for what lapsed.
    pub granted: Option<bool>,
    pub words: Option<String>,
    pub ruled_by: Option<Uuid>,
    pub ruled_at: Option<Moment>,
}

/// Everything beside a ticket, each kind in the order of its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Records {
    pub resolutions: Vec<ResolutionRow>,
    pub ratings: Vec<RatingRow>,
    pub follow_ups: Vec<FollowUpRow>,
    pub supervisions: Vec<SupervisionRow>,
    pub requests: Vec<RequestRow>,
}

/// The records of a ticket; asks only for those that it can have.
pub async fn side_records(db: &impl Conn, ticket: &Ticket) -> Result<Records, StoreError> {
    let mut records = Records::default();
    if ticket.course.resolution > 0 {
        records.resolutions = read(db, ticket, RESOLUTIONS, resolution).await?;
        records.ratings = read(db, ticket, RATINGS, rating).await?;
        records.follow_ups = read(db, ticket, FOLLOW_UPS, follow_up).await?;
    }
    if ticket.course.supervision_count > 0 {
        records.supervisions = read(db, ticket, SUPERVISIONS, supervision).await?;
    }
    if ticket.course.request_count > 0 {
        records.requests = read(db, ticket, REQUESTS, request).await?;
    }
    Ok(records)
}

const RESOLUTIONS: &str = "SELECT number, result, outcome, final, by_id, at \
    FROM ticket_resolution WHERE ticket_id = $1 ORDER BY number";
const RATINGS: &str = "SELECT resolution, solved, stars, reasons, comment, by_id, at \
    FROM ticket_rating WHERE ticket_id = $1 ORDER BY resolution";
const FOLLOW_UPS: &str = "SELECT number, resolution, reached, solved, satisfied, note, by_id, role, at \
    FROM ticket_follow_up WHERE ticket_id = $1 ORDER BY number";
const SUPERVISIONS: &str = "SELECT number, kind, note, unit, unit_id, answer_by, by_id, role, at, \
    answer, answered_by, answered_at, withdrawn_reason, withdrawn_by, withdrawn_at FROM ticket_supervision WHERE ticket_id = $1 ORDER BY number";
const REQUESTS: &str = "SELECT number, kind, reason, measures, until, towards, organization_id, by_id, \
    role, at, granted, words, ruled_by, ruled_at FROM ticket_request WHERE ticket_id = $1 ORDER BY number";

async fn read<T>(
    db: &impl Conn,
    ticket: &Ticket,
    sql: &str,
    row: impl Fn(&QueryResult) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    all(db, sql, [ticket.id.0.into()]).await?.iter().map(row).collect()
}

fn resolution(row: &QueryResult) -> Result<ResolutionRow, StoreError> {
    Ok(ResolutionRow {
        number: row.try_get("", "number")?,
        result: row.try_get("", "result")?,
        outcome: word(row, "outcome")?,
        is_final: row.try_get("", "final")?,
        by: row.try_get("", "by_id")?,
        at: moment(row, "at")?,
    })
}

fn rating(row: &QueryResult) -> Result<RatingRow, StoreError> {
    let reasons: String = row.try_get("", "reasons")?;
    let reasons: Result<_, _> = reasons.split_whitespace().map(str::parse).collect();
    Ok(RatingRow {
        resolution: row.try_get("", "resolution")?,
        solved: row.try_get("", "solved")?,
        stars: row.try_get("", "stars")?,
        reasons: reasons.map_err(|_| StoreError::Corrupt("ticket_rating.reasons"))?,
        comment: row.try_get("", "comment")?,
        by: row.try_get("", "by_id")?,
        at: moment(row, "at")?,
    })
}

fn follow_up(row: &QueryResult) -> Result<FollowUpRow, StoreError> {
    Ok(FollowUpRow {
        number: row.try_get("", "number")?,
        resolution: row.try_get("", "resolution")?,
        reached: row.try_get("", "reached")?,
        solved: row.try_get("", "solved")?,
        satisfied: row.try_get("", "satisfied")?,
        note: row.try_get("", "note")?,
        by: row.try_get("", "by_id")?,
        role: word(row, "role")?,
        at: moment(row, "at")?,
    })
}

fn supervision(row: &QueryResult) -> Result<SupervisionRow, StoreError> {
    Ok(SupervisionRow {
        number: row.try_get("", "number")?,
        kind: word(row, "kind")?,
        note: row.try_get("", "note")?,
        unit: Unit { kind: word(row, "unit")?, id: row.try_get("", "unit_id")? },
        answer_by: moment_or_none(row, "answer_by")?,
        by: row.try_get("", "by_id")?,
        role: word(row, "role")?,
        at: moment(row, "at")?,
        answer: row.try_get("", "answer")?,
        answered_by: row.try_get("", "answered_by")?,
        answered_at: moment_or_none(row, "answered_at")?,
        withdrawn_reason: row.try_get("", "withdrawn_reason")?,
        withdrawn_by: row.try_get("", "withdrawn_by")?,
        withdrawn_at: moment_or_none(row, "withdrawn_at")?,
    })
}

fn request(row: &QueryResult) -> Result<RequestRow, StoreError> {
    Ok(RequestRow {
        number: row.try_get("", "number")?,
        kind: word(row, "kind")?,
        reason: row.try_get("", "reason")?,
        measures: row.try_get("", "measures")?,
        until: moment_or_none(row, "until")?,
        towards: row.try_get("", "towards")?,
        organization: row.try_get("", "organization_id")?,
        by: row.try_get("", "by_id")?,
        role: word(row, "role")?,
        at: moment(row, "at")?,
        granted: row.try_get("", "granted")?,
        words: row.try_get("", "words")?,
        ruled_by: row.try_get("", "ruled_by")?,
        ruled_at: moment_or_none(row, "ruled_at")?,
    })
}
