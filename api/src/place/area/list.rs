//! `listAreas`: the tree of areas, level by level.

use access::{Action, Level, ScopePath, authorize};
use actix_web::get;
use kernel::AreaId;
use persistence::place::{AreaFilter, area_by_id, areas};
use place::At;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{AreaView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Include, Page, Paging, Params, Problem, page},
    place::Lookup,
};

/// Which areas, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    level: Option<Level>,
    /// Those directly below an area.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    parent_id: Option<AreaId>,
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

/// List the areas, newest first.
#[utoipa::path(tag = "places", operation_id = "listAreas", params(Filter),
    responses((status = 200, body = Page<AreaView>)))]
#[get("/v1/areas")]
pub(crate) async fn list(ctx: Ctx, filter: Params<Filter>) -> Result<Answer, Problem> {
    authorize(&ctx.actor, Action::AreaRead, &At::open(ScopePath::default()))?;
    let mut paging =
        Paging::of(&ctx, filter.0.limit, filter.0.after.as_deref())?.with(filter.0.include);
    let after = paging.after_id()?;
    let parent = match filter.0.parent_id {
        None => None,
        Some(id) => match area_by_id(ctx.reader(), id).await? {
            Some(area) => Some(area.key),
            None => return paging.nothing::<AreaView>(&ctx),
        },
    };
    let narrowed = AreaFilter { level: filter.0.level, parent, within: None };
    let read = async |after, limit| areas(ctx.reader(), &narrowed, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let (mut views, mut known) = (Vec::with_capacity(rows.len()), Lookup::default());
    for area in &rows {
        views.push(view(&ctx, ctx.reader(), area, &mut known).await?);
    }
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
