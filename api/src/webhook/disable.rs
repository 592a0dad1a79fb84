//! `disableWebhook`: nothing more is sent; what happens meanwhile is kept.

use access::Action;
use actix_web::post;
use kernel::WebhookId;
use persistence::webhook::WebhookRow;
use webhook::{DisabledFor, WebhookState};

use super::{
    record::{answer, save, stepped},
    view::WebhookView,
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Empty, Id, IdPath, Problem},
};

/// Disable a webhook. Enabled again, it is told of everything that it has missed.
#[utoipa::path(tag = "feed", operation_id = "disableWebhook", params(IdPath), request_body = Empty,
    responses((status = 200, body = WebhookView, headers(("ETag" = String)))))]
#[post("/v1/webhooks/{id}/disable")]
pub(crate) async fn disable(
    ctx: Ctx,
    id: Id<WebhookId>,
    _body: Body<Empty>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let before = super::record::seen(&ctx, tx, id.0).await?.state;
        let (row, permit) = stepped(&ctx, tx, id.0, Action::WebhookDisable, false).await?;
        let row = WebhookRow {
            state: WebhookState::Disabled,
            disabled_for: Some(DisabledFor::Wish),
            ..row
        };
        save(tx, &row, &permit, before).await?;
        answer(&ctx, &row)
    })
    .await
}
