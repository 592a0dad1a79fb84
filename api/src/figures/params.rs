//! What `getTicketFigures` is asked, and what of it the caller may ask.

use access::{Action, Level, Reach, Term, authorize, scope};
use chrono::NaiveDate;
use kernel::{AreaId, CategoryId, Code, EstateId, Fault, OrganizationId};
use persistence::{
    place::{area_by_id, area_by_key, estate_by_id, estate_by_key},
    ticket::{Grouping, Of, Question},
};
use place::{Area, Estate};
use serde::Deserialize;
use ticket::{Sought, Span, Whole};
use utoipa::IntoParams;

use super::time::{LONGEST, days, whole_at, whole_months, wrong};
use crate::{ctx::Ctx, http::Problem};

/// Days that one answer can be parted into.
const MOST_DAYS: i32 = 366;

kernel::words! {
    /// What the figures are parted by.
    By {
        Day = "day", "按日", "day";
        Month = "month", "按月", "month";
        Area = "area", "按下级区域", "the areas, or estates, of the area";
        Organization = "organization", "按单位", "enterprise or department";
        Category = "category", "按类别", "category";
    }
}

/// Of what, and of which time.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FigureParams {
    /// Filed in a district, street or community. Where neither it nor `estate_id` is given: the widest of the caller's own.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    /// Filed on an estate.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    /// In the hands of an enterprise or a department, or last in its hands.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    pub(super) organization_id: Option<OrganizationId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    pub(super) category_id: Option<CategoryId>,
    /// Filed on this day or later; the first day of the month eleven months ago where not given.
    #[param(value_type = Option<String>, format = Date, max_length = 10)]
    from: Option<NaiveDate>,
    /// Filed on this day or before; today where not given.
    #[param(value_type = Option<String>, format = Date, max_length = 10)]
    to: Option<NaiveDate>,
    /// Not parted where not given. Days are not kept by category, nor by organisation within a place.
    #[param(inline)]
    pub(super) by: Option<By>,
}

/// The place that was named, or that is the caller's.
#[derive(Debug, Clone)]
pub(super) enum Spot {
    Area(Area),
    Estate(Estate),
    Organization,
    Everything,
}

impl FigureParams {
    /// The spot with the organisation, once it is known that the caller may ask for them.
    pub(super) async fn spot(&self, ctx: &Ctx) -> Result<(Spot, Option<OrganizationId>), Problem> {
        let terms = scope(&ctx.actor, Action::FigureRead);
        if terms.is_empty() {
            return Err(Code::Forbidden.into());
        }
        let own = own(&terms);
        let organization = self.organization_id.or(own);
        let spot = match self.named(ctx).await? {
            Some(spot) => spot,
            None => self.unnamed(ctx, &terms, organization).await?,
        };
        let place = match &spot {
            Spot::Area(area) => Some(area.path),
            Spot::Estate(estate) => Some(estate.path),
            Spot::Organization | Spot::Everything => None,
        };
        authorize(&ctx.actor, Action::FigureRead, &Sought { place, organization })?;
        Ok((spot, organization))
    }

    async fn named(&self, ctx: &Ctx) -> Result<Option<Spot>, Problem> {
        if let Some(id) = self.estate_id {
            let estate = estate_by_id(ctx.reader(), id).await?;
            let estate = estate.ok_or_else(|| wrong("estate_id", Fault::NotFound))?;
            return Ok(Some(Spot::Estate(estate)));
        }
        let Some(id) = self.area_id else { return Ok(None) };
        let area = area_by_id(ctx.reader(), id).await?;
        let area = area.ok_or_else(|| wrong("area_id", Fault::NotFound))?;
        if whole(&area).is_none() {
            return Err(wrong("area_id", Fault::NotAllowed));
        }
        Ok(Some(Spot::Area(area)))
    }

    /// The widest place that is the caller's own; who has several of them names one.
    async fn unnamed(
        &self,
        ctx: &Ctx,
        terms: &[Term],
        organization: Option<OrganizationId>,
    ) -> Result<Spot, Problem> {
        let everywhere = ctx.actor.duties.iter().any(|duty| duty.reach == Reach::Everywhere);
        if everywhere && terms.contains(&Term::Everything) {
            return Ok(organization.map_or(Spot::Everything, |_| Spot::Organization));
        }
        let widest = terms.iter().filter_map(width).min();
        let mut widest = terms.iter().filter(|term| widest.is_some() && width(term) == widest);
        match (widest.next(), widest.next(), organization) {
            (None, _, Some(_)) => Ok(Spot::Organization),
            (Some(Term::Area { key, .. }), None, _) => {
                let area = area_by_key(ctx.reader(), *key).await?.ok_or(Code::Forbidden)?;
                if whole(&area).is_none() {
                    return Err(Code::FilterNeeded.into());
                }
                Ok(Spot::Area(area))
            }
            (Some(Term::Estate { key, .. }), None, _) => {
                let estate = estate_by_key(ctx.reader(), *key).await?;
                Ok(Spot::Estate(estate.ok_or(Code::Forbidden)?))
            }
            _ => Err(Code::FilterNeeded.into()),
        }
    }

    /// First and last day.
    pub(super) fn days(&self, ctx: &Ctx) -> Result<(i32, i32), Problem> {
        days(ctx, (self.from, self.to), if self.by == Some(By::Day) { MOST_DAYS } else { LONGEST })
    }

    pub(super) fn question(
        &self,
        ctx: &Ctx,
        spot: &Spot,
        organization: Option<OrganizationId>,
    ) -> Result<Question, Problem> {
        let of = match spot {
            Spot::Area(area) => whole(area).map(|whole| Of { whole, keys: vec![area.key] }),
            Spot::Estate(estate) => Some(Of { whole: Whole::Estate, keys: vec![estate.key] }),
            Spot::Organization => Some(Of { whole: Whole::Organization, keys: Vec::new() }),
            Spot::Everything => Some(Of { whole: Whole::Everything, keys: vec![0] }),
        };
        let of = of.ok_or_else(|| wrong("area_id", Fault::NotAllowed))?;
        let by = match self.by {
            None | Some(By::Area) => Grouping::Whole,
            Some(By::Day) => Grouping::Day,
            Some(By::Month) => Grouping::Month,
            Some(By::Organization) => Grouping::Organization,
            Some(By::Category) => Grouping::Category,
        };
        let days = self.days(ctx)?;
        Ok(Question { of, organization, category: self.category_id, days, by })
    }
}

/// Refuses what the counters cannot answer: parts of months where only months are kept.
pub(super) fn answerable(ctx: &Ctx, question: &Question) -> Result<(), Problem> {
    if question.span() == Span::Day {
        return Ok(());
    }
    if question.by == Grouping::Day {
        return Err(wrong("by", Fault::NotAllowed));
    }
    whole_months(ctx, question.days)
}

/// The wider, the less; none of what is no place.
fn width(term: &Term) -> Option<usize> {
    match term {
        Term::Area { level, .. } => Level::ALL.iter().position(|known| known == level),
        Term::Estate { .. } => Some(Level::ALL.len()),
        Term::Everything | Term::Party { .. } => None,
    }
}

/// The organisation of a caller whose duties are all of one.
fn own(terms: &[Term]) -> Option<OrganizationId> {
    match terms {
        [Term::Party { party, .. }] => Some(OrganizationId(*party)),
        _ => None,
    }
}

fn whole(area: &Area) -> Option<Whole> {
    whole_at(area.level)
}
