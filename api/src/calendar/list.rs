//! `listCalendars`: the calendar of everywhere, and those of areas.

use access::{Action, ScopePath, authorize};
use actix_web::get;
use calendar::Desk;
use persistence::calendar::{Kept, almanacs, years};

use super::view::{CalendarView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Page, PageParams, Params, Problem, page_of},
    place::Lookup,
};

/// List the calendars, newest first; that of everywhere is the last.
#[utoipa::path(tag = "calendars", operation_id = "listCalendars", params(PageParams),
    responses((status = 200, body = Page<CalendarView>)))]
#[get("/v1/calendars")]
pub(crate) async fn list(ctx: Ctx, asked: Params<PageParams>) -> Result<Answer, Problem> {
    let everywhere = Desk { path: ScopePath::default(), proposed_by: None };
    authorize(&ctx.actor, Action::CalendarRead, &everywhere)?;
    let mut paging = asked.0.paging(&ctx)?;
    let after = paging.after_id()?.map(Into::into);
    let found =
        paging.rows(after, async |after, limit| almanacs(ctx.reader(), after, limit).await).await?;
    let (shown, next) = paging.cut(&found, |last| last.id.0.as_bytes().to_vec());
    let (mut items, mut known) = (Vec::new(), Lookup::default());
    for almanac in shown.iter().cloned() {
        let years = years(ctx.reader(), almanac.id).await?;
        items.push(view(&ctx, ctx.reader(), &Kept { almanac, years }, &mut known).await?);
    }
    page_of(&ctx, items, next, paging.count)
}
