//! Point-order (点单): a new ticket.

use access::{Action, Actor, Duty, Permit, Relation, Role, ScopePath, Subject, Who};
use chrono::NaiveDate;
use kernel::{
    AccountId, AreaId, EstateId, Fault, FieldError, Moment, OrganizationId, Refusal, Refused,
    TicketId,
};
use serde_json::json;

use crate::{
    Category, Change, Channel, Contact, Course, Facts, Kind, Location, Meeting, Part, Priority,
    State, Ticket, Visibility,
    change::{Draft, said},
    meeting,
};

/// The place that a ticket is to be filed for; what [`access::authorize`] decides `submit` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    pub path: ScopePath,
    /// Filed for a caller, which residents do not do.
    pub on_behalf: bool,
}

impl Subject for Opening {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        let resident_for_another = self.on_behalf && duty.role == Role::Resident;
        relation == Relation::Within && duty.covers(&self.path) && !resident_for_another
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}

/// The estate of a new ticket, as the database knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Site {
    pub estate_id: EstateId,
    /// With the grid of the building, else of the estate.
    pub path: ScopePath,
    pub community: AreaId,
    pub street: AreaId,
    pub district: AreaId,
    pub enterprise: Option<OrganizationId>,
    /// Whether the premises and the building that were named lie on the estate; true where none was named.
    pub premises_known: bool,
    pub building_known: bool,
}

/// Everything that is told when a ticket is filed. The caller's name and phone stand in `contact`.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    pub id: TicketId,
    pub site: Site,
    pub category: Category,
    /// The category's default where not said.
    pub kind: Option<Kind>,
    pub priority: Option<Priority>,
    pub visibility: Option<Visibility>,
    pub description: String,
    pub location: Location,
    pub contact: Contact,
    pub on_behalf: bool,
    /// The usual way of the filer where not said.
    pub channel: Option<Channel>,
    /// By a file, which is a way of its own.
    pub imported: bool,
    /// Where it was raised at one.
    pub meeting: Option<Meeting>,
    /// The day on which it is filed.
    pub today: NaiveDate,
    pub client_ref: Option<String>,
    pub client_body: Option<Vec<u8>>,
    pub origin: Option<Origin>,
}

/// The ticket that a new one comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    pub of: Descent,
    pub ticket: TicketId,
    pub reporter: Option<AccountId>,
    pub filed_by: Who,
}

/// How a new ticket comes from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Descent {
    /// Filed anew for a closed one.
    Renewal,
    /// Split off (拆单).
    Part,
}

impl Submission {
    fn descends(&self, of: Descent) -> Option<TicketId> {
        self.origin.filter(|origin| origin.of == of).map(|origin| origin.ticket)
    }
}

/// Files the ticket. A resident is its reporter; for a caller, and for an officer's own finding, there is none.
pub fn submit(permit: &Permit, told: Submission, now: Moment) -> Refused<Change> {
    check(&told)?;
    let channel = match (told.descends(Descent::Part), told.channel) {
        (Some(_), Some(of_whole)) => of_whole,
        _ if told.imported => Channel::Import,
        (_, said) => Channel::told(permit.role(), permit.who(), said)?,
    };
    meeting::check(channel, told.meeting.as_ref(), told.today)?;
    let whole = told.descends(Descent::Part).is_none();
    if whole && channel == Channel::Anonymous && !told.category.allows_anonymous {
        return Err(Refusal::field("category_id", Fault::NotAllowed));
    }
    let mut detail = json!({
        "category_id": told.category.id,
        "kind": told.kind.unwrap_or(told.category.default_kind),
        "priority": told.priority.unwrap_or(Priority::Normal),
        "visibility": told.visibility.unwrap_or(Visibility::Private),
        "on_behalf": told.on_behalf,
        "channel": channel,
        "follows": told.descends(Descent::Renewal),
        "part_of": told.descends(Descent::Part),
    });
    if let Some(meeting) = &told.meeting {
        detail["meeting"] = json!({ "kind": meeting.kind, "held_on": meeting.held_on });
    }
    let ticket = begin(permit, told, channel, now);
    Ok(Draft::new(&ticket, permit, now).begun(detail))
}

fn check(told: &Submission) -> Refused<()> {
    said(&told.description, "description")?;
    let mut errors = Vec::new();
    let mut unless = |fine: bool, field: &str, fault: Fault| {
        if !fine {
            errors.push(FieldError::body(field, fault));
        }
    };
    unless(told.category.active, "category_id", Fault::NotAllowed);
    unless(told.site.premises_known, "location/premises_id", Fault::NotFound);
    unless(told.site.building_known, "location/building_id", Fault::NotFound);
    let located = !told.category.needs_premises || told.location.premises_id.is_some();
    unless(located, "location/premises_id", Fault::Required);
    let reachable = told.contact.phone.is_some() || told.contact.caller_phone.is_some();
    unless(!told.category.needs_contact || reachable, "contact/phone", Fault::Required);
    if errors.is_empty() {
        return Ok(());
    }
    Err(Refusal { errors, ..Refusal::new(kernel::Code::ValidationFailed) })
}

pub(crate) fn begin(permit: &Permit, told: Submission, channel: Channel, now: Moment) -> Ticket {
    let facts = facts(&told.site);
    let (follows, part_of) = (told.descends(Descent::Renewal), told.descends(Descent::Part));
    let (reporter_id, filed_by) = concerned(permit, told.origin);
    let mut ticket = Ticket {
        id: told.id,
        state: State::Submitted,
        version: 1,
        estate_id: told.site.estate_id,
        path: told.site.path,
        category_id: told.category.id,
        kind: told.kind.unwrap_or(told.category.default_kind),
        priority: told.priority.unwrap_or(Priority::Normal),
        visibility: told.visibility.unwrap_or(Visibility::Private),
        description: told.description,
        location: told.location,
        reporter_id,
        filed_by,
        on_behalf: told.on_behalf,
        channel,
        meeting: told.meeting,
        client_ref: told.client_ref,
        client_body: told.client_body,
        course: Course { follows, part_of, ..Course::default() },
        updated_at: now,
        contact: told.contact,
        parties: Vec::new(),
        open_supervisions: Vec::new(),
        open_requests: Vec::new(),
        whistles: Vec::new(),
        outage: None,
        facts,
    };
    match reporter_id {
        Some(id) => ticket.take(id.0, Part::Reporter, None),
        None if filed_by == Who::System => {}
        None => ticket.take(filed_by.id(), Part::Filer, None),
    }
    ticket
}

/// The reporter, where there is one, and the filer.
fn concerned(permit: &Permit, origin: Option<Origin>) -> (Option<AccountId>, Who) {
    match (origin, permit.role(), permit.who()) {
        (Some(origin), _, _) => (origin.reporter, origin.filed_by),
        (None, Role::Resident, Who::Account(id)) => (Some(id), permit.who()),
        _ => (None, permit.who()),
    }
}

fn facts(site: &Site) -> Facts {
    Facts {
        community: site.community,
        street: site.street,
        district: site.district,
        enterprise: site.enterprise,
        branch_clear: true,
        community_clear: true,
        main: None,
        open_parts: 0,
        supported: false,
    }
}
