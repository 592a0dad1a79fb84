//! `getDelivery`: what is sent, and every attempt.

use actix_web::get;
use kernel::{Code, DeliveryId, WebhookId};
use persistence::webhook::{attempts, delivery_by_id};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{record::seen, view::DeliveryDetail};
use crate::{
    ctx::Ctx,
    http::{Answer, Ids, Problem},
};

/// Which delivery of which webhook.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct DeliveryPath {
    /// The webhook.
    #[param(value_type = String, format = "uuid", max_length = 36)]
    pub(super) id: WebhookId,
    /// The delivery.
    #[param(value_type = String, format = "uuid", max_length = 36)]
    pub(super) delivery_id: DeliveryId,
}

/// Get a delivery with its body and the log of its attempts.
#[utoipa::path(tag = "feed", operation_id = "getDelivery", params(DeliveryPath),
    responses((status = 200, body = DeliveryDetail)))]
#[get("/v1/webhooks/{id}/deliveries/{delivery_id}")]
pub(crate) async fn get(ctx: Ctx, path: Ids<DeliveryPath>) -> Result<Answer, Problem> {
    let DeliveryPath { id, delivery_id } = path.0;
    seen(&ctx, ctx.reader(), id).await?;
    let row = delivery_by_id(ctx.reader(), id, delivery_id).await?.ok_or(Code::NotFound)?;
    let log = attempts(ctx.reader(), delivery_id).await?;
    Answer::ok(&DeliveryDetail::of(&ctx, &row, &log))
}
