//! `listBulletinReplies`: all of them for the branch, one's own for a resident.

use access::{Action, authorize, may};
use actix_web::get;
use kernel::{BulletinId, Code};
use persistence::bulletin::{bulletin_by_id, opinion_of, opinions};

use super::opinion_view::{OpinionView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Page, PageParams, Params, Problem, page},
};

/// List the replies to a bulletin, newest first; who does not hear them is shown their own.
#[utoipa::path(tag = "bulletins", operation_id = "listBulletinReplies", params(IdPath, PageParams),
    responses((status = 200, body = Page<OpinionView>)))]
#[get("/v1/bulletins/{id}/replies")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<BulletinId>,
    asked: Params<PageParams>,
) -> Result<Answer, Problem> {
    let bulletin = bulletin_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::BulletinRead, &bulletin)?;
    let paging = asked.0.paging(&ctx)?;
    let (after, limit) = (paging.after_id()?, paging.size.with_lookahead());
    let rows = if may(&ctx.actor, Action::OpinionRead, &bulletin) {
        opinions(ctx.reader(), bulletin.id, after, limit).await?
    } else {
        let account = ctx.actor.who.account().ok_or(Code::Forbidden)?;
        let own = opinion_of(ctx.reader(), bulletin.id, account).await?;
        own.into_iter().filter(|own| after.is_none_or(|after| own.id.0 < after)).collect()
    };
    let views = views(&ctx, ctx.reader(), (&bulletin, &rows)).await?;
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
