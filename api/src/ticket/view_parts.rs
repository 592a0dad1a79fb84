//! The parts of a ticket's view: where, whom to call, where it went, who handles it.

use std::collections::HashMap;

use access::Level;
use chrono::NaiveDate;
use kernel::Uuid;
use persistence::{Conn, StoreError, place::area_by_key};
use serde::Serialize;
use ticket::{
    AboutOutage, Location, Meeting, MeetingKind, Shown, State, Target, TargetKind, Ticket,
};
use utoipa::ToSchema;

use crate::{app::App, ctx::Ctx};

/// The names for people of some accounts.
pub(super) type Names = HashMap<Uuid, String>;

/// Where on the estate it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LocationView {
    #[schema(format = "uuid", max_length = 36)]
    premises_id: Option<Uuid>,
    #[schema(format = "uuid", max_length = 36)]
    building_id: Option<Uuid>,
    #[schema(max_length = 200)]
    address: Option<String>,
    /// WGS-84 degrees with six places.
    #[schema(max_length = 11)]
    latitude: Option<String>,
    #[schema(max_length = 11)]
    longitude: Option<String>,
}

/// The meeting at which it was raised.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MeetingView {
    kind: MeetingKind,
    #[schema(format = "date", max_length = 10)]
    held_on: NaiveDate,
    #[schema(max_length = 200)]
    item: Option<String>,
}

impl MeetingView {
    /// For those who see the whole ticket.
    pub(super) fn of(ticket: &Ticket, seen: &Shown) -> Option<Self> {
        let Meeting { kind, held_on, item } = ticket.meeting.clone().filter(|_| seen.whole)?;
        Some(Self { kind, held_on, item })
    }
}

/// Whom to call; masked unless the caller's duty handles the open ticket.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PersonView {
    #[schema(max_length = 50)]
    name: Option<String>,
    #[schema(max_length = 20)]
    phone: Option<String>,
}

/// What the ticket was dispatched to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TargetView {
    kind: TargetKind,
    #[schema(format = "uuid", max_length = 36)]
    id: Option<Uuid>,
}

/// Who handles it, or helps. A party volunteer is shown as one (亮身份).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct HandlerView {
    #[schema(format = "uuid", max_length = 36)]
    account_id: Uuid,
    #[schema(max_length = 50)]
    name: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    organization_id: Option<Uuid>,
    volunteer: bool,
}

/// An area that it concerns besides its own.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ConcernedView {
    #[schema(format = "uuid", max_length = 36)]
    area_id: Uuid,
    level: Level,
    #[schema(max_length = 100)]
    name: String,
}

pub(super) async fn concerned(
    db: &impl Conn,
    ticket: &Ticket,
) -> Result<Vec<ConcernedView>, StoreError> {
    let mut keys: Vec<i32> = ticket.concerned().collect();
    keys.sort_unstable();
    let mut views = Vec::with_capacity(keys.len());
    for key in keys {
        let area = area_by_key(db, key).await?.ok_or(StoreError::Corrupt("area"))?;
        views.push(ConcernedView { area_id: area.id.0, level: area.level, name: area.name });
    }
    Ok(views)
}

/// What is out of service, and until when.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TicketOutageView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    #[schema(max_length = 100)]
    title: String,
    #[schema(max_length = 1000)]
    note: String,
    /// Its expected end.
    #[schema(format = "date-time", max_length = 40)]
    until: String,
    #[schema(format = "date-time", max_length = 40)]
    ended_at: Option<String>,
}

impl TicketOutageView {
    pub(crate) fn of(app: &App, outage: &AboutOutage) -> Self {
        Self {
            id: outage.id.0,
            title: outage.title.clone(),
            note: outage.note.clone(),
            until: app.time(outage.until),
            ended_at: outage.ended_at.map(|at| app.time(at)),
        }
    }
}

/// How far it has come.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ProgressView {
    /// How often it was resolved.
    #[schema(minimum = 0)]
    resolution: i32,
    #[schema(format = "date-time", max_length = 40)]
    resolved_at: Option<String>,
    /// Until when the resolution can be rated and reopened.
    #[schema(format = "date-time", max_length = 40)]
    rate_until: Option<String>,
    /// When a suspended ticket comes back by itself.
    #[schema(format = "date-time", max_length = 40)]
    review_at: Option<String>,
    /// By when it has to be resolved; null while that clock stands still or is over.
    #[schema(format = "date-time", max_length = 40)]
    due_at: Option<String>,
    /// Since when it lies stuck in a hand-over, found by the watchdog.
    #[schema(format = "date-time", max_length = 40)]
    stuck_since: Option<String>,
    #[schema(minimum = 0)]
    reopen_count: i32,
    /// Whether the resolution is the last one.
    #[serde(rename = "final")]
    is_final: bool,
    /// The ticket about the same matter that this one follows to its end, and where that stands.
    #[schema(format = "uuid", max_length = 36)]
    merged_into: Option<Uuid>,
    merged_into_state: Option<State>,
    /// The closed ticket that this one was filed anew for, and the one that was filed anew for this.
    #[schema(format = "uuid", max_length = 36)]
    follows: Option<Uuid>,
    #[schema(format = "uuid", max_length = 36)]
    followed_by: Option<Uuid>,
    /// The ticket that this one was split off, and into how many parts this one was split.
    #[schema(format = "uuid", max_length = 36)]
    part_of: Option<Uuid>,
    #[schema(minimum = 0, maximum = 10)]
    part_count: i32,
    /// Residents who said "me too".
    #[schema(minimum = 0)]
    support_count: i32,
    /// Orders and cards without an answer.
    #[schema(minimum = 0)]
    unanswered: i32,
}

pub(super) fn progress(ctx: &Ctx, ticket: &Ticket, seen: &Shown) -> ProgressView {
    let course = &ticket.course;
    let other = |id: Option<kernel::TicketId>| id.map(|id| id.0).filter(|_| seen.whole);
    ProgressView {
        resolution: course.resolution,
        resolved_at: course.resolved_at.map(|at| ctx.time(at)),
        rate_until: course.rate_until.map(|at| ctx.time(at)),
        review_at: course.review_at.map(|at| ctx.time(at)),
        due_at: course.due_at.map(|at| ctx.time(at)),
        stuck_since: course.stuck_since.map(|at| ctx.time(at)),
        reopen_count: course.reopen_count,
        is_final: course.is_final,
        merged_into: other(course.merged_into),
        merged_into_state: ticket.facts.main.filter(|_| seen.whole),
        follows: other(course.follows),
        followed_by: other(course.followed_by),
        part_of: other(course.part_of),
        part_count: course.part_count,
        support_count: course.support_count,
        unanswered: course.unanswered,
    }
}

pub(super) fn person(name: &Option<String>, phone: &Option<String>) -> Option<PersonView> {
    (name.is_some() || phone.is_some())
        .then(|| PersonView { name: name.clone(), phone: phone.clone() })
}

pub(super) fn location(ticket: &Ticket, seen: &Shown) -> Option<LocationView> {
    let place = &ticket.location;
    let view = LocationView {
        premises_id: place.premises_id.map(|id| id.0).filter(|_| seen.whole),
        building_id: place.building_id.map(|id| id.0),
        address: place.address.clone().filter(|_| seen.whole),
        latitude: place.latitude.clone(),
        longitude: place.longitude.clone(),
    };
    let empty = *place == Location::default();
    (!empty).then_some(view)
}

/// A neighbour is shown volunteers alone: they agreed to it.
pub(super) fn handler(
    ticket: &Ticket,
    id: Uuid,
    seen: &Shown,
    names: &Names,
) -> Option<HandlerView> {
    let part = ticket.parties.iter().find(|party| party.party == id && !party.ended)?;
    let volunteer = part.organization.is_none();
    (seen.whole || volunteer).then(|| HandlerView {
        account_id: id,
        name: names.get(&id).cloned(),
        organization_id: part.organization.map(|id| id.0),
        volunteer,
    })
}

pub(super) fn target_view(target: Target, seen: &Shown) -> TargetView {
    TargetView { kind: target.kind(), id: target.id().filter(|_| seen.whole) }
}
