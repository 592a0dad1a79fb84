//! `getCalendar`: one calendar with its years.

use access::{Action, authorize};
use actix_web::get;
use kernel::{CalendarId, Code};
use persistence::calendar::{Kept, almanac, years};

use super::view::{CalendarDetail, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Read a calendar with its years and the documents that they come from.
#[utoipa::path(tag = "calendars", operation_id = "getCalendar", params(IdPath),
    responses((status = 200, body = CalendarDetail, headers(("ETag" = String)))))]
#[get("/v1/calendars/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<CalendarId>) -> Result<Answer, Problem> {
    let almanac = almanac(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::CalendarRead, &almanac.desk(None))?;
    let years = years(ctx.reader(), id.0).await?;
    Ok(answer(&ctx, ctx.reader(), &Kept { almanac, years }).await?)
}
