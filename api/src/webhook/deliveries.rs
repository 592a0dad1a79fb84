//! `listDeliveries`: the delivery log of a webhook.

use actix_web::get;
use kernel::WebhookId;
use persistence::webhook::deliveries;
use serde::Deserialize;
use utoipa::IntoParams;
use webhook::DeliveryState;

use super::{record::seen, view::DeliveryView};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Id, IdPath, Page, PageParams, Problem, page},
};

/// Which deliveries, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Only those in this state: `dead` are the dead letters.
    state: Option<DeliveryState>,
}

/// List the deliveries of a webhook, newest first. Those that ended are kept for 30 days.
#[utoipa::path(tag = "feed", operation_id = "listDeliveries", params(IdPath, Filter, PageParams),
    responses((status = 200, body = Page<DeliveryView>)))]
#[get("/v1/webhooks/{id}/deliveries")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<WebhookId>,
    params: Both<Filter, PageParams>,
) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    seen(&ctx, ctx.reader(), id.0).await?;
    let mut paging = part.paging(&ctx)?;
    let (after, state) = (paging.after_id()?, filter.state);
    let read = async |after, limit| deliveries(ctx.reader(), id.0, state, after, limit).await;
    let rows = paging.rows(after, read).await?;
    page(
        &ctx,
        &paging,
        &rows,
        |row| row.id.0.as_bytes().to_vec(),
        |row| DeliveryView::of(&ctx, row),
    )
}
