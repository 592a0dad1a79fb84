//! `endOutage` 结束停供: it is over, and the open tickets about it are told.

use access::{Action, authorize};
use actix_web::post;
use kernel::{OutageId, Refusal};
use persistence::outage::outage_by_id;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{OutageView, allowed, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Id, IdPath, Problem},
};

/// What is said about its end.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"note": "已恢复供水。"}))]
pub(crate) struct Ending {
    /// For the tickets about it.
    #[serde(default)]
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    note: Option<String>,
}

/// End an outage. By itself it ends when its expected end has come.
#[utoipa::path(tag = "outages", operation_id = "endOutage", params(IdPath), request_body = Ending,
    responses((status = 200, body = OutageView, headers(("ETag" = String)))))]
#[post("/v1/outages/{id}/end")]
pub(crate) async fn end(ctx: Ctx, id: Id<OutageId>, body: Body<Ending>) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let outage = outage_by_id(tx, id.0).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, Action::OutageEnd, &outage)?;
        ctx.match_version(outage.version, false)?;
        let after = outage.end(&permit, body.0.note.clone(), ctx.now).map_err(|refusal| {
            let allowed = allowed(&ctx, &outage).iter().map(|action| action.as_str()).collect();
            Refusal { allowed, ..refusal }
        })?;
        tx.end_outage(&permit, &after).await?;
        answer(&ctx, tx, &after).await
    })
    .await
}
