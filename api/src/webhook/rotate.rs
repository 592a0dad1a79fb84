//! `rotateWebhookSecret`: a new secret beside the old one.

use access::Action;
use actix_web::post;
use chrono::Duration;
use kernel::WebhookId;
use persistence::webhook::WebhookRow;

use super::{
    envelope::shown,
    record::{new_secret, save, stepped},
    view::{WebhookSecretView, WebhookView},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Empty, Id, IdPath, Problem},
};

/// Hours for which the secret before the last rotation also signs.
const OVERLAP_HOURS: i64 = 24;

/// Give a webhook a new secret.
///
/// For 24 hours deliveries carry two signatures, one with each secret. An idempotency key is ignored here.
#[utoipa::path(tag = "feed", operation_id = "rotateWebhookSecret", params(IdPath), request_body = Empty,
    responses((status = 200, body = WebhookSecretView)))]
#[post("/v1/webhooks/{id}/rotate-secret")]
pub(crate) async fn rotate(
    ctx: Ctx,
    id: Id<WebhookId>,
    _body: Body<Empty>,
) -> Result<Answer, Problem> {
    ctx.write_credential(async |tx| {
        let (row, permit) = stepped(&ctx, tx, id.0, Action::WebhookRotate, false).await?;
        let (secret, sealed) = new_secret(&ctx, id.0).map_err(Problem::from)?;
        let row = WebhookRow {
            previous_secret: Some(row.secret),
            previous_until: Some(ctx.now + Duration::hours(OVERLAP_HOURS)),
            secret: sealed,
            ..row
        };
        save(tx, &row, &permit, row.state).await?;
        let shown =
            WebhookSecretView { webhook: WebhookView::of(&ctx, &row), secret: shown(&secret) };
        Ok(Answer::ok(&shown)?)
    })
    .await
}
