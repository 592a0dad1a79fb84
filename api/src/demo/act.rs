//! Turns the steps of the plan into what the ticket's own functions are told.

use access::Action;
use chrono::TimeDelta;
use kernel::{Moment, TicketId};
use persistence::{
    Failure, Tx,
    ticket::{Named, assignment},
};
use ticket::{
    Amendment, Answering, Call, Channel, Declining, Detail, MeetingKind, Photos, Rating, Resolving,
    SupervisionKind, Target, Ticket,
};

use super::{
    people::Contact,
    plan::{self, Act, Plan, To},
    world::{World, unknown, word},
};
use crate::{
    ctx::By,
    ticket::{NewLocation, NewMeeting, NewPerson, NewTicket, asked, file, raising, take},
};

/// What a step is told; whoever a dispatch names is looked up when it happens.
enum Told {
    Supervise(SupervisionKind, &'static str, Option<Moment>),
    Raise(&'static str),
    Extend(&'static str),
    Dispatch(Named),
    Redispatch(Named),
    Merge,
    Detail(Detail),
}

fn named_person(contact: Contact) -> NewPerson {
    NewPerson { name: Some(contact.name.to_owned()), phone: Some(contact.phone.to_owned()) }
}

/// Submits the order.
pub(super) async fn submit(
    by: By<'_>,
    tx: &Tx,
    world: &World,
    plan: &Plan,
) -> Result<TicketId, Failure> {
    let place = &world.estates[plan.estate];
    let unit = plan.spot.unit.clone();
    let premises = unit.and_then(|unit| place.premises.get(&(plan.spot.building, unit)));
    let meeting = (plan.channel == plan::Channel::Meeting).then(|| NewMeeting {
        kind: MeetingKind::WeeklyTalk,
        held_on: by.today(),
        item: None,
    });
    let order = NewTicket {
        estate_id: place.estate.id,
        category_id: world.categories[plan.category].id,
        kind: Some(word(plan.kind)?),
        description: plan.description.clone(),
        priority: Some(word(plan.priority)?),
        visibility: Some(word(plan.visibility)?),
        location: Some(NewLocation {
            premises_id: premises.map(|premises| premises.id),
            building_id: Some(place.buildings[plan.spot.building].id),
            address: None,
            latitude: None,
            longitude: None,
        }),
        contact: plan.contact.map(named_person),
        on_behalf_of: plan.caller.map(named_person),
        channel: meeting.as_ref().map(|_| Channel::Meeting),
        imported: false,
        meeting,
        recording: None,
        client_ref: None,
    };
    Ok(file(by, tx, &order).await?.id)
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
        Act::Request { kind: "extension", reason, .. } => Told::Extend(reason),
        other => Told::Detail(detail(world, other, now)?),
    })
}

fn detail(world: &World, act: &Act, now: Moment) -> Result<Detail, Failure> {
    Ok(match act {
        Act::Accept => Detail::Accept,
        Act::Refuse { reason } => Detail::Refuse { reason: (*reason).to_owned() },
        Act::Progress { note } => Detail::Progress { note: (*note).to_owned() },
        Act::Resolve { result, outcome } => Detail::Resolve(Resolving {
            result: result.clone(),
            outcome: word(outcome)?,
            photos: Photos::default(),
        }),
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
