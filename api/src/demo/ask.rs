//! Requests beside the work, and what is said to them, as the ticket's functions are told.

use access::{Action, scope};
use chrono::TimeDelta;
use kernel::{Moment, TicketId};
use persistence::{
    Failure, StoreError, Tx,
    ticket::{Filter, Page, Place, list, load, merging},
};
use ticket::{
    Asking, Beyond, Blowing, Concerned, Detail, Reporting, RequestKind, Ruling, Spanning, State,
    Ticket, Whistling,
};

use super::{
    phrases,
    plan::Act,
    world::{World, unknown, word},
};
use crate::{
    ctx::By,
    ticket::{NewPart, again, divide},
};

/// More time: a workday beyond the date that holds now.
pub(super) fn extend(by: By<'_>, ticket: &Ticket, reason: &str) -> Detail {
    let due = ticket.course.due_at.unwrap_or(by.now);
    let until = Some(by.app.clockwork().answer_by(ticket, due));
    let asking = Asking { reason: reason.to_owned(), measures: None, until, towards: None };
    Detail::Request { kind: RequestKind::Extension, asking }
}

pub(super) fn detail(world: &World, act: &Act, now: Moment) -> Result<Detail, StoreError> {
    let numbered = |number: u32| i32::try_from(number).map_err(|_| unknown("number"));
    Ok(match act {
        Act::Span { area, reason } => {
            let area = &world.areas[*area];
            let area = Concerned { id: area.id, key: area.key, level: area.level, path: area.path };
            let told = Spanning { areas: vec![area], reason: (*reason).to_owned() };
            Detail::Beyond(Beyond::Span(told))
        }
        Act::ReportPart { area, note } => {
            let told = Reporting { area: world.areas[*area].id, note: (*note).to_owned() };
            Detail::Beyond(Beyond::Report(told))
        }
        Act::Revoke { number, reason } => {
            Detail::Revoke { number: numbered(*number)?, reason: (*reason).to_owned() }
        }
        Act::Request { kind, reason, hours } => {
            let kind: RequestKind = word(kind)?;
            let measures = (kind == RequestKind::Suspension).then(|| phrases::MEASURES.to_owned());
            let until = (*hours > 0).then(|| now + TimeDelta::hours((*hours).into()));
            let reason = (*reason).to_owned();
            Detail::Request { kind, asking: Asking { reason, measures, until, towards: None } }
        }
        Act::Rule { number, granted, words } => Detail::Rule(Ruling {
            number: numbered(*number)?,
            granted: *granted,
            words: (*words).to_owned(),
        }),
        Act::Unmerge { reason } => Detail::Unmerge { reason: (*reason).to_owned() },
        Act::Lapse => Detail::Lapse,
        Act::Support => Detail::Support,
        Act::Resume { reason } => Detail::Resume { reason: Some((*reason).to_owned()) },
        Act::Reply { answer } => Detail::Reply { answer: (*answer).to_owned() },
        other => whistle(world, other)?,
    })
}

/// Of the one whistle of a ticket.
fn whistle(world: &World, act: &Act) -> Result<Detail, StoreError> {
    let department = |index: &usize| world.departments[*index].id;
    let told = match act {
        Act::Blow { kind, reason, departments } => {
            let named: Vec<_> = departments.iter().map(department).collect();
            let (lead, assisting) = named.split_first().ok_or_else(|| unknown("department"))?;
            return Ok(Detail::Blow(Blowing {
                kind: word(kind)?,
                reason: (*reason).to_owned(),
                lead: *lead,
                assisting: assisting.to_vec(),
                departments: named.clone(),
            }));
        }
        Act::RuleWhistle { granted, words } => {
            Whistling::Approve { granted: *granted, words: Some((*words).to_owned()) }
        }
        Act::ReportIn { note } => {
            Whistling::ReportIn { on_site: true, note: Some((*note).to_owned()) }
        }
        Act::Stick => Whistling::Stick,
        Act::FinishTask { result } => Whistling::Finish { result: (*result).to_owned() },
        Act::RateDepartment { department: index, stars, comment } => Whistling::Rate {
            organization: department(index),
            stars: *stars,
            comment: Some((*comment).to_owned()),
        },
        _ => return Err(unknown("whistle")),
    };
    Ok(Detail::Whistle { number: 1, told })
}

/// Into the oldest of the newest open tickets of the estate.
pub(super) async fn merge(by: By<'_>, tx: &Tx, ticket: &Ticket) -> Result<Detail, Failure> {
    let place = ticket.path.estate.map(|key| Place::Estate { key, path: ticket.path });
    let states = vec![State::Submitted, State::Dispatched, State::Accepted];
    let filter = Filter { place, states, ..Filter::default() };
    let terms = scope(by.actor, Action::TicketRead);
    let found = list(tx, &terms, &filter, Page::default(), by.today()).await?;
    let main = found.tickets.iter().rfind(|other| other.id != ticket.id);
    let main = main.ok_or_else(|| unknown("open ticket"))?;
    Ok(Detail::Merge(merging(tx, ticket, main.id, Some(main)).await?))
}

/// Each text becomes a ticket of the same category.
pub(super) async fn split(
    by: By<'_>,
    tx: &Tx,
    id: TicketId,
    parts: &[&str],
) -> Result<TicketId, Failure> {
    let whole = load(tx, id, by.today()).await?.ok_or_else(|| unknown("ticket"))?;
    let part = |text: &&str| NewPart {
        category_id: whole.category_id,
        description: (*text).to_owned(),
        kind: None,
        priority: None,
    };
    let parts: Vec<NewPart> = parts.iter().map(part).collect();
    let told = || Ok((phrases::SPLIT_REASON.to_owned(), parts.clone()));
    Ok(divide(by, tx, id, |_| Ok(()), told).await?.id)
}

pub(super) async fn renew(
    by: By<'_>,
    tx: &Tx,
    id: TicketId,
    reason: &str,
) -> Result<TicketId, Failure> {
    Ok(again(by, tx, id, |_| Ok(()), || Ok(reason.to_owned())).await?.id)
}
