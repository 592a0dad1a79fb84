//! `getWebhook`: one webhook, without its secret.

use actix_web::get;
use kernel::WebhookId;

use super::{
    record::{answer, seen},
    view::WebhookView,
};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// Get a webhook.
#[utoipa::path(tag = "feed", operation_id = "getWebhook", params(IdPath),
    responses((status = 200, body = WebhookView, headers(("ETag" = String)))))]
#[get("/v1/webhooks/{id}")]
pub(crate) async fn get(ctx: Ctx, id: Id<WebhookId>) -> Result<Answer, Problem> {
    let row = seen(&ctx, ctx.reader(), id.0).await?;
    Ok(answer(&ctx, &row)?)
}
