//! `enableWebhook`: a disabled endpoint is tried again.

use access::Action;
use actix_web::post;
use kernel::WebhookId;
use persistence::webhook::WebhookRow;
use webhook::{Record, WebhookState};

use super::{
    envelope::test,
    record::{answer, save, stepped},
    view::WebhookView,
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Empty, Id, IdPath, Problem},
};

/// Enable a disabled webhook. Its endpoint is sent a test first; once that was answered 2xx, it is told of everything
/// since it was disabled.
#[utoipa::path(tag = "feed", operation_id = "enableWebhook", params(IdPath), request_body = Empty,
    responses((status = 200, body = WebhookView, headers(("ETag" = String)))))]
#[post("/v1/webhooks/{id}/enable")]
pub(crate) async fn enable(
    ctx: Ctx,
    id: Id<WebhookId>,
    _body: Body<Empty>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let (row, permit) = stepped(&ctx, tx, id.0, Action::WebhookEnable, false).await?;
        let record = Record { dead_in_row: 0, answered_at: ctx.now };
        let row = WebhookRow { disabled_for: None, paused_until: None, record, ..row };
        save(tx, &row, &permit, WebhookState::Disabled).await?;
        tx.keep_record(row.id, record, None).await?;
        tx.put_deliveries(&[test(&ctx.app, &row, ctx.now)]).await?;
        answer(&ctx, &row)
    })
    .await
}
