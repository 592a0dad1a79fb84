//! `getCycle`: one cycle.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, CycleId};
use persistence::rating::cycle_by_id;

use super::view::{CycleView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Get a rating cycle: its period, its scheme, where it stands, and how many estates and sheets it has.
#[utoipa::path(tag = "ratings", operation_id = "getCycle", params(IdPath),
    responses((status = 200, body = CycleView, headers(("ETag" = String)))))]
#[get("/v1/cycles/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<CycleId>) -> Result<Answer, Problem> {
    let cycle = cycle_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::CycleRead, &cycle)?;
    Ok(answer(&ctx, ctx.reader(), &cycle).await?)
}
