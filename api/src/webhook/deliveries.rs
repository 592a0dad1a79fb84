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
    http::{Answer, Id, IdPath, Page, Paging, Params, Problem, page},
};

/// Which deliveries, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Only those in this state: `dead` are the dead letters.
    state: Option<DeliveryState>,
    /// Items a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<i64>,
    /// The `next` of the page before.
    #[param(max_length = 200)]
    after: Option<String>,
}

/// List the deliveries of a webhook, newest first. Those that ended are kept for 30 days.
#[utoipa::path(tag = "feed", operation_id = "listDeliveries", params(IdPath, Filter),
    responses((status = 200, body = Page<DeliveryView>)))]
#[get("/v1/webhooks/{id}/deliveries")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<WebhookId>,
    filter: Params<Filter>,
) -> Result<Answer, Problem> {
    seen(&ctx, ctx.reader(), id.0).await?;
    let paging = Paging::of(&ctx, filter.0.limit, filter.0.after.as_deref())?;
    let (after, limit) = (paging.after_id()?, paging.size.with_lookahead());
    let rows = deliveries(ctx.reader(), id.0, filter.0.state, after, limit).await?;
    page(
        &ctx,
        &paging,
        &rows,
        |row| row.id.0.as_bytes().to_vec(),
        |row| DeliveryView::of(&ctx, row),
    )
}
