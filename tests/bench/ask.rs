//! What is read: over HTTP as a path, and straight as the same queries in the same order.

use access::{Action, Actor, scope};
use api::app::App;
use chrono::SecondsFormat;
use kernel::{AccountId, AreaId, EstateId, Moment, TicketId, search::Query};
use persistence::{
    feed::changes,
    identity::{Standing, actor_of_account},
    place::{area_by_id, estate_by_id},
    ticket::{Filter, Found, Order, Page, Place, list, load_for, settle},
};
use ticket::State;

use crate::{Fault, direct::answered};

/// One question.
#[derive(Debug, Clone)]
pub(crate) enum Ask {
    /// The only one without SQL.
    Health,
    Ready,
    Get(TicketId),
    List(Listing),
    /// The changes after a position.
    Changes(i64),
}

/// Changes in one answer of the feed.
pub(crate) const CHANGES: usize = 100;

/// A page of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listing {
    pub(crate) spot: Spot,
    pub(crate) state: Option<State>,
    pub(crate) order: Order,
    /// Only what was created before, which is as deep as a cursor goes.
    pub(crate) before: Option<Moment>,
    /// Only what holds this text.
    pub(crate) text: Option<&'static str>,
}

/// The place that a list is of.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Spot {
    Area(AreaId),
    Estate(EstateId),
}

impl Ask {
    pub(crate) fn path(&self) -> String {
        match self {
            Self::Health => "/healthz".to_owned(),
            Self::Ready => "/readyz".to_owned(),
            Self::Get(id) => format!("/v1/tickets/{id}"),
            Self::List(listing) => listing.path(),
            Self::Changes(after) => format!("/v1/events?after={after}&limit={CHANGES}"),
        }
    }

    pub(crate) async fn straight(&self, app: &App, who: AccountId) -> Result<(), Fault> {
        match self {
            Self::Health => {}
            Self::Ready => {
                persistence::identity::is_empty(app.store.reader()).await?;
            }
            Self::Get(id) => {
                let (now, reader) = (app.clock.now(), app.store.reader());
                let actor = actor(app, who, now).await?;
                let found = load_for(reader, *id, &actor, app.today(now), now).await?;
                answered(reader, &[found.ok_or("no such ticket")?]).await?;
            }
            Self::List(listing) => {
                listing.straight(app, who).await?;
            }
            Self::Changes(after) => {
                let actor = actor(app, who, app.clock.now()).await?;
                changes(app.store.reader(), &actor, &[], *after, CHANGES).await?;
            }
        }
        Ok(())
    }
}

impl Listing {
    fn path(&self) -> String {
        let mut path = match self.spot {
            Spot::Area(id) => format!("/v1/tickets?area_id={id}"),
            Spot::Estate(id) => format!("/v1/tickets?estate_id={id}"),
        };
        if let Some(state) = self.state {
            path.push_str(&format!("&state={state}"));
        }
        if self.order == Order::Updated {
            path.push_str("&order=updated");
        }
        if let Some(before) = self.before {
            let before = before.to_rfc3339_opts(SecondsFormat::Millis, true);
            path.push_str(&format!("&created_to={before}"));
        }
        if let Some(text) = self.text {
            let text: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
            path.push_str(&format!("&q={text}"));
        }
        path
    }

    pub(crate) async fn straight(&self, app: &App, who: AccountId) -> Result<Found, Fault> {
        let (now, reader) = (app.clock.now(), app.store.reader());
        let actor = actor(app, who, now).await?;
        let place = match self.spot {
            Spot::Area(id) => area_by_id(reader, id).await?.map(|area| Place::Area {
                level: area.level,
                key: area.key,
                path: area.path,
            }),
            Spot::Estate(id) => estate_by_id(reader, id)
                .await?
                .map(|estate| Place::Estate { key: estate.key, path: estate.path }),
        };
        let filter = Filter {
            place: Some(place.ok_or("no such place")?),
            states: self.state.into_iter().collect(),
            created_to: self.before,
            text: self.text.and_then(Query::read),
            ..Filter::default()
        };
        let terms = scope(&actor, Action::TicketRead);
        let page = Page { order: self.order, ..Page::default() };
        let mut found = list(reader, &terms, &filter, page, app.today(now)).await?;
        settle(reader, &mut found.tickets, &actor, now).await?;
        crate::direct::names(reader, &found.tickets).await?;
        Ok(found)
    }
}

/// What every request reads first.
pub(crate) async fn actor(app: &App, who: AccountId, now: Moment) -> Result<Actor, Fault> {
    match actor_of_account(app.store.reader(), who, now, app.today(now)).await? {
        Standing::Active(actor) => Ok(actor),
        Standing::Disabled | Standing::Unknown => Err("the account is not there".into()),
    }
}
