//! How a ticket is shown: to those in the case, and to a neighbour.

use access::SubjectKind;
use kernel::{TicketNumber, Uuid};
use persistence::{Conn, Failure, identity::display_names, ticket::side_records};
use serde::Serialize;
use ticket::{
    Channel, Contact, DeclineGround, Kind, Priority, Raised, Shown, State, Ticket, Visibility,
    allowed_actions, shown,
};
use utoipa::ToSchema;

use super::{
    view_parts::{
        ConcernedView, HandlerView, LocationView, MeetingView, Names, PersonView, ProgressView,
        TargetView, TicketOutageView, concerned, handler, location, person, progress, target_view,
    },
    view_records::RecordsView,
    whistle::{WhistleView, whistle_view},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Versioned},
};

/// A ticket (诉求工单). What the caller may not see is null.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "number": "260301-ABCDEF-1234X", "state": "accepted",
    "state_label": "已接单", "version": 3, "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "category_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "kind": "repair", "priority": "normal",
    "visibility": "private", "description": "3栋2单元电梯异响,运行时有明显抖动。",
    "handler": {"account_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "name": "陈志强", "organization_id": null, "volunteer": true},
    "helpers": [], "contact": {"name": "李**", "phone": "138****5678"}, "reopen_count": 0,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T10:02:11.120+08:00",
    "allowed_actions": ["progress", "resolve"]
}))]
pub(crate) struct TicketView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    /// For people; derived from the id, with a check character.
    #[schema(max_length = 19)]
    number: String,
    state: State,
    #[schema(max_length = 40)]
    state_label: &'static str,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    category_id: Uuid,
    kind: Kind,
    priority: Priority,
    visibility: Visibility,
    #[schema(max_length = 2000)]
    description: String,
    location: Option<LocationView>,
    /// The person concerned, where they have an account.
    #[schema(format = "uuid", max_length = 36)]
    reporter_id: Option<Uuid>,
    #[schema(format = "uuid", max_length = 36)]
    filed_by: Option<Uuid>,
    on_behalf: bool,
    /// By which way it came in.
    channel: Channel,
    /// The meeting at which it was raised.
    meeting: Option<MeetingView>,
    contact: Option<PersonView>,
    /// On whose behalf it was filed.
    caller: Option<PersonView>,
    /// Where the call was recorded; for those who may call back.
    #[schema(max_length = 500)]
    recording: Option<String>,
    #[schema(max_length = 100)]
    client_ref: Option<String>,
    /// The level that the matter was raised to.
    raised: Option<Raised>,
    target: Option<TargetView>,
    #[schema(format = "uuid", max_length = 36)]
    organization_id: Option<Uuid>,
    handler: Option<HandlerView>,
    #[schema(max_items = 5)]
    helpers: Vec<HandlerView>,
    declined_ground: Option<DeclineGround>,
    /// The announced outage that it is about.
    outage: Option<TicketOutageView>,
    #[serde(flatten)]
    progress: ProgressView,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
    /// What this caller may do now.
    #[schema(max_items = 50)]
    allowed_actions: Vec<&'static str>,
    /// On a single ticket: the departments that were called on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 1000, nullable = false)]
    whistles: Option<Vec<WhistleView>>,
    /// On a single ticket: the communities and streets that it concerns besides its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 10, nullable = false)]
    concerned: Option<Vec<ConcernedView>>,
    /// On a single ticket: its resolutions, ratings, follow-ups and supervisions.
    #[serde(flatten)]
    records: RecordsView,
}

/// A single ticket as an answer, with its records. What the caller lost sight of by the step is `not_found`.
pub(super) async fn answer(ctx: &Ctx, db: &impl Conn, ticket: &Ticket) -> Result<Answer, Failure> {
    let records = side_records(db, ticket).await?;
    let names = names(db, std::slice::from_ref(ticket)).await?;
    let what = Versioned { kind: SubjectKind::Ticket, id: ticket.id.0, version: ticket.version };
    let seen = shown(ticket, &ctx.actor, ctx.now).unwrap_or_else(nothing);
    let mut view = view(ctx, ticket, &seen, &names);
    if seen.whole {
        view.records = RecordsView::of(ctx, &records);
        let whistles = ticket.whistles.iter().map(|one| whistle_view(ctx, ticket.id, one));
        view.whistles = Some(whistles.collect());
        view.concerned = Some(concerned(db, ticket).await?);
    }
    Ok(Answer::ok(&view)?.of(what))
}

/// Who gives a ticket back may lose sight of it; the answer to that very step shows what a neighbour sees.
fn nothing() -> Shown {
    Shown { whole: false, contact: Contact::default(), unmasked: false }
}

/// The names of everyone who handles or helps with the tickets.
pub(super) async fn names(db: &impl Conn, tickets: &[Ticket]) -> Result<Names, Failure> {
    let mut ids: Vec<Uuid> = tickets
        .iter()
        .flat_map(|ticket| ticket.helpers().chain(ticket.course.handler_id))
        .map(|account| account.0)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(display_names(db, &ids).await?)
}

pub(super) fn view(ctx: &Ctx, ticket: &Ticket, seen: &Shown, names: &Names) -> TicketView {
    let (course, whole) = (&ticket.course, |id: Option<Uuid>| id.filter(|_| seen.whole));
    TicketView {
        id: ticket.id.0,
        number: TicketNumber::of(ticket.id.0, ctx.app.offset.local_minus_utc()).to_string(),
        state: ticket.state,
        state_label: ticket.state.label().in_language(ctx.language()),
        version: ticket.version,
        estate_id: ticket.estate_id.0,
        category_id: ticket.category_id.0,
        kind: ticket.kind,
        priority: ticket.priority,
        visibility: ticket.visibility,
        description: ticket.description.clone(),
        location: location(ticket, seen),
        reporter_id: whole(ticket.reporter_id.map(|id| id.0)),
        filed_by: whole(Some(ticket.filed_by.id())),
        on_behalf: ticket.on_behalf,
        channel: ticket.channel,
        meeting: MeetingView::of(ticket, seen),
        contact: person(&seen.contact.name, &seen.contact.phone),
        caller: person(&seen.contact.caller_name, &seen.contact.caller_phone),
        recording: seen.contact.recording.clone(),
        client_ref: ticket.client_ref.clone().filter(|_| seen.whole),
        raised: course.raised,
        target: course.target.map(|target| target_view(target, seen)),
        organization_id: course.organization_id.map(|id| id.0),
        handler: course.handler_id.and_then(|id| handler(ticket, id.0, seen, names)),
        helpers: ticket.helpers().filter_map(|id| handler(ticket, id.0, seen, names)).collect(),
        declined_ground: course.declined_ground,
        outage: ticket.outage.as_ref().map(|one| TicketOutageView::of(&ctx.app, one)),
        progress: progress(ctx, ticket, seen),
        created_at: ctx.time(ticket.created_at()),
        updated_at: ctx.time(ticket.updated_at),
        allowed_actions: allowed(ctx, ticket),
        whistles: None,
        concerned: None,
        records: RecordsView::default(),
    }
}

fn allowed(ctx: &Ctx, ticket: &Ticket) -> Vec<&'static str> {
    allowed_actions(ticket, &ctx.actor, ctx.now).iter().map(|action| action.as_str()).collect()
}
