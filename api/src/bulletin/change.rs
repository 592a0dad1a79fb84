//! `closeBulletin` 截止征集 and `withdrawBulletin` 撤回: no more replies; no more bulletin.

use access::{Action, Permit, authorize};
use actix_web::post;
use bulletin::Bulletin;
use kernel::{BulletinId, Refusal, Refused};
use persistence::bulletin::bulletin_by_id;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{BulletinView, allowed, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Empty, Id, IdPath, Problem},
};

/// Close a bulletin: nobody replies any more.
#[utoipa::path(tag = "bulletins", operation_id = "closeBulletin", params(IdPath), request_body = Empty,
    responses((status = 200, body = BulletinView, headers(("ETag" = String)))))]
#[post("/v1/bulletins/{id}/close")]
pub(crate) async fn close(
    ctx: Ctx,
    id: Id<BulletinId>,
    _body: Body<Empty>,
) -> Result<Answer, Problem> {
    let apply = |one: &Bulletin, permit: &Permit| one.close(permit, ctx.now);
    change(&ctx, id.0, Action::BulletinClose, apply).await
}

/// Why.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "数据有误,另行发布。"}))]
pub(crate) struct Withdrawal {
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// Withdraw a bulletin: residents no longer see it.
#[utoipa::path(tag = "bulletins", operation_id = "withdrawBulletin", params(IdPath), request_body = Withdrawal,
    responses((status = 200, body = BulletinView, headers(("ETag" = String)))))]
#[post("/v1/bulletins/{id}/withdraw")]
pub(crate) async fn withdraw(
    ctx: Ctx,
    id: Id<BulletinId>,
    body: Body<Withdrawal>,
) -> Result<Answer, Problem> {
    let reason = &body.0.reason;
    let apply = |one: &Bulletin, permit: &Permit| one.withdraw(permit, reason.clone(), ctx.now);
    change(&ctx, id.0, Action::BulletinWithdraw, apply).await
}

async fn change(
    ctx: &Ctx,
    id: BulletinId,
    action: Action,
    apply: impl Fn(&Bulletin, &Permit) -> Refused<Bulletin>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let before = bulletin_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, action, &before)?;
        ctx.match_version(before.version, false)?;
        let after = apply(&before, &permit)
            .map_err(|refusal| refusal.allowing(|| allowed(ctx, &before)))?;
        tx.save_bulletin(&permit, before.state, &after).await?;
        answer(ctx, tx, &after).await
    })
    .await
}
