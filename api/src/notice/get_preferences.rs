//! `getNoticePreferences`: how one is told of things.

use access::{Action, ScopePath, authorize};
use actix_web::get;
use persistence::notice::preference_of;
use place::At;

use super::preference::{PreferenceView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Problem},
};

/// How one wants to be told besides the inbox.
#[utoipa::path(tag = "notices", operation_id = "getNoticePreferences",
    responses((status = 200, body = PreferenceView)))]
#[get("/v1/me/notice-preferences")]
pub(crate) async fn get(ctx: Ctx) -> Result<Answer, Problem> {
    let id = ctx.account()?;
    let own = At::of(ScopePath::default(), id);
    authorize(&ctx.actor, Action::NoticeRead, &own)?;
    let row = preference_of(ctx.reader(), id).await?;
    Answer::ok(&view(&ctx, row.as_ref()))
}
