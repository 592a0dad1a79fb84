//! `listSheets`: the sheets of a scope.

use access::Action;
use actix_web::get;
use kernel::{AreaId, CycleId, EstateId, OrganizationId};
use persistence::{
    StoreError,
    place::{area_by_id, estate_by_id},
    rating::{SheetFilter, sheets},
};
use rating::cycle::{SheetEvaluator, SheetState};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{SheetView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page},
    place::terms,
};

/// Which sheets, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    cycle_id: Option<CycleId>,
    /// Those of estates of an area.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    enterprise_id: Option<OrganizationId>,
    evaluator: Option<SheetEvaluator>,
    state: Option<SheetState>,
}

/// List the rating sheets of one's scope, newest first.
///
/// An enterprise sees its own reports, everyone else those of their places.
#[utoipa::path(tag = "ratings", operation_id = "listSheets", params(Filter, PageParams),
    responses((status = 200, body = Page<SheetView>)))]
#[get("/v1/sheets")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let terms = terms(&ctx.actor, Action::SheetRead)?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let Some(narrowed) = narrowed(&ctx, &filter).await? else {
        return paging.nothing::<SheetView>(&ctx);
    };
    let read = async |after, limit| sheets(ctx.reader(), &terms, &narrowed, (after, limit)).await;
    let rows = paging.rows(after, read).await?;
    let views = views(&ctx, ctx.reader(), &rows).await?;
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}

/// `None` where the area or the estate is unknown.
async fn narrowed(ctx: &Ctx, filter: &Filter) -> Result<Option<SheetFilter>, StoreError> {
    let mut narrowed = SheetFilter {
        cycle: filter.cycle_id,
        enterprise: filter.enterprise_id,
        evaluator: filter.evaluator,
        state: filter.state,
        ..SheetFilter::default()
    };
    if let Some(id) = filter.area_id {
        let Some(area) = area_by_id(ctx.reader(), id).await? else { return Ok(None) };
        narrowed.within = Some((area.level, area.key));
    }
    if let Some(id) = filter.estate_id {
        let Some(estate) = estate_by_id(ctx.reader(), id).await? else { return Ok(None) };
        narrowed.estate = Some(estate.key);
    }
    Ok(Some(narrowed))
}
