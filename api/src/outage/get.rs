//! `getOutage`: one outage.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, OutageId};
use persistence::outage::outage_by_id;

use super::view::{OutageView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Get an outage on an estate where one lives or works.
#[utoipa::path(tag = "outages", operation_id = "getOutage", params(IdPath),
    responses((status = 200, body = OutageView, headers(("ETag" = String)))))]
#[get("/v1/outages/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<OutageId>) -> Result<Answer, Problem> {
    let outage = outage_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::OutageRead, &outage)?;
    Ok(answer(&ctx, ctx.reader(), &outage).await?)
}
