//! `updateWebhook`: a merge patch of a webhook's settings.

use access::{Action, SubjectKind};
use actix_web::patch;
use kernel::{Refusal, WebhookId};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use webhook::WebhookState;

use super::{
    create::words,
    envelope::test,
    record::{answer, save, stepped},
    view::WebhookView,
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Id, IdPath, Problem},
};

/// What changes; the rest stays.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "区民意平台", "kinds": ["ticket", "estate"]}))]
pub(crate) struct WebhookUpdate {
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// Another endpoint has to answer a test before it is told of anything.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    url: Option<String>,
    #[validate(length(max = 40))]
    #[schema(max_items = 40)]
    kinds: Option<Vec<SubjectKind>>,
}

/// Update a webhook (merge patch). Needs `If-Match`.
#[utoipa::path(tag = "feed", operation_id = "updateWebhook", params(IdPath), request_body = WebhookUpdate,
    responses((status = 200, body = WebhookView, headers(("ETag" = String)))))]
#[patch("/v1/webhooks/{id}")]
pub(crate) async fn update(
    ctx: Ctx,
    id: Id<WebhookId>,
    body: Body<WebhookUpdate>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let (mut row, permit) = stepped(&ctx, tx, id.0, Action::WebhookUpdate, true).await?;
        let (from, told) = (row.state, &body.0);
        row.name = told.name.clone().unwrap_or(row.name);
        row.kinds = told.kinds.as_deref().map_or(row.kinds, words);
        if let Some(url) = told.url.as_ref().filter(|url| **url != row.url) {
            ctx.app.listed.check(url).map_err(|fault| Refusal::field("url", fault))?;
            row.url.clone_from(url);
            if row.state != WebhookState::Disabled {
                row.state = WebhookState::Pending;
                tx.put_deliveries(&[test(&ctx.app, &row, ctx.now)]).await?;
            }
        }
        save(tx, &row, &permit, from).await?;
        answer(&ctx, &row)
    })
    .await
}
