//! `listOutages`: those on the estates where one lives or works.

use access::{Action, scope};
use actix_web::get;
use kernel::{Code, EstateId};
use persistence::{
    outage::{OutageFilter, outages},
    place::estate_by_id,
};
use serde::Deserialize;
use ticket::OutageState;
use utoipa::IntoParams;

use super::view::{OutageView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page},
    place::{spanned, within},
};

/// Which outages, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Those on an estate.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    state: Option<OutageState>,
    /// `true`: only those under way now.
    active: Option<bool>,
}

/// List the outages on the estates where one lives or works, newest first.
#[utoipa::path(tag = "outages", operation_id = "listOutages", params(Filter, PageParams),
    responses((status = 200, body = Page<OutageView>)))]
#[get("/v1/outages")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let mut terms = scope(&ctx.actor, Action::OutageRead);
    if terms.is_empty() {
        return Err(Code::Forbidden.into());
    }
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let mut narrowed = OutageFilter {
        state: filter.state,
        estate: None,
        active_at: filter.active.filter(|active| *active).map(|_| ctx.now),
    };
    if let Some(id) = filter.estate_id {
        match estate_by_id(ctx.reader(), id).await? {
            Some(estate) => {
                narrowed.estate = Some(estate.key);
                terms = within(&terms, &estate);
            }
            None => return paging.nothing::<OutageView>(&ctx),
        }
    }
    spanned(&terms)?;
    let read = async |after, limit| outages(ctx.reader(), &terms, &narrowed, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let views = views(&ctx, ctx.reader(), &rows).await?;
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
