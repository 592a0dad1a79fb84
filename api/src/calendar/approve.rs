//! `approveCalendarYear`: the second person puts a year in force.

use access::{Action, authorize};
use actix_web::post;
use calendar::YearState;
use kernel::{CalendarId, Refusal};
use persistence::calendar::{Kept, years};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{CalendarDetail, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Empty, Ids, Late, Problem},
};

/// The calendar and the year.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct YearPath {
    /// The id of the calendar.
    #[param(value_type = String, format = "uuid", max_length = 36)]
    id: CalendarId,
    #[param(minimum = 2000, maximum = 2199)]
    year: i32,
}

/// Approve the year that waits for it.
///
/// By someone other than who proposed it. It takes the place of what was in force for the year; deadlines that were
/// provisional for want of it are reckoned again, each with an entry in the history of its ticket.
#[utoipa::path(tag = "calendars", operation_id = "approveCalendarYear", params(YearPath), request_body = Empty,
    responses((status = 200, body = CalendarDetail, headers(("ETag" = String)))))]
#[post("/v1/calendars/{id}/years/{year}/approve")]
pub(crate) async fn approve(
    ctx: Ctx,
    path: Ids<YearPath>,
    body: Late<Empty>,
) -> Result<Answer, Problem> {
    let answer = ctx
        .write(async |tx| {
            let of = tx.hold_almanac(path.0.id).await?.ok_or_else(Refusal::missing)?;
            let all = years(tx, of.id).await?;
            let waits =
                |state| all.iter().find(|year| year.year == path.0.year && year.state == state);
            let year = waits(YearState::Proposed).or_else(|| waits(YearState::Approved));
            let permit = authorize(
                &ctx.actor,
                Action::YearApprove,
                &of.desk(year.and_then(|year| year.proposed_by)),
            )?;
            ctx.match_version(of.version, false)?;
            body.get()?;
            let done = of.approve(&permit, year.ok_or_else(Refusal::missing)?, ctx.now)?;
            tx.put_year(&done).await?;
            let years = years(tx, of.id).await?;
            answer(&ctx, tx, &Kept { almanac: done.after, years }).await
        })
        .await?;
    ctx.app.load_clockwork().await?;
    Ok(answer)
}
