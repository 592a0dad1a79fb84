//! `listCalendars`: the calendar of everywhere, and those of areas.

use access::{Action, ScopePath, authorize};
use actix_web::get;
use calendar::Desk;
use persistence::calendar::{Kept, almanacs, years};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{CalendarView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Page, Paging, Params, Problem, page_of},
    place::Lookup,
};

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Items a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<i64>,
    /// The `next` of the page before.
    #[param(max_length = 200)]
    after: Option<String>,
}

/// List the calendars, newest first; that of everywhere is the last.
#[utoipa::path(tag = "calendars", operation_id = "listCalendars", params(Filter),
    responses((status = 200, body = Page<CalendarView>)))]
#[get("/v1/calendars")]
pub(crate) async fn list(ctx: Ctx, filter: Params<Filter>) -> Result<Answer, Problem> {
    let everywhere = Desk { path: ScopePath::default(), proposed_by: None };
    authorize(&ctx.actor, Action::CalendarRead, &everywhere)?;
    let paging = Paging::of(&ctx, filter.0.limit, filter.0.after.as_deref())?;
    let after = paging.after_id()?.map(Into::into);
    let mut found = almanacs(ctx.reader(), after, paging.size.with_lookahead()).await?;
    let more = found.len() > paging.size.rows();
    found.truncate(paging.size.rows());
    let next = found.last().filter(|_| more).map(|last| last.id.0.as_bytes().to_vec());
    let (mut items, mut known) = (Vec::new(), Lookup::default());
    for almanac in found {
        let years = years(ctx.reader(), almanac.id).await?;
        items.push(view(&ctx, ctx.reader(), &Kept { almanac, years }, &mut known).await?);
    }
    page_of(&ctx, items, next, None)
}
