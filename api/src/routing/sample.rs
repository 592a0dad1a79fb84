//! What rules are tried on: tickets that might come in, and known ones as they came in.

use access::{Action, Actor, authorize};
use chrono::{DateTime, FixedOffset};
use kernel::{BuildingId, CategoryId, EstateId, Fault, Moment, Refusal, TicketId};
use persistence::{
    Failure,
    ticket::{Filing, Known, category, load_for, site},
};
use place::At;
use serde::{Deserialize, Serialize};
use ticket::{Channel, Kind, Opening, Priority, Sample, Ticket, as_new};
use utoipa::ToSchema;
use validator::Validate;

use crate::ctx::Ctx;

/// A known ticket, or one that might come in.
#[derive(Debug, Clone, Default, Deserialize, Serialize, Validate, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SampleBody {
    /// A ticket that the caller may read, under the heading that it has now, as if it came in when it did. Nothing else
    /// is given then.
    ticket_id: Option<TicketId>,
    estate_id: Option<EstateId>,
    category_id: Option<CategoryId>,
    building_id: Option<BuildingId>,
    /// The category's default when not given.
    kind: Option<Kind>,
    /// `normal` when not given.
    priority: Option<Priority>,
    /// `resident` when not given.
    channel: Option<Channel>,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    description: Option<String>,
    /// When it comes in: now when not given.
    at: Option<DateTime<FixedOffset>>,
}

/// A ticket that rules are tried on.
pub(super) struct Tried {
    pub(super) known: Option<TicketId>,
    pub(super) ticket: Ticket,
    pub(super) above: Option<CategoryId>,
    pub(super) at: Moment,
}

impl SampleBody {
    pub(super) async fn read(&self, ctx: &Ctx) -> Result<Tried, Failure> {
        match self.ticket_id {
            Some(id) => self.known(ctx, id).await,
            None => self.thought_of(ctx).await,
        }
    }

    async fn known(&self, ctx: &Ctx, id: TicketId) -> Result<Tried, Failure> {
        let told = [
            ("estate_id", self.estate_id.is_some()),
            ("category_id", self.category_id.is_some()),
            ("building_id", self.building_id.is_some()),
            ("kind", self.kind.is_some()),
            ("priority", self.priority.is_some()),
            ("channel", self.channel.is_some()),
            ("description", self.description.is_some()),
            ("at", self.at.is_some()),
        ];
        if let Some((field, _)) = told.iter().find(|(_, told)| *told) {
            return Err(Refusal::field(field, Fault::NotAllowed).into());
        }
        let missing = || Refusal::field("ticket_id", Fault::NotFound);
        let found = load_for(ctx.reader(), id, &ctx.actor, ctx.today(), ctx.now).await?;
        let found = found.ok_or_else(missing)?;
        authorize(&ctx.actor, Action::TicketRead, &found).map_err(|_| missing())?;
        authorize(&ctx.actor, Action::RoutingTry, &At::open(found.path))?;
        let heading = category(ctx.reader(), found.category_id).await?;
        let above = heading.and_then(|category| category.parent_id);
        Ok(Tried { known: Some(id), ticket: as_new(&found), above, at: found.created_at() })
    }

    async fn thought_of(&self, ctx: &Ctx) -> Result<Tried, Failure> {
        let needed = |field| Refusal::field(field, Fault::Required);
        let missing = |field| Refusal::field(field, Fault::NotFound);
        let filing = Filing {
            estate: self.estate_id.ok_or_else(|| needed("estate_id"))?,
            category: self.category_id.ok_or_else(|| needed("category_id"))?,
            premises: None,
            building: self.building_id,
        };
        let description = self.description.clone().ok_or_else(|| needed("description"))?;
        let found = site(ctx.reader(), filing, (ctx.today(), ctx.now)).await?;
        let Known { site, category, .. } = found.ok_or_else(|| missing("estate_id"))?;
        authorize(&ctx.actor, Action::RoutingTry, &At::open(site.path))?;
        let category = category.ok_or_else(|| missing("category_id"))?;
        let (above, at) = (category.parent_id, self.at.map_or(ctx.now, |at| at.to_utc()));
        let opening = Opening { path: site.path, on_behalf: false };
        let permit = authorize(&Actor::system(), Action::Submit, &opening)?;
        let (kind, priority) = (self.kind, self.priority);
        let channel = self.channel.unwrap_or(Channel::Resident);
        let sample = Sample { site, category, kind, priority, channel, description };
        let ticket = sample.ticket(&permit, ctx.id(), ctx.now)?;
        Ok(Tried { known: None, ticket, above, at })
    }
}
