//! The filters of `listTickets` as they stand in a query, and what they mean.

use access::ScopePath;
use chrono::{DateTime, FixedOffset, NaiveDate};
use kernel::{
    AreaId, CategoryId, EstateId, Fault, OutageId, Refusal, TicketId, TicketNumber, search::Query,
};
use persistence::{
    outage::outage_by_id,
    place::{area_by_id, estate_by_id},
    ticket::{Filter, Order, Place, by_client_ref},
};
use serde::Deserialize;
use ticket::{Channel, Kind, Priority, State};
use utoipa::{IntoParams, ToSchema};

use super::degrees::bounds;
use crate::{ctx::Ctx, http::Problem};

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sorting {
    /// The newest.
    #[default]
    Created,
    /// The last change; only with `estate_id`, `mine` or `assigned_to_me`.
    Updated,
}

/// Which tickets, and in which order.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParams {
    /// Those in an area of any level.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    /// Those of an estate.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    /// One state, or several parted by commas.
    #[param(max_length = 100, pattern = "^[a-z_]+(,[a-z_]+)*$", example = "submitted,dispatched")]
    state: Option<String>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    category_id: Option<CategoryId>,
    kind: Option<Kind>,
    priority: Option<Priority>,
    channel: Option<Channel>,
    /// Raised at a meeting of this day.
    #[param(value_type = Option<String>, format = "date", max_length = 10)]
    meeting_on: Option<NaiveDate>,
    /// Only those that the caller reported or filed.
    mine: Option<bool>,
    /// Only those that the caller handles, helps with, or was sent.
    assigned_to_me: Option<bool>,
    /// Only open ones, or only those at an end.
    open: Option<bool>,
    /// About an announced outage.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    outage_id: Option<OutageId>,
    /// Only those that the watchdog found stuck in a hand-over: not dispatched, not accepted, not ruled on, or not come
    /// to, in time.
    stuck: Option<bool>,
    /// Created at this moment or later.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40)]
    created_from: Option<DateTime<FixedOffset>>,
    /// Created before this moment.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40)]
    created_to: Option<DateTime<FixedOffset>>,
    /// The number of one ticket.
    #[param(max_length = 19)]
    number: Option<String>,
    /// The one that the caller filed with this `client_ref`.
    #[param(min_length = 1, max_length = 100, example = "12345-0007")]
    client_ref: Option<String>,
    /// Words in the description or a result, parted by spaces, every one of which is found; or a ticket's number.
    /// Newest first alone.
    #[param(min_length = 1, max_length = 100, example = "电梯 异响")]
    q: Option<String>,
    /// Located in a box: west, south, east, north in WGS-84 degrees.
    #[param(
        max_length = 60,
        pattern = r"^-?[0-9.]+(,-?[0-9.]+){3}$",
        example = "114.05,22.50,114.30,22.75"
    )]
    bbox: Option<String>,
    #[param(inline)]
    order: Option<Sorting>,
}

impl ListParams {
    pub(crate) fn order(&self) -> Order {
        match self.order.unwrap_or_default() {
            // One ticket has no order.
            Sorting::Updated if self.client_ref.is_none() => Order::Updated,
            Sorting::Created | Sorting::Updated => Order::Newest,
        }
    }

    /// A place that does not exist is a list without items: nobody learns what exists.
    pub(crate) async fn filter(&self, ctx: &Ctx) -> Result<Option<Filter>, Problem> {
        let named = self.area_id.is_some() || self.estate_id.is_some() || self.outage_id.is_some();
        let place = self.place(ctx).await?;
        if named && place.is_none() {
            return Ok(None);
        }
        if let (Some(id), Some(Place::Estate { path, .. })) = (self.area_id, place)
            && !lies_in(ctx, path, id).await?
        {
            return Ok(None);
        }
        let only = self.referenced(ctx).await?;
        if self.client_ref.is_some() && only.is_none() {
            return Ok(None);
        }
        let mine = self.mine == Some(true) || only.is_some();
        Ok(Some(Filter {
            place,
            states: self.states()?,
            open: self.open,
            category: self.category_id,
            kind: self.kind,
            priority: self.priority,
            channel: self.channel,
            meeting_on: self.meeting_on,
            mine: mine.then(|| ctx.actor.who.id()),
            assigned: self.assigned_to_me == Some(true),
            outage: self.outage_id,
            stuck: self.stuck == Some(true),
            created_from: self.created_from.map(|at| at.to_utc()),
            created_to: self.created_to.map(|at| at.to_utc()),
            number: self.number(ctx)?,
            text: self.text()?,
            area_on_earth: self.bbox.as_deref().map(bounds).transpose()?,
            only,
        }))
    }

    /// The ticket that the caller filed with the reference.
    async fn referenced(&self, ctx: &Ctx) -> Result<Option<TicketId>, Problem> {
        let Some(reference) = &self.client_ref else { return Ok(None) };
        if !(1..=100).contains(&reference.chars().count()) {
            return Err(Refusal::malformed("client_ref", Fault::Length).into());
        }
        let found = by_client_ref(ctx.reader(), ctx.actor.who.id(), reference).await?;
        Ok(found.map(|(id, _)| id))
    }

    /// The narrowest place that is named; the tickets about an outage lie on its estate.
    async fn place(&self, ctx: &Ctx) -> Result<Option<Place>, Problem> {
        let reader = ctx.reader();
        if let Some(id) = self.estate_id {
            let found = estate_by_id(reader, id).await?;
            return Ok(found.map(|one| Place::Estate { key: one.key, path: one.path }));
        }
        if let Some(id) = self.outage_id {
            let found = outage_by_id(reader, id).await?.map(|one| one.path);
            return Ok(found.and_then(|path| Some(Place::Estate { key: path.estate?, path })));
        }
        let Some(id) = self.area_id else { return Ok(None) };
        let found = area_by_id(reader, id).await?;
        Ok(found.map(|one| Place::Area { level: one.level, key: one.key, path: one.path }))
    }

    /// A number in `q` is looked up as one.
    fn asked_number(&self) -> Option<String> {
        let asked = self.q.as_deref()?.trim().to_ascii_uppercase();
        TicketNumber::is_valid(&asked).then_some(asked)
    }

    fn text(&self) -> Result<Option<Query>, Refusal> {
        let Some(text) = self.q.as_deref().filter(|_| self.asked_number().is_none()) else {
            return Ok(None);
        };
        if text.chars().count() > 100 || self.order == Some(Sorting::Updated) {
            return Err(Refusal::malformed("q", Fault::NotAllowed));
        }
        Query::read(text).map(Some).ok_or_else(|| Refusal::malformed("q", Fault::Format))
    }

    fn states(&self) -> Result<Vec<State>, Refusal> {
        let words = self.state.iter().flat_map(|text| text.split(','));
        words
            .map(|word| word.parse().map_err(|_| Refusal::malformed("state", Fault::Choice)))
            .collect()
    }

    fn number(&self, ctx: &Ctx) -> Result<Option<(String, i32)>, Refusal> {
        let asked = match (&self.number, self.asked_number()) {
            (Some(number), _) if !TicketNumber::is_valid(&number.to_ascii_uppercase()) => {
                return Err(Refusal::malformed("number", Fault::Format));
            }
            (Some(number), _) => Some(number.to_ascii_uppercase()),
            (None, asked) => asked,
        };
        let Some(number) = asked else { return Ok(None) };
        Ok(Some((number, ctx.app.offset.local_minus_utc())))
    }
}

async fn lies_in(ctx: &Ctx, path: ScopePath, area: AreaId) -> Result<bool, Problem> {
    let found = area_by_id(ctx.reader(), area).await?;
    Ok(found.is_some_and(|area| path.at(area.level) == Some(area.key)))
}
