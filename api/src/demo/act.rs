//! Turns the steps of the plan into what the ticket's own functions are told.

use access::Action;
use chrono::TimeDelta;
use kernel::{Moment, TicketId};
use persistence::{
    Failure, Tx,
    ticket::{Named, assignment, photos},
};
use ticket::{
    Amendment, Answering, Call, Declining, Detail, Outcome, Rating, Resolving, SupervisionKind,
    Target, Ticket,
};

use super::{
    plan::{Act, To},
    world::{World, unknown, word},
};
use crate::{
    ctx::By,
    ticket::{asked, raising, take},
};

/// What a step is told; whoever a dispatch names is looked up when it happens.
enum Told {
    Resolve(String, Outcome),
    Supervise(SupervisionKind, &'static str, Option<Moment>),
    Raise(&'static str),
    Extend(&'static str),
    Dispatch(Named),
    Redispatch(Named),
    Merge,
    Detail(Detail),
}

/// Takes a step of the ticket.
pub(super) async fn step(
    by: By<'_>,
    tx: &Tx,
    world: &World,
    (id, act): (TicketId, &Act),
) -> Result<TicketId, Failure> {
    match act {
        Act::Split { parts } => super::ask::split(by, tx, id, parts).await,
        Act::Renew { reason } => super::ask::renew(by, tx, id, reason).await,
        _ => usual(by, tx, world, (id, act)).await,
    }
}

async fn usual(
    by: By<'_>,
    tx: &Tx,
    world: &World,
    (id, act): (TicketId, &Act),
) -> Result<TicketId, Failure> {
    let told = told(world, act, by.now)?;
    let action = match &told {
        Told::Dispatch(_) => Action::Dispatch,
        Told::Redispatch(_) => Action::Redispatch,
        Told::Merge => Action::Merge,
        Told::Supervise(kind, ..) => kind.action(),
        Told::Raise(_) => Action::Raise,
        Told::Resolve(..) => Action::Resolve,
        Told::Extend(_) => Action::AskExtension,
        Told::Detail(detail) => detail.action(),
    };
    let detail = async |tx: &Tx, ticket: &Ticket| {
        Ok(match &told {
            Told::Dispatch(named) => {
                Detail::Dispatch(assignment(tx, ticket, named.clone(), by.now).await?)
            }
            Told::Redispatch(named) => {
                Detail::Redispatch(assignment(tx, ticket, named.clone(), by.now).await?)
            }
            Told::Merge => super::ask::merge(by, tx, ticket).await?,
            Told::Supervise(kind, note, given) => {
                Detail::Supervise(asked(by, ticket, *kind, note, *given))
            }
            Told::Raise(reason) => raising(by, ticket, reason, None),
            Told::Resolve(result, outcome) => {
                let photos = photos(tx, ticket).await?;
                Detail::Resolve(Resolving { result: result.clone(), outcome: *outcome, photos })
            }
            Told::Extend(reason) => super::ask::extend(by, ticket, reason),
            Told::Detail(detail) => detail.clone(),
        })
    };
    Ok(take(by, tx, id, action, |_| Ok(()), detail).await?.id)
}

fn told(world: &World, act: &Act, now: Moment) -> Result<Told, Failure> {
    Ok(match act {
        Act::Dispatch { to, helpers, note } => Told::Dispatch(named(world, *to, helpers, *note)?),
        Act::Redispatch { to, reason } => Told::Redispatch(named(world, *to, &[], Some(reason))?),
        Act::Merge => Told::Merge,
        Act::Supervise { kind, note, answer_within_hours } => {
            let given = answer_within_hours.map(|hours| now + TimeDelta::hours(hours.into()));
            Told::Supervise(word(kind)?, note, given)
        }
        Act::Raise { reason } => Told::Raise(reason),
        Act::Resolve { result, outcome } => Told::Resolve(result.clone(), word(outcome)?),
        Act::Request { kind: "extension", reason, .. } => Told::Extend(reason),
        other => Told::Detail(detail(world, other, now)?),
    })
}

fn detail(world: &World, act: &Act, now: Moment) -> Result<Detail, Failure> {
    Ok(match act {
        Act::Accept => Detail::Accept,
        Act::Refuse { reason } => Detail::Refuse { reason: (*reason).to_owned() },
        Act::Progress { note } => Detail::Progress { note: (*note).to_owned() },
        Act::Rate { .. } | Act::FollowUp { .. } => judged(act)?,
        Act::Reopen { reason } => Detail::Reopen { reason: (*reason).to_owned() },
        Act::Close => Detail::Close,
        Act::Withdraw { reason } => Detail::Withdraw { reason: Some((*reason).to_owned()) },
        Act::Decline { ground, reason } => {
            Detail::Decline(Declining { ground: word(ground)?, reason: (*reason).to_owned() })
        }
        Act::Object { reason } => Detail::Object { reason: (*reason).to_owned() },
        Act::Answer { number, answer } => {
            let number = i32::try_from(*number).map_err(|_| unknown("supervision"))?;
            Detail::Answer(Answering { number, answer: (*answer).to_owned() })
        }
        Act::Amend { priority, reason } => Detail::Amend(Amendment {
            category: None,
            kind: None,
            priority: Some(word(priority)?),
            visibility: None,
            reason: (*reason).to_owned(),
        }),
        other => super::ask::detail(world, other, now)?,
    })
}

fn judged(act: &Act) -> Result<Detail, Failure> {
    match act {
        Act::Rate { solved, stars, reasons, comment } => Ok(Detail::Rate(Rating {
            solved: *solved,
            stars: *stars,
            reasons: reasons.iter().map(|reason| word(reason)).collect::<Result<_, _>>()?,
            comment: Some((*comment).to_owned()),
        })),
        Act::FollowUp { reached, solved, satisfied, note } => Ok(Detail::FollowUp(Call {
            reached: *reached,
            solved: *solved,
            satisfied: *satisfied,
            note: Some((*note).to_owned()),
        })),
        _ => Err(unknown("judgement").into()),
    }
}

fn named(world: &World, to: To, helpers: &[&str], words: Option<&str>) -> Result<Named, Failure> {
    Ok(Named {
        to: match to {
            To::Pool => Target::Pool,
            To::Account(account) => Target::Account(world.account(account)?),
            To::Enterprise(index) => Target::Organization(world.enterprises[index].id),
            To::Department(index) => Target::Organization(world.departments[index].id),
        },
        helpers: helpers.iter().map(|helper| world.account(helper)).collect::<Result<_, _>>()?,
        words: words.map(str::to_owned),
    })
}
