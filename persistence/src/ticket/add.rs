//! The records beside a ticket as a change writes them.

use ::ticket::{Addition, Asking, Change, Entry, RequestKind, Ticket};
use kernel::{Moment, OrganizationId};
use sea_orm::Value;

use crate::{
    StoreError, Tx,
    sql::{change, execute},
};

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
    WHERE ticket_id = $1 AND number = $2 AND answered_at IS NULL AND withdrawn_at IS NULL";
const REVOKE: &str = "UPDATE ticket_supervision \
    SET withdrawn_by = $3, withdrawn_at = $4, withdrawn_reason = $5 \
    WHERE ticket_id = $1 AND number = $2 AND answered_at IS NULL AND withdrawn_at IS NULL";
const ADD_REQUEST: &str = "INSERT INTO ticket_request (ticket_id, number, by_id, at, role, kind, reason, \
    measures, until, towards, organization_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const SUPPORT: &str = "INSERT INTO ticket_support (ticket_id, account_id, at) VALUES ($1, $3, $4)";
const RULE: &str = "UPDATE ticket_request \
    SET ruled_by = $3, ruled_at = $4, ruled_role = $5, granted = $6, words = $7 \
    WHERE ticket_id = $1 AND number = $2 AND ruled_at IS NULL";

impl Tx {
    /// One record of a change. Its first entry says by whom and when.
    pub(super) async fn add_record(&self, done: &Change, new: &Addition) -> Result<(), StoreError> {
        let Some(entry) = done.entries.first() else { return Ok(()) };
        let Some((sql, number, rest)) = insert(&done.after, entry, new) else {
            return self.change_files(new, entry.at).await;
        };
        let mut values: Vec<Value> = vec![
            done.after.id.0.into(),
            number.into(),
            entry.who.id().into(),
            entry.at.timestamp_millis().into(),
        ];
        values.extend(rest);
        match new {
            Addition::Answer { .. } | Addition::Revoked { .. } | Addition::Ruling { .. } => {
                change(self, sql, values).await
            }
            _ => execute(self, sql, values).await.map(|_| ()),
        }
    }
}

/// A statement with its own number and values.
type Written = (&'static str, i32, Vec<Value>);

/// How a record is written; `None` for files, which are no records by number.
fn insert(ticket: &Ticket, entry: &Entry, new: &Addition) -> Option<Written> {
    let (role, resolved) = (entry.role.as_str(), ticket.course.resolution);
    Some(match new {
        Addition::Attachment(_) | Addition::Removal(_) => return None,
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
            let mut rest: Vec<Value> = vec![role.into(), kind.as_str().into(), note.into()];
            rest.extend([unit.kind.as_str().into(), unit.id.into(), millis(*answer_by)]);
            (ADD_SUPERVISION, *number, rest)
        }
        Addition::Answer { number, answer } => (ADD_ANSWER, *number, vec![answer.into()]),
        Addition::Support => (SUPPORT, 0, Vec::new()),
        Addition::Revoked { number, reason } => (REVOKE, *number, vec![reason.into()]),
        Addition::Request { number, kind, asking, organization } => {
            let rest = requested(role, *kind, asking, *organization);
            (ADD_REQUEST, *number, rest)
        }
        Addition::Ruling { number, granted, words } => {
            (RULE, *number, vec![role.into(), (*granted).into(), words.clone().into()])
        }
    })
}

fn millis(at: Option<Moment>) -> Value {
    at.map(|at| at.timestamp_millis()).into()
}

fn requested(
    role: &str,
    kind: RequestKind,
    asking: &Asking,
    organization: Option<OrganizationId>,
) -> Vec<Value> {
    vec![
        role.into(),
        kind.as_str().into(),
        asking.reason.clone().into(),
        asking.measures.clone().into(),
        millis(asking.until),
        asking.towards.map(|id| id.0).into(),
        organization.map(|id| id.0).into(),
    ]
}
