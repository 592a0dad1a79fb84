//! The filters of `listTickets` as they stand in a query, and what they mean.

use access::ScopePath;
use chrono::{DateTime, FixedOffset};
use kernel::{AreaId, CategoryId, Code, EstateId, Fault, FieldError, Refusal, TicketNumber};
use persistence::{
    place::{area_by_id, estate_by_id},
    ticket::{Filter, Order, Place},
};
use serde::Deserialize;
use ticket::{Kind, Priority, State};
use utoipa::{IntoParams, ToSchema};

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

/// What is counted besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Include {
    Count,
}

/// Which tickets, and which page.
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
    /// Only those that the caller reported or filed.
    mine: Option<bool>,
    /// Only those that the caller handles, helps with, or was sent.
    assigned_to_me: Option<bool>,
    /// Only open ones, or only those at an end.
    open: Option<bool>,
    /// Created at this moment or later.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40)]
    created_from: Option<DateTime<FixedOffset>>,
    /// Created before this moment.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40)]
    created_to: Option<DateTime<FixedOffset>>,
    /// The number of one ticket.
    #[param(max_length = 19)]
    number: Option<String>,
    #[param(inline)]
    order: Option<Sorting>,
    #[param(inline)]
    include: Option<Include>,
    /// Items a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub(super) limit: Option<i64>,
    /// The `next` of the page before.
    #[param(max_length = 200)]
    pub(super) after: Option<String>,
}

impl ListParams {
    pub(super) fn order(&self) -> Order {
        match self.order.unwrap_or_default() {
            Sorting::Created => Order::Newest,
            Sorting::Updated => Order::Updated,
        }
    }

    pub(super) fn count(&self) -> bool {
        self.include == Some(Include::Count)
    }

    /// A place that does not exist is a list without items: nobody learns what exists.
    pub(super) async fn filter(&self, ctx: &Ctx) -> Result<Option<Filter>, Problem> {
        let place = match (self.area_id, self.estate_id) {
            (None, None) => None,
            (_, Some(id)) => match estate_by_id(ctx.reader(), id).await? {
                Some(estate) => Some(Place::Estate { key: estate.key, path: estate.path }),
                None => return Ok(None),
            },
            (Some(id), None) => match area_by_id(ctx.reader(), id).await? {
                Some(area) => {
                    Some(Place::Area { level: area.level, key: area.key, path: area.path })
                }
                None => return Ok(None),
            },
        };
        if let (Some(id), Some(Place::Estate { path, .. })) = (self.area_id, place)
            && !lies_in(ctx, path, id).await?
        {
            return Ok(None);
        }
        Ok(Some(Filter {
            place,
            states: self.states()?,
            open: self.open,
            category: self.category_id,
            kind: self.kind,
            priority: self.priority,
            mine: self.mine.filter(|mine| *mine).map(|_| ctx.actor.who.id()),
            assigned: self.assigned_to_me == Some(true),
            created_from: self.created_from.map(|at| at.to_utc()),
            created_to: self.created_to.map(|at| at.to_utc()),
            number: self.number(ctx)?,
        }))
    }

    fn states(&self) -> Result<Vec<State>, Refusal> {
        let words = self.state.iter().flat_map(|text| text.split(','));
        words.map(|word| word.parse().map_err(|_| wrong("state", Fault::Choice))).collect()
    }

    fn number(&self, ctx: &Ctx) -> Result<Option<(String, i32)>, Refusal> {
        let Some(number) = &self.number else { return Ok(None) };
        let number = number.to_ascii_uppercase();
        if !TicketNumber::is_valid(&number) {
            return Err(wrong("number", Fault::Format));
        }
        Ok(Some((number, ctx.app.offset.local_minus_utc())))
    }
}

async fn lies_in(ctx: &Ctx, path: ScopePath, area: AreaId) -> Result<bool, Problem> {
    let found = area_by_id(ctx.reader(), area).await?;
    Ok(found.is_some_and(|area| path.at(area.level) == Some(area.key)))
}

fn wrong(parameter: &str, fault: Fault) -> Refusal {
    Refusal::new(Code::MalformedRequest).with(FieldError::parameter(parameter, fault))
}
