//! Who stands to a ticket as a receiver of notices.

use ::ticket::{OpenRequest, Part, Priority, RequestKind, Target, Ticket, Unit, UnitKind};
use access::{Action, Role, ScopePath};
use kernel::{AccountId, Moment, OrganizationId, Uuid};
use notice::Receiver;

use super::{
    Happened,
    holders::{Holders, Place},
};
use crate::{
    Conn, StoreError,
    sql::{all, one},
};

const ANSWERING: &str = "'manager', 'department_officer'";
const DISPATCHING: &str = "'dispatcher', 'manager'";
const MANAGING: &str = "'dispatcher', 'manager', 'department_officer'";
const CALLED: &str = "'department_officer', 'community_police'";
const VOLUNTEERS: &str = "'volunteer'";
const COMMUNITY: &str = "'community_officer'";
const SECRETARIES: &str = "'community_secretary'";
const KEEPING: &str =
    "'community_officer', 'community_secretary', 'street_officer', 'district_officer'";
const STREET: &str = "'street_officer'";
const MANAGERS: &str = "'manager'";
const DISTRICT: &str = "'district_officer'";
const LEDGER: &str = "'property_office', 'street_officer'";
const CONCERNED: &str = "'community_officer', 'community_secretary', 'street_officer'";

/// Finds receivers.
#[derive(Debug)]
pub struct Receivers<'a, C> {
    pub(super) db: &'a C,
    pub(super) holders: Holders<'a, C>,
}

impl<'a, C: Conn> Receivers<'a, C> {
    pub fn new(db: &'a C, now: Moment) -> Self {
        Self { db, holders: Holders::new(db, now) }
    }

    /// The accounts that stand to the ticket like this, as it is now, for what happened.
    pub async fn of(
        &mut self,
        ticket: &Ticket,
        receiver: Receiver,
        entry: &Happened,
    ) -> Result<Vec<AccountId>, StoreError> {
        let people = |part: Part| ticket.current(part).map(|one| one.party);
        let pooled = ticket.course.target == Some(Target::Pool);
        let reporter = || ticket.reporter_id.into_iter().collect();
        match receiver {
            Receiver::Reporter => Ok(reporter()),
            Receiver::Waiting if self.extended(ticket, entry.at).await? => Ok(reporter()),
            Receiver::Asker => self.asker(ticket, entry.at).await,
            Receiver::Handler => Ok(ticket.course.handler_id.into_iter().collect()),
            Receiver::Target => Ok(people(Part::Target).map(AccountId).collect()),
            Receiver::Unit => self.members(people(Part::Unit), ANSWERING).await,
            Receiver::Called => self.called(ticket, entry).await,
            Receiver::Pool if pooled => self.holders.at(Place::estate(ticket), VOLUNTEERS).await,
            Receiver::Poolers if pooled => self.dispatchers(ticket).await,
            Receiver::Dispatchers => self.next(ticket).await,
            Receiver::Alarmed if ticket.priority == Priority::Emergency => self.next(ticket).await,
            Receiver::Managers => self.managers(ticket).await,
            Receiver::Asked => self.asked(ticket, entry).await,
            Receiver::Rulers => self.rulers(ticket, entry).await,
            Receiver::Followers => self.holders.free(ticket, Action::FollowUp, |_, _| true).await,
            Receiver::Blower => self.blower(ticket, entry.at).await,
            Receiver::Concerned => self.concerned(ticket).await,
            Receiver::Principals => self.holders.at(Place::community(ticket), SECRETARIES).await,
            _ => Ok(Vec::new()),
        }
    }

    /// Those who keep the routing rules of an area, by its key.
    pub async fn keepers(&mut self, area: i32) -> Result<Vec<AccountId>, StoreError> {
        self.holders.at(Some(Place::Area(area)), KEEPING).await
    }

    /// Those who stand like this to what is recorded or found about an enterprise.
    pub async fn of_rated(
        &mut self,
        (enterprise, path): (OrganizationId, &ScopePath),
        receiver: Receiver,
    ) -> Result<Vec<AccountId>, StoreError> {
        let (place, roles) = match receiver {
            Receiver::Rated => (Some(Place::Organization(enterprise.0)), MANAGERS),
            Receiver::Deciders => (path.district.map(Place::Area), DISTRICT),
            Receiver::Ledger => (path.street.map(Place::Area), LEDGER),
            _ => (None, MANAGERS),
        };
        self.holders.at(place, roles).await
    }

    async fn concerned(&mut self, ticket: &Ticket) -> Result<Vec<AccountId>, StoreError> {
        let mut found = Vec::new();
        for key in ticket.concerned() {
            found.extend(self.holders.at(Some(Place::Area(key)), CONCERNED).await?);
        }
        Ok(found)
    }

    /// All departments called, or the one whose clock it is.
    async fn called(
        &mut self,
        ticket: &Ticket,
        entry: &Happened,
    ) -> Result<Vec<AccountId>, StoreError> {
        let meant = entry.clock.as_ref().and_then(|clock| clock.organization_id);
        let called = ticket.current(Part::Called).map(|one| one.party);
        self.members(called.filter(|id| meant.is_none_or(|meant| meant == *id)), CALLED).await
    }

    /// Those who are to dispatch it.
    async fn next(&mut self, ticket: &Ticket) -> Result<Vec<AccountId>, StoreError> {
        self.unit(ticket, ticket.dispatching_unit(), DISPATCHING).await
    }

    /// Those who dispatched it.
    async fn dispatchers(&mut self, ticket: &Ticket) -> Result<Vec<AccountId>, StoreError> {
        let unit = ticket.course.dispatched_by.unwrap_or_else(|| ticket.dispatching_unit());
        self.unit(ticket, unit, DISPATCHING).await
    }

    async fn managers(&mut self, ticket: &Ticket) -> Result<Vec<AccountId>, StoreError> {
        match ticket.course.organization_id.filter(|_| ticket.course.handler_id.is_some()) {
            Some(id) => self.members(std::iter::once(id.0), MANAGING).await,
            None => self.dispatchers(ticket).await,
        }
    }

    /// By the last supervision, or by the one whose clock it is.
    async fn asked(
        &mut self,
        ticket: &Ticket,
        entry: &Happened,
    ) -> Result<Vec<AccountId>, StoreError> {
        let open = &ticket.open_supervisions;
        let (open, without) = match &entry.clock {
            Some(clock) => (open.iter().find(|open| open.number == clock.number), None),
            None => (open.last(), ticket.course.handler_id),
        };
        match open {
            Some(open) => self.unit(ticket, open.unit, ANSWERING).await,
            None => Ok(without.into_iter().collect()),
        }
    }

    /// Nobody where it was ruled on meanwhile. Whose duty a ticket is, the estate's own branch does not decide, and
    /// nobody rules on what they asked for.
    async fn rulers(
        &mut self,
        ticket: &Ticket,
        entry: &Happened,
    ) -> Result<Vec<AccountId>, StoreError> {
        let meant = |open: &&OpenRequest| match &entry.clock {
            Some(clock) => open.number == clock.number,
            None => open.kind.action().as_str() == entry.action,
        };
        let Some(request) = ticket.open_requests.iter().find(meant) else { return Ok(Vec::new()) };
        let theirs = matches!(request.kind, RequestKind::Suspension | RequestKind::Extension);
        let fits =
            |role, id: AccountId| (theirs || role != Role::BranchSecretary) && id.0 != request.by;
        self.holders.free(ticket, Action::Rule, fits).await
    }

    async fn unit(
        &mut self,
        ticket: &Ticket,
        unit: Unit,
        roles: &'static str,
    ) -> Result<Vec<AccountId>, StoreError> {
        match unit.kind {
            UnitKind::Organization => {
                self.holders.at(Some(Place::Organization(unit.id)), roles).await
            }
            UnitKind::Account => Ok(vec![AccountId(unit.id)]),
            UnitKind::Community => self.holders.at(Place::community(ticket), COMMUNITY).await,
            UnitKind::Street => self.holders.at(Place::street(ticket), STREET).await,
            UnitKind::District => self.holders.at(Place::district(ticket), DISTRICT).await,
        }
    }

    async fn members(
        &mut self,
        organizations: impl Iterator<Item = Uuid>,
        roles: &'static str,
    ) -> Result<Vec<AccountId>, StoreError> {
        let mut found = Vec::new();
        for organization in organizations {
            found.extend(self.holders.at(Some(Place::Organization(organization)), roles).await?);
        }
        Ok(found)
    }

    /// The accounts that a statement finds of the ticket, `$1`, at the moment, `$2`.
    async fn then(
        &self,
        sql: &str,
        ticket: &Ticket,
        at: Moment,
    ) -> Result<Vec<AccountId>, StoreError> {
        let values = [ticket.id.0.into(), at.timestamp_millis().into()];
        let rows = all(self.db, sql, values).await?;
        rows.iter().map(|row| Ok(AccountId(row.try_get("", "id")?))).collect()
    }

    /// Who made the request that was ruled on at the moment.
    async fn asker(&self, ticket: &Ticket, at: Moment) -> Result<Vec<AccountId>, StoreError> {
        let sql = "SELECT a.id FROM ticket_request r JOIN account a ON a.id = r.by_id AND a.state = 'active' \
            WHERE r.ticket_id = $1 AND r.ruled_at = $2 AND r.kind <> 'question'";
        self.then(sql, ticket, at).await
    }

    /// Who blew the whistle that was ruled on, or a task of which was finished, at the moment.
    async fn blower(&self, ticket: &Ticket, at: Moment) -> Result<Vec<AccountId>, StoreError> {
        let sql = "SELECT a.id FROM whistle w JOIN account a ON a.id = w.by_id AND a.state = 'active' \
            WHERE w.ticket_id = $1 AND (w.ruled_at = $2 OR EXISTS (SELECT 1 FROM whistle_task t \
            WHERE t.ticket_id = w.ticket_id AND t.number = w.number AND t.finished_at = $2))";
        self.then(sql, ticket, at).await
    }

    /// Whether more time was given at the moment.
    async fn extended(&self, ticket: &Ticket, at: Moment) -> Result<bool, StoreError> {
        let sql = "SELECT 1 AS one FROM ticket_request WHERE ticket_id = $1 AND kind = 'extension' AND granted \
            AND ruled_at = $2";
        let values = [ticket.id.0.into(), at.timestamp_millis().into()];
        Ok(one(self.db, sql, values).await?.is_some())
    }
}
