//! `listBuildings`: the buildings of an estate.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, EstateId};
use persistence::place::{buildings, estate_by_id};
use place::At;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{BuildingView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Page, Paging, Params, Problem, page},
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

/// List the buildings of an estate, newest first.
#[utoipa::path(tag = "places", operation_id = "listBuildings", params(IdPath, Filter),
    responses((status = 200, body = Page<BuildingView>)))]
#[get("/v1/estates/{id}/buildings")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<EstateId>,
    filter: Params<Filter>,
) -> Result<Answer, Problem> {
    let estate = estate_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    let subject = At::hidden(estate.path, Action::BuildingRead);
    authorize(&ctx.actor, Action::BuildingRead, &subject)?;
    let paging = Paging::of(&ctx, filter.0.limit, filter.0.after.as_deref())?;
    let (after, limit) = (paging.after_id()?, paging.size.with_lookahead());
    let rows = buildings(ctx.reader(), estate.key, after, limit).await?;
    let (mut views, mut known) = (Vec::with_capacity(rows.len()), Lookup::default());
    for building in &rows {
        views.push(view(&ctx, ctx.reader(), building, &mut known).await?);
    }
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
