//! Who holds a duty somewhere now, and who of those above the work is free to judge it. Asked once each.

use std::collections::HashMap;

use ::ticket::Ticket;
use access::{Action, Actor, Role, Subject as _};
use kernel::{AccountId, Moment, Uuid};
use sea_orm::Value;

use crate::{
    Conn, StoreError,
    sql::all,
    ticket::{BRANCH, COMMUNITY, Rung, STREET, overseers},
};

/// Receivers of one notice at most.
const MOST: usize = 200;
/// From the nearest to the farthest.
const LADDER: [Rung; 3] = [BRANCH, COMMUNITY, STREET];

/// Where a duty is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Organization(Uuid),
    Estate(i32),
    Area(i32),
}

impl Place {
    pub(super) fn estate(ticket: &Ticket) -> Option<Self> {
        ticket.path.estate.map(Self::Estate)
    }

    pub(super) fn community(ticket: &Ticket) -> Option<Self> {
        ticket.path.community.map(Self::Area)
    }

    pub(super) fn street(ticket: &Ticket) -> Option<Self> {
        ticket.path.street.map(Self::Area)
    }

    pub(super) fn district(ticket: &Ticket) -> Option<Self> {
        ticket.path.district.map(Self::Area)
    }
}

/// For as long as this lives, nothing changes.
#[derive(Debug)]
pub(super) struct Holders<'a, C> {
    db: &'a C,
    now: Moment,
    known: HashMap<(Place, &'static str), Vec<AccountId>>,
    /// Those above the work of an estate, by its key.
    above: HashMap<Option<i32>, Vec<Actor>>,
}

impl<'a, C: Conn> Holders<'a, C> {
    pub(super) fn new(db: &'a C, now: Moment) -> Self {
        Self { db, now, known: HashMap::new(), above: HashMap::new() }
    }

    /// Who can sign in and holds such a duty now; nobody where there is no such place.
    pub(super) async fn at(
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

    /// The nearest of those above the work whom their part in the case does not bar from the action, and who fit.
    pub(super) async fn free(
        &mut self,
        ticket: &Ticket,
        action: Action,
        fits: impl Fn(Role, AccountId) -> bool,
    ) -> Result<Vec<AccountId>, StoreError> {
        let key = ticket.path.estate;
        if !self.above.contains_key(&key) {
            let found = overseers(self.db, &[ticket.path], &LADDER, self.now).await?;
            self.above.insert(key, found);
        }
        let above = self.above.get(&key).map(Vec::as_slice).unwrap_or_default();
        for (role, _) in LADDER {
            let holds = |one: &&Actor| {
                one.duties.iter().any(|duty| duty.role == role && duty.covers(&ticket.path))
            };
            let clear = above.iter().filter(holds).filter(|one| !ticket.bars(one, action));
            let found: Vec<AccountId> =
                clear.filter_map(|one| one.who.account()).filter(|id| fits(role, *id)).collect();
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }
}
