//! `testWebhook`: a delivery that says nothing but that the way is open.

use access::Action;
use actix_web::post;
use kernel::WebhookId;

use super::{
    envelope,
    record::{save, stepped},
    view::DeliveryView,
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Empty, Id, IdPath, Problem},
};

/// Send an endpoint a test. What came of it is read from the delivery.
#[utoipa::path(tag = "feed", operation_id = "testWebhook", params(IdPath), request_body = Empty,
    responses((status = 201, body = DeliveryView, headers(("Location" = String)))))]
#[post("/v1/webhooks/{id}/test")]
pub(crate) async fn test(
    ctx: Ctx,
    id: Id<WebhookId>,
    _body: Body<Empty>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let (row, permit) = stepped(&ctx, tx, id.0, Action::WebhookTest, false).await?;
        save(tx, &row, &permit, row.state).await?;
        let delivery = envelope::test(&ctx.app, &row, ctx.now);
        tx.put_deliveries(std::slice::from_ref(&delivery)).await?;
        let location = format!("/v1/webhooks/{}/deliveries/{}", row.id, delivery.id);
        Ok(Answer::ok(&DeliveryView::of(&ctx, &delivery))?.at(location))
    })
    .await
}
