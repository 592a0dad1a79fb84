//! `proposeCalendarYear`: a year put forward, for a second person to approve.

use access::{Action, Level, authorize};
use actix_web::post;
use calendar::{Almanac, DayRule, Hours, Proposal};
use kernel::{AreaId, CalendarId, Fault, Refusal};
use persistence::{
    Failure, Tx,
    calendar::{Kept, almanac_of_area, years},
    place::area_by_id,
};
use place::Area;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::view::{CalendarDetail, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Id, IdPath, Problem},
    place::ensure_duty,
};

/// A year of a calendar, with the document that it comes from.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "year": 2027, "days": [{"date": "2027-01-01", "kind": "off", "name": "元旦"}],
    "source_no": "国办发明电〔2026〕1号", "source_url": "https://www.gov.cn/zhengce/"
}))]
pub(crate) struct YearBody {
    #[schema(minimum = 2000, maximum = 2199)]
    year: i32,
    /// The dates of the year that are not as their weekday says.
    #[schema(max_items = 366)]
    days: Vec<DayRule>,
    /// What the week of the calendar becomes with the approval; not given: it stays.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    hours: Option<Hours>,
    /// The number of the document.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    source_no: String,
    #[validate(length(min = 1, max = 500), custom(function = check_url))]
    #[schema(min_length = 1, max_length = 500, pattern = "^https?://[^ ]+$")]
    source_url: String,
    /// A district, street or community: the year is then one of that area's own calendar (值班安排、台风停工), which
    /// lies over this one and is begun with its first proposal.
    #[serde(default)]
    area_id: Option<AreaId>,
}

fn check_url(text: &str) -> Result<(), ValidationError> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let good = rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace));
    if good { Ok(()) } else { Err(ValidationError::new("format")) }
}

/// Propose a year of a calendar.
///
/// It takes the place of an earlier proposal for the year, and counts once someone else has approved it. The calendar
/// of everywhere is changed by the officers of a district and administrators of everything, that of an area by those
/// whose duty covers the area.
#[utoipa::path(tag = "calendars", operation_id = "proposeCalendarYear", params(IdPath), request_body = YearBody,
    responses((status = 201, body = CalendarDetail, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/calendars/{id}/years")]
pub(crate) async fn propose(
    ctx: Ctx,
    id: Id<CalendarId>,
    body: Body<YearBody>,
) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::YearPropose)?;
    let told = &body.0;
    ctx.write(async |tx| {
        let named = tx.hold_almanac(id.0).await?.ok_or_else(Refusal::missing)?;
        let of = match told.area_id {
            None => named,
            Some(area) => of_area(&ctx, tx, &named, area).await?,
        };
        let permit = authorize(&ctx.actor, Action::YearPropose, &of.desk(None))?;
        let number = tx.next_year_number(of.id).await?;
        let proposal = Proposal {
            year: told.year,
            days: told.days.clone(),
            hours: told.hours.clone(),
            source_no: told.source_no.clone(),
            source_url: told.source_url.clone(),
        };
        let done = of.propose(&permit, proposal, number, ctx.now)?;
        if of.version == 0 {
            tx.create_almanac(&of).await?;
        }
        tx.put_year(&done).await?;
        let years = years(tx, of.id).await?;
        let location = format!("/v1/calendars/{}", of.id);
        Ok(answer(&ctx, tx, &Kept { almanac: done.after, years }).await?.at(location))
    })
    .await
}

/// The calendar of the area; a new one, of version 0, where it has none.
async fn of_area(ctx: &Ctx, tx: &Tx, over: &Almanac, id: AreaId) -> Result<Almanac, Failure> {
    let area = area_by_id(tx, id).await?;
    let area = area.ok_or_else(|| Refusal::field("area_id", Fault::NotFound))?;
    let known = almanac_of_area(tx, area.key).await?;
    let fits = match &known {
        Some(known) => known.parent_id == Some(over.id),
        None => lies_in(&area, over),
    };
    if !fits {
        return Err(Refusal::field("area_id", Fault::NotAllowed).into());
    }
    Ok(known.unwrap_or_else(|| Almanac {
        id: ctx.id(),
        parent_id: Some(over.id),
        name: area.name.clone(),
        zone: over.zone.clone(),
        hours: None,
        path: area.path,
        version: 0,
        updated_at: ctx.now,
    }))
}

/// Whether the area can have a calendar over this one: inside its area and not that area itself.
fn lies_in(area: &Area, over: &Almanac) -> bool {
    let levels = [Level::District, Level::Street, Level::Community];
    let inside = levels
        .into_iter()
        .all(|level| over.path.at(level).is_none_or(|key| area.path.at(level) == Some(key)));
    area.level != Level::Grid && inside && area.path != over.path
}
