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
    http::{Answer, Id, IdPath, Include, Page, Paging, Params, Problem, page},
};

/// Which deliveries, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Only those in this state: `dead` are the dead letters.
    state: Option<DeliveryState>,
    /// `count`: how many there are in all, exact up to 10,000.
    #[param(inline)]
    include: Option<Include>,
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
    let mut paging =
        Paging::of(&ctx, filter.0.limit, filter.0.after.as_deref())?.with(filter.0.include);
    let (after, state) = (paging.after_id()?, filter.0.state);
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
