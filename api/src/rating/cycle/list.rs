//! `listCycles`: the rating cycles, newest first.

use access::{Action, authorize};
use actix_web::get;
use kernel::AreaId;
use persistence::rating::{CycleFilter, cycles};
use rating::cycle::{CycleDesk, CycleKind, CycleState};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{CycleView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page},
    rating::narrow::within,
};

/// Which cycles, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Those of a district and its streets, or of a street.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    kind: Option<CycleKind>,
    state: Option<CycleState>,
}

/// List the rating cycles, newest first.
#[utoipa::path(tag = "ratings", operation_id = "listCycles", params(Filter, PageParams),
    responses((status = 200, body = Page<CycleView>)))]
#[get("/v1/cycles")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    authorize(&ctx.actor, Action::CycleRead, &CycleDesk::default())?;
    let Both(Filter { area_id, kind, state }, part) = params;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let Some(within) = within(ctx.reader(), area_id).await? else {
        return paging.nothing::<CycleView>(&ctx);
    };
    let filter = CycleFilter { within, kind, state };
    let read = async |after, limit| cycles(ctx.reader(), filter, (after, limit)).await;
    let rows = paging.rows(after, read).await?;
    let views = views(&ctx, ctx.reader(), &rows).await?;
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
