//! The records beside a ticket: resolutions, ratings, follow-ups, supervisions and their answers.

use ::ticket::{Addition, Change, Entry, Outcome, RatingReason, SupervisionKind, Ticket, Unit};
use access::Role;
use kernel::{Moment, Uuid};
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    sql::{all, change, execute, moment, moment_or_none, word},
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
}

/// Everything beside a ticket, each kind in the order of its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Records {
    pub resolutions: Vec<ResolutionRow>,
    pub ratings: Vec<RatingRow>,
    pub follow_ups: Vec<FollowUpRow>,
    pub supervisions: Vec<SupervisionRow>,
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
    Ok(records)
}

const RESOLUTIONS: &str = "SELECT number, result, outcome, final, by_id, at \
    FROM ticket_resolution WHERE ticket_id = $1 ORDER BY number";
const RATINGS: &str = "SELECT resolution, solved, stars, reasons, comment, by_id, at \
    FROM ticket_rating WHERE ticket_id = $1 ORDER BY resolution";
const FOLLOW_UPS: &str = "SELECT number, resolution, reached, solved, satisfied, note, by_id, role, at \
    FROM ticket_follow_up WHERE ticket_id = $1 ORDER BY number";
const SUPERVISIONS: &str = "SELECT number, kind, note, unit, unit_id, answer_by, by_id, role, at, \
    answer, answered_by, answered_at FROM ticket_supervision WHERE ticket_id = $1 ORDER BY number";

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
    })
}

const ADD_RESOLUTION: &str = "INSERT INTO ticket_resolution \
    (ticket_id, number, by_id, at, result, outcome, final) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const ADD_RATING: &str = "INSERT INTO ticket_rating \
    (ticket_id, resolution, by_id, at, solved, stars, reasons, comment) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const ADD_FOLLOW_UP: &str = "INSERT INTO ticket_follow_up \
    (ticket_id, number, resolution, by_id, at, role, reached, solved, satisfied, note) \
    VALUES ($1, (SELECT COALESCE(MAX(number), 0) + 1 FROM ticket_follow_up WHERE ticket_id = $1), \
    $2, $3, $4, $5, $6, $7, $8, $9)";
const ADD_SUPERVISION: &str = "INSERT INTO ticket_supervision \
    (ticket_id, number, by_id, at, role, kind, note, unit, unit_id, answer_by) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const ADD_ANSWER: &str = "UPDATE ticket_supervision \
    SET answered_by = $3, answered_at = $4, answer = $5 \
    WHERE ticket_id = $1 AND number = $2 AND answered_at IS NULL";

impl Tx {
    /// One record of a change. Its first entry says by whom and when.
    pub(super) async fn add_record(&self, done: &Change, new: &Addition) -> Result<(), StoreError> {
        let Some(entry) = done.entries.first() else { return Ok(()) };
        let (sql, number, rest) = insert(&done.after, entry, new);
        let mut values: Vec<Value> = vec![
            done.after.id.0.into(),
            number.into(),
            entry.who.id().into(),
            entry.at.timestamp_millis().into(),
        ];
        values.extend(rest);
        match new {
            Addition::Answer { .. } => change(self, sql, values).await,
            _ => execute(self, sql, values).await.map(|_| ()),
        }
    }
}

fn insert(ticket: &Ticket, entry: &Entry, new: &Addition) -> (&'static str, i32, Vec<Value>) {
    let role = entry.role.as_str();
    let resolved = ticket.course.resolution;
    match new {
        Addition::Resolution { result, outcome } => {
            let is_final = ticket.course.is_final;
            let rest = vec![result.into(), outcome.as_str().into(), is_final.into()];
            (ADD_RESOLUTION, resolved, rest)
        }
        Addition::Rating { solved, stars, reasons, comment } => {
            let words: Vec<&str> = reasons.iter().map(|reason| reason.as_str()).collect();
            let (stars, words) = (i32::from(*stars), words.join(" "));
            let rest = vec![(*solved).into(), stars.into(), words.into(), comment.clone().into()];
            (ADD_RATING, resolved, rest)
        }
        Addition::FollowUp { reached, solved, satisfied, note } => {
            let words = [(*solved).into(), (*satisfied).into(), note.clone().into()];
            let mut rest: Vec<Value> = vec![role.into(), (*reached).into()];
            rest.extend(words);
            (ADD_FOLLOW_UP, resolved, rest)
        }
        Addition::Supervision { number, kind, note, unit, answer_by } => {
            let by: Option<i64> = answer_by.map(|at| at.timestamp_millis());
            let mut rest: Vec<Value> = vec![role.into(), kind.as_str().into(), note.into()];
            rest.extend([unit.kind.as_str().into(), unit.id.into(), by.into()]);
            (ADD_SUPERVISION, *number, rest)
        }
        Addition::Answer { number, answer } => (ADD_ANSWER, *number, vec![answer.into()]),
    }
}
