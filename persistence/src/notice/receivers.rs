//! Who stands to a ticket as a receiver of notices.

use std::collections::HashMap;

use ::ticket::{Part, Target, Ticket, Unit, UnitKind};
use kernel::{AccountId, Moment, Uuid};
use notice::Receiver;
use sea_orm::Value;

use crate::{
    Conn, StoreError,
    sql::{all, one},
};

/// Receivers of one notice at most.
const MOST: usize = 200;
const ANSWERING: &str = "'manager', 'department_officer'";
const DISPATCHING: &str = "'dispatcher', 'manager'";
const CALLED: &str = "'department_officer', 'community_police'";
const VOLUNTEERS: &str = "'volunteer'";
const BRANCH: &str = "'branch_secretary'";
const COMMUNITY: &str = "'community_officer'";
const SECRETARIES: &str = "'community_secretary'";
const KEEPING: &str =
    "'community_officer', 'community_secretary', 'street_officer', 'district_officer'";
const STREET: &str = "'street_officer'";
const DISTRICT: &str = "'district_officer'";
const CONCERNED: &str = "'community_officer', 'community_secretary', 'street_officer'";

/// Where a duty is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Organization(Uuid),
    Estate(i32),
    Area(i32),
}

/// Finds receivers. Who holds a duty somewhere is asked once: for as long as this lives, nothing changes.
#[derive(Debug)]
pub struct Receivers<'a, C> {
    db: &'a C,
    now: Moment,
    known: HashMap<(Place, &'static str), Vec<AccountId>>,
}

impl<'a, C: Conn> Receivers<'a, C> {
    pub fn new(db: &'a C, now: Moment) -> Self {
        Self { db, now, known: HashMap::new() }
    }

    /// The accounts that stand to the ticket like this, as it is now, for what happened at a moment.
    pub async fn of(
        &mut self,
        ticket: &Ticket,
        receiver: Receiver,
        at: Moment,
    ) -> Result<Vec<AccountId>, StoreError> {
        let people = |part: Part| ticket.current(part).map(|one| one.party);
        match receiver {
            Receiver::Reporter => Ok(ticket.reporter_id.into_iter().collect()),
            Receiver::Waiting if self.extended(ticket, at).await? => {
                Ok(ticket.reporter_id.into_iter().collect())
            }
            Receiver::Asker => self.asker(ticket, at).await,
            Receiver::Handler => Ok(ticket.course.handler_id.into_iter().collect()),
            Receiver::Target => Ok(people(Part::Target).map(AccountId).collect()),
            Receiver::Unit => self.members(people(Part::Unit), ANSWERING).await,
            Receiver::Called => self.members(people(Part::Called), CALLED).await,
            Receiver::Pool if ticket.course.target == Some(Target::Pool) => {
                self.holders(estate(ticket), VOLUNTEERS).await
            }
            Receiver::Dispatchers => {
                self.unit(ticket, ticket.dispatching_unit(), DISPATCHING).await
            }
            Receiver::Asked => match ticket.open_supervisions.last() {
                Some(open) => self.unit(ticket, open.unit, ANSWERING).await,
                None => Ok(ticket.course.handler_id.into_iter().collect()),
            },
            Receiver::Rulers => self.rulers(ticket).await,
            Receiver::Concerned => self.concerned(ticket).await,
            Receiver::Principals => self.holders(community(ticket), SECRETARIES).await,
            Receiver::Pool | Receiver::Waiting | Receiver::Owner | Receiver::Keepers => {
                Ok(Vec::new())
            }
        }
    }

    /// Those who keep the routing rules of an area, by its key.
    pub async fn keepers(&mut self, area: i32) -> Result<Vec<AccountId>, StoreError> {
        self.holders(Some(Place::Area(area)), KEEPING).await
    }

    async fn concerned(&mut self, ticket: &Ticket) -> Result<Vec<AccountId>, StoreError> {
        let mut found = Vec::new();
        for key in ticket.concerned() {
            found.extend(self.holders(Some(Place::Area(key)), CONCERNED).await?);
        }
        Ok(found)
    }

    async fn rulers(&mut self, ticket: &Ticket) -> Result<Vec<AccountId>, StoreError> {
        let branch = self.holders(estate(ticket), BRANCH).await?;
        if branch.is_empty() {
            return self.holders(community(ticket), COMMUNITY).await;
        }
        Ok(branch)
    }

    async fn unit(
        &mut self,
        ticket: &Ticket,
        unit: Unit,
        roles: &'static str,
    ) -> Result<Vec<AccountId>, StoreError> {
        match unit.kind {
            UnitKind::Organization => self.holders(Some(Place::Organization(unit.id)), roles).await,
            UnitKind::Account => Ok(vec![AccountId(unit.id)]),
            UnitKind::Community => self.holders(community(ticket), COMMUNITY).await,
            UnitKind::Street => self.holders(ticket.path.street.map(Place::Area), STREET).await,
            UnitKind::District => {
                self.holders(ticket.path.district.map(Place::Area), DISTRICT).await
            }
        }
    }

    async fn members(
        &mut self,
        organizations: impl Iterator<Item = Uuid>,
        roles: &'static str,
    ) -> Result<Vec<AccountId>, StoreError> {
        let mut found = Vec::new();
        for organization in organizations {
            found.extend(self.holders(Some(Place::Organization(organization)), roles).await?);
        }
        Ok(found)
    }

    /// Who made the request that was ruled on at the moment.
    async fn asker(&self, ticket: &Ticket, at: Moment) -> Result<Vec<AccountId>, StoreError> {
        let sql = "SELECT a.id FROM ticket_request r JOIN account a ON a.id = r.by_id AND a.state = 'active' \
            WHERE r.ticket_id = $1 AND r.ruled_at = $2 AND r.kind <> 'question'";
        let values = [ticket.id.0.into(), at.timestamp_millis().into()];
        let rows = all(self.db, sql, values).await?;
        rows.iter().map(|row| Ok(AccountId(row.try_get("", "id")?))).collect()
    }

    /// Whether more time was given at the moment.
    async fn extended(&self, ticket: &Ticket, at: Moment) -> Result<bool, StoreError> {
        let sql = "SELECT 1 AS one FROM ticket_request WHERE ticket_id = $1 AND kind = 'extension' AND granted \
            AND ruled_at = $2";
        let values = [ticket.id.0.into(), at.timestamp_millis().into()];
        Ok(one(self.db, sql, values).await?.is_some())
    }

    /// Who can sign in and holds such a duty now; nobody where there is no such place.
    async fn holders(
        &mut self,
        place: Option<Place>,
        roles: &'static str,
    ) -> Result<Vec<AccountId>, StoreError> {
        let Some(place) = place else { return Ok(Vec::new()) };
        if let Some(known) = self.known.get(&(place, roles)) {
            return Ok(known.clone());
        }
        let (column, key): (&str, Value) = match place {
            Place::Organization(id) => ("organization_id", id.into()),
            Place::Estate(key) => ("estate_key", key.into()),
            Place::Area(key) => ("area", key.into()),
        };
        let sql = format!(
            "SELECT DISTINCT d.account_id FROM duty d \
             JOIN account a ON a.id = d.account_id AND a.state = 'active' \
             WHERE d.ended_at IS NULL AND d.from_at <= $1 AND (d.until_at IS NULL OR d.until_at > $1) \
             AND d.{column} = $2 AND d.role IN ({roles}) ORDER BY d.account_id LIMIT {MOST}"
        );
        let rows = all(self.db, &sql, [self.now.timestamp_millis().into(), key]).await?;
        let found = rows.iter().map(|row| Ok(AccountId(row.try_get("", "account_id")?)));
        let found: Vec<AccountId> = found.collect::<Result<_, StoreError>>()?;
        self.known.insert((place, roles), found.clone());
        Ok(found)
    }
}

fn estate(ticket: &Ticket) -> Option<Place> {
    ticket.path.estate.map(Place::Estate)
}

fn community(ticket: &Ticket) -> Option<Place> {
    ticket.path.community.map(Place::Area)
}
