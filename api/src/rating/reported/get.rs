//! `getFigure`: one report of a figure.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, ReportedFigureId};
use persistence::rating::reported_by_id;

use super::view::{ReportedFigureView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Get a reported figure.
#[utoipa::path(tag = "ratings", operation_id = "getFigure", params(IdPath),
    responses((status = 200, body = ReportedFigureView, headers(("ETag" = String)))))]
#[get("/v1/reported-figures/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<ReportedFigureId>) -> Result<Answer, Problem> {
    let figure = reported_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::ReportedRead, &figure)?;
    Ok(answer(&ctx, ctx.reader(), &figure).await?)
}
