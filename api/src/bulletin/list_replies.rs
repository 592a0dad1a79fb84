//! `listBulletinReplies`: all of them for the branch, one's own for a resident.

use access::{Action, authorize, may};
use actix_web::get;
use bulletin::Opinion;
use kernel::{BulletinId, Code, Uuid};
use persistence::{
    StoreError,
    bulletin::{bulletin_by_id, opinion_of, opinions},
};

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
    let mut paging = asked.0.paging(&ctx)?;
    let after = paging.after_id()?;
    let rows = if may(&ctx.actor, Action::OpinionRead, &bulletin) {
        let read = async |after, limit| opinions(ctx.reader(), bulletin.id, after, limit).await;
        paging.rows(after, read).await?
    } else {
        let account = ctx.actor.who.account().ok_or(Code::Forbidden)?;
        let read = async |after: Option<Uuid>, _| {
            let own = opinion_of(ctx.reader(), bulletin.id, account).await?;
            let fits = |own: &Opinion| after.is_none_or(|after| own.id.0 < after);
            Ok::<_, StoreError>(own.into_iter().filter(fits).collect())
        };
        paging.rows(after, read).await?
    };
    let views = views(&ctx, ctx.reader(), (&bulletin, &rows)).await?;
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
