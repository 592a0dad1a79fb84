//! Tickets that something has happened to since the end, and those that were asked for again: told anew up to the end.

use std::collections::{HashMap, VecDeque};

use ::rating::{Fate, REPLY_WITHIN};
use ::ticket::{Addition, Kind, Past, Told};
use access::{Action, SubjectKind};
use kernel::{Moment, OrganizationId, TicketId, Uuid, created_at};
use sea_orm::{QueryResult, Value};

use super::{
    EstateFigures, Holder, Wanted,
    settled::{FOUND, clocks, stopped},
};
use crate::{
    Conn, StoreError,
    sql::{Bound, all, moment, places, word},
};

/// Tickets told at once.
const AT_ONCE: usize = 500;

/// A ticket that has to be told anew.
struct Open {
    id: TicketId,
    estate: i32,
    found: bool,
    kept: u32,
    missed: u32,
    /// Filed in the period and changed since the end, so that it is counted from here.
    counted: bool,
}

pub(super) async fn count(
    db: &impl Conn,
    wanted: &Wanted,
    figures: &mut EstateFigures,
) -> Result<(), StoreError> {
    let open = open(db, wanted).await?;
    for some in open.chunks(AT_ONCE) {
        let ids: Vec<Value> = some.iter().map(|one| one.id.0.into()).collect();
        let mut told = histories(db, wanted, &ids).await?;
        let sent = employers(db, &ids).await?;
        for one in some {
            let history = told.remove(&one.id.0).unwrap_or_default();
            let past = Past::after(&history, |id| sent.get(&(one.id.0, id)).copied());
            add(figures, wanted, one, &past);
        }
    }
    Ok(())
}

fn add(figures: &mut EstateFigures, wanted: &Wanted, one: &Open, past: &Past) {
    if one.counted {
        let holder = Holder::of(past.marks.organization.map(|id| id.0), past.waiting);
        figures.add(one.estate, holder, &fate(wanted, one, past), 1);
    }
    let since = wanted.period.begins();
    for again in past.again.iter().filter(|again| again.at >= since) {
        if let Some(id) = again.organization {
            *figures.repeats.entry((one.estate, id)).or_default() += 1;
        }
    }
}

fn fate(wanted: &Wanted, one: &Open, past: &Past) -> Fate {
    let (marks, due) = (&past.marks, created_at(one.id.0) + REPLY_WITHIN);
    let reply = match marks.contacted_at {
        Some(at) => Some(at <= due),
        None => (due < wanted.until).then_some(false),
    };
    Fate {
        handled: past.handled,
        accepted: marks.accepted_at.is_some(),
        finished: marks.finished_at.is_some(),
        found: one.found,
        solved: marks.solved() == Some(true),
        satisfied: marks.satisfied() == Some(true),
        followed_up: marks.followed_up,
        reply: reply.filter(|_| past.kind == Some(Kind::Complaint)),
        repair: past.kind == Some(Kind::Repair),
        kept: one.kept,
        missed: one.missed,
    }
}

async fn open(db: &impl Conn, wanted: &Wanted) -> Result<Vec<Open>, StoreError> {
    let mut bound = Bound::default();
    let (until, since) = (bound.put(wanted.until()), bound.put(wanted.since()));
    let (filed, tickets) = (wanted.filed(&mut bound), wanted.tickets(&mut bound));
    let clocks = clocks(&until);
    let again = format!(
        "{tickets} AND t.updated_at >= {since} AND (t.reopen_count > 0 OR t.followed_by IS NOT NULL)"
    );
    let changed = format!("{filed} AND t.updated_at >= {until}");
    let sql = format!(
        "SELECT t.id, t.estate, {FOUND} AS found, {clocks} AS clocks, true AS counted FROM ticket t \
         WHERE {changed} UNION ALL SELECT t.id, t.estate, false, 0, false FROM ticket t \
         WHERE {again} AND NOT ({changed})"
    );
    let one = |row: &QueryResult| {
        let (kept, missed) = stopped(row)?;
        Ok(Open {
            id: TicketId(row.try_get("", "id")?),
            estate: row.try_get("", "estate")?,
            found: row.try_get("", "found")?,
            kept,
            missed,
            counted: row.try_get("", "counted")?,
        })
    };
    all(db, &sql, bound.0).await?.iter().map(one).collect()
}

/// The histories of tickets before the end.
async fn histories(
    db: &impl Conn,
    wanted: &Wanted,
    ids: &[Value],
) -> Result<HashMap<Uuid, Vec<Told>>, StoreError> {
    let mut heard = heard(db, ids).await?;
    let sql = format!(
        "SELECT j.subject_id, j.action, j.at, j.to_state, d.detail FROM journal j \
         LEFT JOIN journal_detail d ON d.entry = j.entry WHERE j.subject_id IN ({}) AND j.at < $1 \
         ORDER BY j.subject_id, j.number",
        places(2, ids.len())
    );
    let values = [wanted.until()].into_iter().chain(ids.iter().cloned());
    let mut found: HashMap<Uuid, Vec<Told>> = HashMap::new();
    for row in all(db, &sql, values).await? {
        let (id, at): (Uuid, Moment) = (row.try_get("", "subject_id")?, moment(&row, "at")?);
        let detail: Option<String> = row.try_get("", "detail")?;
        let detail = detail.map(|text| serde_json::from_str(&text)).transpose();
        let action: String = row.try_get("", "action")?;
        found.entry(id).or_default().push(Told {
            action: step(&action)?,
            at,
            to: word(&row, "to_state")?,
            detail: detail
                .map_err(|_| StoreError::Corrupt("journal_detail.detail"))?
                .unwrap_or_default(),
            heard: heard.get_mut(&(id, action, at)).and_then(VecDeque::pop_front),
        });
    }
    Ok(found)
}

/// A step of a ticket by its word.
fn step(word: &str) -> Result<Action, StoreError> {
    let mut all = Action::ALL.iter().filter(|one| one.subject() == SubjectKind::Ticket);
    all.find(|one| one.as_str() == word).copied().ok_or(StoreError::Corrupt("journal.action"))
}

/// What was said of a ticket, with which action and when.
type Heard = HashMap<(Uuid, String, Moment), VecDeque<Addition>>;

async fn heard(db: &impl Conn, ids: &[Value]) -> Result<Heard, StoreError> {
    let ids_in = places(1, ids.len());
    let mut found = Heard::new();
    let sql = format!(
        "SELECT ticket_id, solved, stars, at FROM ticket_rating WHERE ticket_id IN ({ids_in})"
    );
    for row in all(db, &sql, ids.iter().cloned()).await? {
        let stars: i32 = row.try_get("", "stars")?;
        let rating = Addition::Rating {
            solved: row.try_get("", "solved")?,
            stars: u8::try_from(stars).unwrap_or(0),
            reasons: Vec::new(),
            comment: None,
        };
        found.entry(key(&row, "rate")?).or_default().push_back(rating);
    }
    let sql = format!(
        "SELECT ticket_id, reached, solved, satisfied, at FROM ticket_follow_up \
         WHERE ticket_id IN ({ids_in}) ORDER BY number"
    );
    for row in all(db, &sql, ids.iter().cloned()).await? {
        let call = Addition::FollowUp {
            reached: row.try_get("", "reached")?,
            solved: row.try_get("", "solved")?,
            satisfied: row.try_get("", "satisfied")?,
            note: None,
        };
        found.entry(key(&row, "follow_up")?).or_default().push_back(call);
    }
    Ok(found)
}

fn key(row: &QueryResult, action: &str) -> Result<(Uuid, String, Moment), StoreError> {
    Ok((row.try_get("", "ticket_id")?, action.to_owned(), moment(row, "at")?))
}

/// For whom people were sent to a ticket.
async fn employers(
    db: &impl Conn,
    ids: &[Value],
) -> Result<HashMap<(Uuid, Uuid), OrganizationId>, StoreError> {
    let sql = format!(
        "SELECT ticket_id, party_id, organization_id FROM ticket_party WHERE part = 'target' \
         AND organization_id IS NOT NULL AND ticket_id IN ({})",
        places(1, ids.len())
    );
    let mut found = HashMap::new();
    for row in all(db, &sql, ids.iter().cloned()).await? {
        let key = (row.try_get("", "ticket_id")?, row.try_get("", "party_id")?);
        found.insert(key, OrganizationId(row.try_get("", "organization_id")?));
    }
    Ok(found)
}
