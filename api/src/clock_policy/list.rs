//! `listClockPolicies`: how much time there is for what.

use access::{Action, ScopePath, authorize};
use actix_web::get;
use calendar::Desk;
use persistence::clock::policies;

use super::view::{ClockPolicyView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Page, PageParams, Params, Problem, page_of},
    place::Lookup,
};

/// List the policies of clocks, newest first.
///
/// Of those that fit a ticket the narrowest holds: the category counts most, then the area, the kind and the
/// priority. Where none fits, the usual limits of the house hold.
#[utoipa::path(tag = "calendars", operation_id = "listClockPolicies", params(PageParams),
    responses((status = 200, body = Page<ClockPolicyView>)))]
#[get("/v1/clock-policies")]
pub(crate) async fn list(ctx: Ctx, asked: Params<PageParams>) -> Result<Answer, Problem> {
    let everywhere = Desk { path: ScopePath::default(), proposed_by: None };
    authorize(&ctx.actor, Action::ClockPolicyRead, &everywhere)?;
    let mut paging = asked.0.paging(&ctx)?;
    let after = paging.after_id()?.map(Into::into);
    let found =
        paging.rows(after, async |after, limit| policies(ctx.reader(), after, limit).await).await?;
    let (shown, next) = paging.cut(&found, |last| last.id.0.as_bytes().to_vec());
    let (mut items, mut known) = (Vec::new(), Lookup::default());
    for policy in shown {
        items.push(view(&ctx, ctx.reader(), policy, &mut known).await?);
    }
    page_of(&ctx, items, next, paging.count)
}
