//! `signSheet`: an evaluator stands by a sheet, and nothing changes any more.

use access::Action;
use actix_web::post;
use kernel::SheetId;

use super::{detail::SheetDetail, step};
use crate::{
    ctx::Ctx,
    http::{Answer, Empty, Id, IdPath, Late, Problem},
};

/// Sign a sheet that is complete, once the period is over.
///
/// `sheet_incomplete` names everything that is missing; `checkSheet` tells it before. What is signed is locked.
#[utoipa::path(tag = "ratings", operation_id = "signSheet", params(IdPath), request_body = Empty,
    responses((status = 200, body = SheetDetail, headers(("ETag" = String)))))]
#[post("/v1/sheets/{id}/sign")]
pub(crate) async fn sign(ctx: Ctx, id: Id<SheetId>, body: Late<Empty>) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::SheetSign, |sheet, permit, scheme| {
        body.get()?;
        sheet.sign(permit, scheme, (ctx.now, ctx.today()))
    })
    .await
}
