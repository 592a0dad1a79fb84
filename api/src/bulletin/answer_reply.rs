//! `answerBulletinReply` 答复民意: what the branch says to a reply.

use access::{Action, authorize};
use actix_web::post;
use kernel::{BulletinId, OpinionId, Refusal};
use persistence::bulletin::{bulletin_by_id, opinion_by_id};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::opinion_view::{OpinionView, answer as shown};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Ids, Problem},
};

/// Which reply to which bulletin.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ReplyPath {
    #[param(value_type = String, format = "uuid", max_length = 36, example = "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c")]
    id: BulletinId,
    #[param(value_type = String, format = "uuid", max_length = 36, example = "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c")]
    reply_id: OpinionId,
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "已调整点位,谢谢您的建议。"}))]
pub(crate) struct ReplyAnswer {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    text: String,
}

/// Answer a reply, once. It cannot be changed any more then.
#[utoipa::path(tag = "bulletins", operation_id = "answerBulletinReply", params(ReplyPath), request_body = ReplyAnswer,
    responses((status = 200, body = OpinionView, headers(("ETag" = String)))))]
#[post("/v1/bulletins/{id}/replies/{reply_id}/answer")]
pub(crate) async fn answer(
    ctx: Ctx,
    path: Ids<ReplyPath>,
    body: Body<ReplyAnswer>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let bulletin = bulletin_by_id(tx, path.0.id).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, Action::OpinionAnswer, &bulletin)?;
        let found = opinion_by_id(tx, path.0.reply_id).await?;
        let opinion = found.filter(|one| one.bulletin_id == bulletin.id);
        let opinion = opinion.ok_or_else(Refusal::missing)?;
        ctx.match_version(opinion.version, false)?;
        let after = opinion.answer(&permit, body.0.text.clone(), ctx.now)?;
        tx.put_opinion(&permit, bulletin.path, &after).await?;
        shown(&ctx, tx, (&bulletin, &after)).await
    })
    .await
}
