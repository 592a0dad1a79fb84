//! A ticket's rows and columns.

use ::ticket::{
    AboutOutage, Contact, Course, Facts, Location, Meeting, OpenRequest, OpenSupervision, Party,
    Target, TargetKind, Ticket, Unit,
};
use kernel::{
    AccountId, AreaId, BuildingId, CategoryId, EstateId, OrganizationId, OutageId, PremisesId,
    TicketId, Uuid,
};
use sea_orm::QueryResult;

use crate::{
    StoreError,
    place::date_or_none,
    sql::{moment, moment_or_none, path, word, word_or_none},
};

/// What [`read`] needs, from `ticket t` with its estate, areas, contact and contract in force.
pub(super) const COLUMNS: &str = "t.id, t.state, t.version, t.category_id, t.kind, t.priority, \
    t.visibility, t.description, t.district, t.street, t.community, t.grid, t.estate, t.premises_id, \
    t.building_id, t.address, t.latitude, t.longitude, t.reporter_id, t.filed_by, t.filed_by_kind, \
    t.on_behalf, t.channel, t.meeting, t.meeting_on, t.meeting_item, t.client_ref, t.client_body, t.raised, t.pooled, t.target, t.target_id, \
    t.organization_id, t.dispatched_by, t.dispatched_by_id, t.handler_id, t.resolution, \
    t.reopened_resolution, t.rated_resolution, t.verdict, t.reopen_count, t.final, t.objected, \
    t.declined_ground, t.supervision_count, t.unanswered, t.resolved_at, t.rate_until, t.request_count, \
    t.question_count, t.review_at, t.due_at, t.stuck_since, t.whistle_count, t.merged_into, t.follows, t.followed_by, t.part_of, \
    t.part_count, t.support_count, t.outage_id, t.outage_over, o.title AS outage_title, o.note AS outage_note, \
    o.until_at AS outage_until, o.ended_at AS outage_ended, m.state AS main_state, CASE WHEN t.state = 'split' THEN (SELECT COUNT(*) FROM ticket p \
    WHERE p.part_of = t.id AND p.state NOT IN ('closed', 'withdrawn', 'declined')) ELSE 0 END AS open_parts, t.updated_at, \
    c.name, c.phone, c.caller_name, c.caller_phone, c.recording, e.id AS estate_id, a.id AS community_id, \
    s.id AS street_id, d.id AS district_id, k.organization_id AS enterprise_id";

/// The ticket without its parties and open supervisions.
pub(super) fn read(row: &QueryResult) -> Result<Ticket, StoreError> {
    Ok(Ticket {
        id: TicketId(row.try_get("", "id")?),
        state: word(row, "state")?,
        version: row.try_get("", "version")?,
        estate_id: EstateId(row.try_get("", "estate_id")?),
        path: path(row)?,
        category_id: CategoryId(row.try_get("", "category_id")?),
        kind: word(row, "kind")?,
        priority: word(row, "priority")?,
        visibility: word(row, "visibility")?,
        description: row.try_get("", "description")?,
        location: location(row)?,
        reporter_id: id(row, "reporter_id")?.map(AccountId),
        filed_by: filed_by(row)?,
        on_behalf: row.try_get("", "on_behalf")?,
        channel: word(row, "channel")?,
        meeting: meeting(row)?,
        client_ref: row.try_get("", "client_ref")?,
        client_body: row.try_get("", "client_body")?,
        course: course(row)?,
        updated_at: moment(row, "updated_at")?,
        contact: Contact {
            name: row.try_get("", "name")?,
            phone: row.try_get("", "phone")?,
            caller_name: row.try_get("", "caller_name")?,
            caller_phone: row.try_get("", "caller_phone")?,
            recording: row.try_get("", "recording")?,
        },
        parties: Vec::new(),
        open_supervisions: Vec::new(),
        open_requests: Vec::new(),
        whistles: Vec::new(),
        outage: outage(row)?,
        facts: facts(row)?,
    })
}

/// What a ticket keeps of the outage that it is about.
pub(super) fn outage(row: &QueryResult) -> Result<Option<AboutOutage>, StoreError> {
    let Some(id) = id(row, "outage_id")? else { return Ok(None) };
    Ok(Some(AboutOutage { over: row.try_get("", "outage_over")?, ..about(row, OutageId(id))? }))
}

/// What a ticket is told of the outage in a row.
pub(super) fn about(row: &QueryResult, id: OutageId) -> Result<AboutOutage, StoreError> {
    Ok(AboutOutage {
        id,
        title: row.try_get("", "outage_title")?,
        note: row.try_get("", "outage_note")?,
        until: moment(row, "outage_until")?,
        ended_at: moment_or_none(row, "outage_ended")?,
        over: false,
    })
}

pub(super) fn id(row: &QueryResult, column: &str) -> Result<Option<Uuid>, StoreError> {
    Ok(row.try_get("", column)?)
}

fn location(row: &QueryResult) -> Result<Location, StoreError> {
    Ok(Location {
        premises_id: id(row, "premises_id")?.map(PremisesId),
        building_id: id(row, "building_id")?.map(BuildingId),
        address: row.try_get("", "address")?,
        latitude: row.try_get("", "latitude")?,
        longitude: row.try_get("", "longitude")?,
    })
}

fn meeting(row: &QueryResult) -> Result<Option<Meeting>, StoreError> {
    let Some(kind) = word_or_none(row, "meeting")? else { return Ok(None) };
    let held_on =
        date_or_none(row, "meeting_on")?.ok_or(StoreError::Corrupt("ticket.meeting_on"))?;
    Ok(Some(Meeting { kind, held_on, item: row.try_get("", "meeting_item")? }))
}

pub(super) fn filed_by(row: &QueryResult) -> Result<access::Who, StoreError> {
    let kind: String = row.try_get("", "filed_by_kind")?;
    ::ticket::filer(&kind, row.try_get("", "filed_by")?)
        .ok_or(StoreError::Corrupt("ticket.filed_by_kind"))
}

fn course(row: &QueryResult) -> Result<Course, StoreError> {
    Ok(Course {
        raised: word_or_none(row, "raised")?,
        pooled: row.try_get("", "pooled")?,
        target: target(row)?,
        organization_id: id(row, "organization_id")?.map(OrganizationId),
        dispatched_by: dispatched_by(row)?,
        handler_id: id(row, "handler_id")?.map(AccountId),
        resolution: row.try_get("", "resolution")?,
        reopened_resolution: row.try_get("", "reopened_resolution")?,
        rated_resolution: row.try_get("", "rated_resolution")?,
        verdict: row.try_get("", "verdict")?,
        reopen_count: row.try_get("", "reopen_count")?,
        is_final: row.try_get("", "final")?,
        objected: row.try_get("", "objected")?,
        declined_ground: word_or_none(row, "declined_ground")?,
        supervision_count: row.try_get("", "supervision_count")?,
        unanswered: row.try_get("", "unanswered")?,
        resolved_at: moment_or_none(row, "resolved_at")?,
        rate_until: moment_or_none(row, "rate_until")?,
        request_count: row.try_get("", "request_count")?,
        question_count: row.try_get("", "question_count")?,
        review_at: moment_or_none(row, "review_at")?,
        due_at: moment_or_none(row, "due_at")?,
        stuck_since: moment_or_none(row, "stuck_since")?,
        whistle_count: row.try_get("", "whistle_count")?,
        merged_into: id(row, "merged_into")?.map(TicketId),
        follows: id(row, "follows")?.map(TicketId),
        followed_by: id(row, "followed_by")?.map(TicketId),
        part_of: id(row, "part_of")?.map(TicketId),
        part_count: row.try_get("", "part_count")?,
        support_count: row.try_get("", "support_count")?,
        marks: super::figures::marks(row)?,
    })
}

fn target(row: &QueryResult) -> Result<Option<Target>, StoreError> {
    let id = id(row, "target_id")?;
    match (word_or_none(row, "target")?, id) {
        (None, _) => Ok(None),
        (Some(TargetKind::Pool), _) => Ok(Some(Target::Pool)),
        (Some(TargetKind::Account), Some(id)) => Ok(Some(Target::Account(AccountId(id)))),
        (Some(TargetKind::Organization), Some(id)) => {
            Ok(Some(Target::Organization(OrganizationId(id))))
        }
        (Some(_), None) => Err(StoreError::Corrupt("ticket.target_id")),
    }
}

fn dispatched_by(row: &QueryResult) -> Result<Option<Unit>, StoreError> {
    let kind = word_or_none(row, "dispatched_by")?;
    let id = id(row, "dispatched_by_id")?;
    Ok(kind.zip(id).map(|(kind, id)| Unit { kind, id }))
}

fn facts(row: &QueryResult) -> Result<Facts, StoreError> {
    Ok(Facts {
        community: AreaId(row.try_get("", "community_id")?),
        street: AreaId(row.try_get("", "street_id")?),
        district: AreaId(row.try_get("", "district_id")?),
        enterprise: id(row, "enterprise_id")?.map(OrganizationId),
        branch_clear: true,
        community_clear: true,
        main: word_or_none(row, "main_state")?,
        open_parts: row.try_get("", "open_parts")?,
        supported: false,
    })
}

pub(super) fn party(row: &QueryResult) -> Result<Party, StoreError> {
    Ok(Party {
        party: row.try_get("", "party_id")?,
        part: word(row, "part")?,
        organization: id(row, "organization_id")?.map(OrganizationId),
        ended: row.try_get("", "ended")?,
    })
}

pub(super) fn supervision(row: &QueryResult) -> Result<OpenSupervision, StoreError> {
    Ok(OpenSupervision {
        number: row.try_get("", "number")?,
        kind: word(row, "kind")?,
        unit: Unit { kind: word(row, "unit")?, id: row.try_get("", "unit_id")? },
        answer_by: moment_or_none(row, "answer_by")?,
        by: row.try_get("", "by_id")?,
        role: word(row, "role")?,
    })
}

pub(super) fn request(row: &QueryResult) -> Result<OpenRequest, StoreError> {
    Ok(OpenRequest {
        number: row.try_get("", "number")?,
        kind: word(row, "kind")?,
        by: row.try_get("", "by_id")?,
        organization: id(row, "organization_id")?.map(OrganizationId),
        until: moment_or_none(row, "until")?,
    })
}
