//! The ticket itself: the row, the parts in the case, and the facts that rules ask for.

use access::{ScopePath, Who};
use kernel::{AccountId, AreaId, CategoryId, EstateId, Moment, OrganizationId, TicketId, Uuid};

use crate::{
    AboutOutage, Channel, Contact, DeclineGround, Kind, Location, Marks, Meeting, OpenRequest,
    OpenSupervision, Part, Priority, Raised, State, TargetKind, UnitKind, Visibility, Whistle,
};

/// How long a resolution can be rated and reopened: 10 × 24 hours.
pub const WINDOW: chrono::TimeDelta = chrono::TimeDelta::hours(240);
/// The reopening that raises the ticket to the community and makes the next resolution final.
pub const LAST_REOPENING: i32 = 3;

/// What a dispatched ticket went to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Pool,
    Account(AccountId),
    Organization(OrganizationId),
}

impl Target {
    pub const fn kind(self) -> TargetKind {
        match self {
            Self::Pool => TargetKind::Pool,
            Self::Account(_) => TargetKind::Account,
            Self::Organization(_) => TargetKind::Organization,
        }
    }

    pub const fn id(self) -> Option<Uuid> {
        match self {
            Self::Pool => None,
            Self::Account(id) => Some(id.0),
            Self::Organization(id) => Some(id.0),
        }
    }
}

/// Who dispatches, or who is asked by a supervision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    pub kind: UnitKind,
    /// Of the organisation, the account or the area.
    pub id: Uuid,
}

/// A part of a person, an organisation or an area in the case. Ended ones stay for the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party {
    pub party: Uuid,
    pub part: Part,
    /// The organisation for which the part is held; `None` for residents and volunteers.
    pub organization: Option<OrganizationId>,
    pub ended: bool,
}

/// What the rules need to know from elsewhere, read in the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    pub community: AreaId,
    pub street: AreaId,
    pub district: AreaId,
    /// Under contract for the estate today.
    pub enterprise: Option<OrganizationId>,
    /// Whether the estate has a branch secretary who is not barred by a part in the case.
    pub branch_clear: bool,
    /// The same for the community's officers.
    pub community_clear: bool,
    /// Where the ticket stands that this one was merged into.
    pub main: Option<State>,
    /// Parts that have not come to their end.
    pub open_parts: i64,
    /// Whether the caller has said "me too"; read for residents alone.
    pub supported: bool,
}

/// What has become of a ticket so far; the default is a new one's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Course {
    pub raised: Option<Raised>,
    /// In the volunteers' pool now or once.
    pub pooled: bool,
    pub target: Option<Target>,
    /// The organisation that it went to, or whose person handles it.
    pub organization_id: Option<OrganizationId>,
    pub dispatched_by: Option<Unit>,
    pub handler_id: Option<AccountId>,
    /// How often it was resolved.
    pub resolution: i32,
    /// The last resolution that was reopened, and the last that was rated; 0 for none.
    pub reopened_resolution: i32,
    pub rated_resolution: i32,
    /// Whether this resolution solved it: in the reporter's word, or a follow-up's where there is no reporter.
    pub verdict: Option<bool>,
    pub reopen_count: i32,
    /// The resolution was given with grounds after the third reopening.
    pub is_final: bool,
    pub objected: bool,
    pub declined_ground: Option<DeclineGround>,
    pub supervision_count: i32,
    /// Orders and cards without an answer.
    pub unanswered: i32,
    pub resolved_at: Option<Moment>,
    pub rate_until: Option<Moment>,
    /// How often something was requested, and how often of it the reporter was asked.
    pub request_count: i32,
    pub question_count: i32,
    /// When a suspended ticket comes back by itself.
    pub review_at: Option<Moment>,
    /// By when it has to be resolved; none while the clock stands still.
    pub due_at: Option<Moment>,
    /// Since when a hand-over is overdue.
    pub stuck_since: Option<Moment>,
    pub whistle_count: i32,
    /// The ticket about the same matter that this one follows to its end.
    pub merged_into: Option<TicketId>,
    /// The closed ticket that this one was filed anew for, and the one that was filed anew for this.
    pub follows: Option<TicketId>,
    pub followed_by: Option<TicketId>,
    /// The ticket that this one was split off, and into how many parts this one was split.
    pub part_of: Option<TicketId>,
    pub part_count: i32,
    /// Residents who said "me too".
    pub support_count: i32,
    pub marks: Marks,
}

/// A resident's demand (诉求工单).
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    pub id: TicketId,
    pub state: State,
    /// Also the number of the last journal entry.
    pub version: i32,
    pub estate_id: EstateId,
    pub path: ScopePath,
    pub category_id: CategoryId,
    pub kind: Kind,
    pub priority: Priority,
    pub visibility: Visibility,
    pub description: String,
    pub location: Location,
    /// The person concerned; `None` for a caller without an account, and for an officer's own finding.
    pub reporter_id: Option<AccountId>,
    pub filed_by: Who,
    /// Filed for a caller.
    pub on_behalf: bool,
    pub channel: Channel,
    /// Where it was raised at one.
    pub meeting: Option<Meeting>,
    pub client_ref: Option<String>,
    /// Fingerprint of the body that came with `client_ref`.
    pub client_body: Option<Vec<u8>>,
    pub course: Course,
    pub updated_at: Moment,
    pub contact: Contact,
    pub parties: Vec<Party>,
    pub open_supervisions: Vec<OpenSupervision>,
    pub open_requests: Vec<OpenRequest>,
    pub whistles: Vec<Whistle>,
    pub outage: Option<AboutOutage>,
    pub facts: Facts,
}

impl Ticket {
    /// The time in its id.
    pub fn created_at(&self) -> Moment {
        kernel::created_at(self.id.0)
    }

    pub fn is_open(&self) -> bool {
        !crate::LIFECYCLE.is_end(self.state)
    }

    /// Whether the resolution can still be rated and reopened. The window ends at `rate_until`.
    pub fn in_window(&self, now: Moment) -> bool {
        self.course.rate_until.is_some_and(|until| now < until)
    }

    /// Filed by an officer, or a client, for what they found themselves: nobody else is concerned.
    pub fn is_own_finding(&self) -> bool {
        crate::own_finding(self.reporter_id, self.on_behalf, self.filed_by, self.channel)
    }

    /// Parts that go on.
    pub fn current(&self, part: Part) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(move |party| party.part == part && !party.ended)
    }

    pub fn helpers(&self) -> impl Iterator<Item = AccountId> {
        self.current(Part::Helper).map(|party| AccountId(party.party))
    }

    /// Who is to dispatch: the enterprise under contract, the community where there is none or the
    /// ticket was raised, the street or the district where it was raised to them.
    pub fn dispatching_unit(&self) -> Unit {
        match (self.course.raised, self.facts.enterprise) {
            (None, Some(id)) => Unit { kind: UnitKind::Organization, id: id.0 },
            (None, None) => self.level(Raised::Community),
            (Some(raised), _) => self.level(raised),
        }
    }

    /// The unit of a level that the ticket lies in.
    pub const fn level(&self, raised: Raised) -> Unit {
        let Facts { community, street, district, .. } = self.facts;
        match raised {
            Raised::Community => Unit { kind: UnitKind::Community, id: community.0 },
            Raised::Street => Unit { kind: UnitKind::Street, id: street.0 },
            Raised::District => Unit { kind: UnitKind::District, id: district.0 },
        }
    }

    /// Who answers for the ticket now: the dispatching unit, and from acceptance on the handler's.
    pub fn responsible_unit(&self) -> Unit {
        match (self.course.handler_id, self.course.organization_id) {
            (Some(_), Some(id)) => Unit { kind: UnitKind::Organization, id: id.0 },
            (Some(id), None) => Unit { kind: UnitKind::Account, id: id.0 },
            (None, _) => self.course.dispatched_by.unwrap_or_else(|| self.dispatching_unit()),
        }
    }

    /// Adds a part, or takes it up again.
    pub(crate) fn take(&mut self, party: Uuid, part: Part, organization: Option<OrganizationId>) {
        self.parties.retain(|known| known.party != party || known.part != part);
        self.parties.push(Party { party, part, organization, ended: false });
    }

    pub(crate) fn end(&mut self, parts: &[Part]) {
        for party in self.parties.iter_mut().filter(|party| parts.contains(&party.part)) {
            party.ended = true;
        }
    }

    /// Back in nobody's hands.
    pub(crate) fn let_go(&mut self) {
        self.end(&[Part::Handler, Part::Helper, Part::Target, Part::Unit]);
        self.course.handler_id = None;
        self.course.organization_id = None;
        (self.course.target, self.course.dispatched_by) = (None, None);
        self.course.review_at = None;
    }
}
