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
    http::{Answer, Both, Page, PageParams, Problem, page},
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
}

/// List the areas, newest first.
#[utoipa::path(tag = "places", operation_id = "listAreas", params(Filter, PageParams),
    responses((status = 200, body = Page<AreaView>)))]
#[get("/v1/areas")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    authorize(&ctx.actor, Action::AreaRead, &At::open(ScopePath::default()))?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let parent = match filter.parent_id {
        None => None,
        Some(id) => match area_by_id(ctx.reader(), id).await? {
            Some(area) => Some(area.key),
            None => return paging.nothing::<AreaView>(&ctx),
        },
    };
    let narrowed = AreaFilter { level: filter.level, parent, within: None };
    let read = async |after, limit| areas(ctx.reader(), &narrowed, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let (mut views, mut known) = (Vec::with_capacity(rows.len()), Lookup::default());
    for area in &rows {
        views.push(view(&ctx, ctx.reader(), area, &mut known).await?);
    }
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
