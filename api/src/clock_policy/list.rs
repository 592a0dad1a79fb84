//! `listClockPolicies`: how much time there is for what.

use access::{Action, ScopePath, authorize};
use actix_web::get;
use calendar::Desk;
use persistence::clock::policies;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{ClockPolicyView, view};
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

/// List the policies of clocks, newest first.
///
/// Of those that fit a ticket the narrowest holds: the category counts most, then the area, the kind and the
/// priority. Where none fits, the usual limits of the house hold.
#[utoipa::path(tag = "calendars", operation_id = "listClockPolicies", params(Filter),
    responses((status = 200, body = Page<ClockPolicyView>)))]
#[get("/v1/clock-policies")]
pub(crate) async fn list(ctx: Ctx, filter: Params<Filter>) -> Result<Answer, Problem> {
    let everywhere = Desk { path: ScopePath::default(), proposed_by: None };
    authorize(&ctx.actor, Action::ClockPolicyRead, &everywhere)?;
    let paging = Paging::of(&ctx, filter.0.limit, filter.0.after.as_deref())?;
    let after = paging.after_id()?.map(Into::into);
    let mut found = policies(ctx.reader(), after, paging.size.with_lookahead()).await?;
    let more = found.len() > paging.size.rows();
    found.truncate(paging.size.rows());
    let next = found.last().filter(|_| more).map(|last| last.id.0.as_bytes().to_vec());
    let (mut items, mut known) = (Vec::new(), Lookup::default());
    for policy in &found {
        items.push(view(&ctx, ctx.reader(), policy, &mut known).await?);
    }
    page_of(&ctx, items, next, None)
}
