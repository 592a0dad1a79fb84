//! `listEstates`: the estates of an area.

use access::{Action, ScopePath, authorize};
use actix_web::get;
use kernel::AreaId;
use persistence::place::{EstateFilter, area_by_id, estates};
use place::{At, Management, Phase};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{EstateView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page},
    place::Lookup,
};

/// Which estates, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Those in an area of any level.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    phase: Option<Phase>,
    management: Option<Management>,
    /// Only the commons of communities, or only estates proper.
    commons: Option<bool>,
}

/// List the estates, newest first.
#[utoipa::path(tag = "places", operation_id = "listEstates", params(Filter, PageParams),
    responses((status = 200, body = Page<EstateView>)))]
#[get("/v1/estates")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    authorize(&ctx.actor, Action::EstateRead, &At::open(ScopePath::default()))?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let within = match filter.area_id {
        None => None,
        Some(id) => match area_by_id(ctx.reader(), id).await? {
            Some(area) => Some((area.level, area.key)),
            None => return paging.nothing::<EstateView>(&ctx),
        },
    };
    let narrowed = EstateFilter {
        within,
        phase: filter.phase,
        management: filter.management,
        commons: filter.commons,
    };
    let read = async |after, limit| estates(ctx.reader(), &narrowed, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let (mut views, mut known) = (Vec::with_capacity(rows.len()), Lookup::default());
    for estate in &rows {
        views.push(view(&ctx, ctx.reader(), estate, &mut known).await?);
    }
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
