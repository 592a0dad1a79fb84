//! `listBuildings`: the buildings of an estate.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, EstateId};
use persistence::place::{buildings, estate_by_id};
use place::At;

use super::{BuildingView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Page, PageParams, Params, Problem, page},
    place::Lookup,
};

/// List the buildings of an estate, newest first.
#[utoipa::path(tag = "places", operation_id = "listBuildings", params(IdPath, PageParams),
    responses((status = 200, body = Page<BuildingView>)))]
#[get("/v1/estates/{id}/buildings")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<EstateId>,
    asked: Params<PageParams>,
) -> Result<Answer, Problem> {
    let estate = estate_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    let subject = At::hidden(estate.path, Action::BuildingRead);
    authorize(&ctx.actor, Action::BuildingRead, &subject)?;
    let mut paging = asked.0.paging(&ctx)?;
    let after = paging.after_id()?;
    let read = async |after, limit| buildings(ctx.reader(), estate.key, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let (mut views, mut known) = (Vec::with_capacity(rows.len()), Lookup::default());
    for building in &rows {
        views.push(view(&ctx, ctx.reader(), building, &mut known).await?);
    }
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
