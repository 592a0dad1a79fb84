//! `replayDelivery`: what is at an end is sent once more.

use access::Action;
use actix_web::post;
use kernel::Refusal;
use persistence::webhook::delivery_by_id;
use webhook::DeliveryState;

use super::{
    delivery::DeliveryPath,
    record::{save, stepped},
    view::DeliveryView,
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Empty, Ids, Problem},
};

/// Send a delivery once more that was delivered or given up, under the same `webhook-id`, in a new round of attempts.
#[utoipa::path(tag = "feed", operation_id = "replayDelivery", params(DeliveryPath), request_body = Empty,
    responses((status = 200, body = DeliveryView)))]
#[post("/v1/webhooks/{id}/deliveries/{delivery_id}/replay")]
pub(crate) async fn replay(
    ctx: Ctx,
    path: Ids<DeliveryPath>,
    _body: Body<Empty>,
) -> Result<Answer, Problem> {
    let DeliveryPath { id, delivery_id } = path.0;
    ctx.write(async |tx| {
        let (row, permit) = stepped(&ctx, tx, id, Action::WebhookReplay, false).await?;
        let found = delivery_by_id(tx, id, delivery_id).await?.ok_or_else(Refusal::missing)?;
        if !tx.replay_delivery(delivery_id, ctx.now).await? {
            return Err(Refusal::not_now(found.state.as_str()).into());
        }
        save(tx, &row, &permit, row.state).await?;
        let waits = DeliveryState::Waiting;
        let (next_at, finished_at) = (ctx.now, None);
        let row = persistence::webhook::DeliveryRow { state: waits, next_at, finished_at, ..found };
        Ok(Answer::ok(&DeliveryView::of(&ctx, &row))?)
    })
    .await
}
