//! `listEvidence`: the evidence files of one thing that is recorded or rated.

use actix_web::get;
use persistence::rating::evidence_of;

use super::{
    held::Of,
    view::{EvidenceView, view},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page},
    rating::see,
};

/// List the evidence files of a finding, a reported figure, a rating sheet, an objection, a listing or a credit record, oldest
/// first.
///
/// By who may read it; exactly one is named.
#[utoipa::path(tag = "ratings", operation_id = "listEvidence", params(Of, PageParams),
    responses((status = 200, body = Page<EvidenceView>)))]
#[get("/v1/evidence")]
pub(crate) async fn list(ctx: Ctx, params: Both<Of, PageParams>) -> Result<Answer, Problem> {
    let Both(of, part) = params;
    let (kind, id) = of.one()?;
    see(ctx.reader(), &ctx.actor, kind, id).await?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let read =
        async |after, limit| evidence_of(ctx.reader(), (kind, id), (after, limit)).await;
    let rows = paging.rows(after, read).await?;
    let views: Vec<EvidenceView> = rows.iter().map(|file| view(&ctx, file)).collect();
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
