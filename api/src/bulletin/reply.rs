//! `replyToBulletin`: what a resident says to it; said again it takes the place of what was said before.

use access::{Action, authorize};
use actix_web::post;
use bulletin::{Opining, Opinion};
use kernel::{BulletinId, Refusal};
use persistence::bulletin::opinion_of;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    opinion_view::{OpinionView, answer},
    view::allowed,
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Id, IdPath, Problem},
};

#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "支持,但请离儿童乐园远一些。"}))]
pub(crate) struct Reply {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    text: String,
    /// Whether the branch is shown who says so; not when not given.
    #[serde(default)]
    signed: Option<bool>,
}

/// Reply to a bulletin, or change one's reply while replies are taken and the branch has not answered.
#[utoipa::path(tag = "bulletins", operation_id = "replyToBulletin", params(IdPath), request_body = Reply,
    responses((status = 200, body = OpinionView, headers(("ETag" = String)))))]
#[post("/v1/bulletins/{id}/replies")]
pub(crate) async fn reply(
    ctx: Ctx,
    id: Id<BulletinId>,
    body: Body<Reply>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let bulletin = tx.hold_bulletin(id.0).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, Action::OpinionGive, &bulletin)?;
        let account = ctx.actor.who.account().ok_or_else(Refusal::forbidden)?;
        let known = opinion_of(tx, bulletin.id, account).await?;
        let told = Opining { text: body.0.text.clone(), signed: body.0.signed.unwrap_or_default() };
        let opinion =
            Opinion::give(&permit, (&bulletin, known.as_ref()), (ctx.id(), told), ctx.now);
        let opinion = opinion.map_err(|refusal| refusal.allowing(|| allowed(&ctx, &bulletin)))?;
        tx.put_opinion(&permit, bulletin.path, &opinion).await?;
        answer(&ctx, tx, (&bulletin, &opinion)).await
    })
    .await
}
