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
    http::{Answer, Include, Page, Paging, Params, Problem, page},
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
    /// `count`: how many there are in all, exact up to 10,000.
    #[param(inline)]
    include: Option<Include>,
    /// Items a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<i64>,
    /// The `next` of the page before.
    #[param(max_length = 200)]
    after: Option<String>,
}

/// List the estates, newest first.
#[utoipa::path(tag = "places", operation_id = "listEstates", params(Filter),
    responses((status = 200, body = Page<EstateView>)))]
#[get("/v1/estates")]
pub(crate) async fn list(ctx: Ctx, filter: Params<Filter>) -> Result<Answer, Problem> {
    authorize(&ctx.actor, Action::EstateRead, &At::open(ScopePath::default()))?;
    let mut paging =
        Paging::of(&ctx, filter.0.limit, filter.0.after.as_deref())?.with(filter.0.include);
    let after = paging.after_id()?;
    let within = match filter.0.area_id {
        None => None,
        Some(id) => match area_by_id(ctx.reader(), id).await? {
            Some(area) => Some((area.level, area.key)),
            None => return paging.nothing::<EstateView>(&ctx),
        },
    };
    let narrowed = EstateFilter {
        within,
        phase: filter.0.phase,
        management: filter.0.management,
        commons: filter.0.commons,
    };
    let read = async |after, limit| estates(ctx.reader(), &narrowed, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let (mut views, mut known) = (Vec::with_capacity(rows.len()), Lookup::default());
    for estate in &rows {
        views.push(view(&ctx, ctx.reader(), estate, &mut known).await?);
    }
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
