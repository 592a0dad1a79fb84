//! `createWebhook`: a new endpoint, and the secret that its deliveries are signed with.

use access::{Action, ClientState, Permit, ScopePath, SubjectKind, Who, authorize};
use actix_web::post;
use kernel::{ClientId, Fault, Refusal};
use persistence::{
    Failure, Tx,
    feed::head,
    identity::{ClientRow, client_by_id},
    webhook::WebhookRow,
};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use webhook::{Owned, Record, WebhookState};

use super::{
    envelope::{shown, test},
    record::{entry, new_secret},
    view::{WebhookSecretView, WebhookView},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
};

/// A new webhook.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"client_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "name": "区平台", "url": "https://hub.example/lianjian", "kinds": ["ticket"]}))]
pub(crate) struct NewWebhook {
    /// Whose it is, and so whose changes it is told. A system client leaves it out: its own.
    client_id: Option<ClientId>,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Over https; without TLS only to networks that the operator lists. No name, password or fragment in it.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    url: String,
    /// Changes of these kinds; of all where left out.
    #[serde(default)]
    #[validate(length(max = 40))]
    #[schema(max_items = 40)]
    kinds: Vec<SubjectKind>,
}

/// Create a webhook of a system client.
///
/// Its endpoint is sent a test first. Once that was answered 2xx, it is told of every change from now on that the
/// client may see. The secret is shown this once; an idempotency key is ignored here.
#[utoipa::path(tag = "feed", operation_id = "createWebhook", request_body = NewWebhook,
    responses((status = 201, body = WebhookSecretView, headers(("Location" = String)))))]
#[post("/v1/webhooks")]
pub(crate) async fn create(ctx: Ctx, body: Body<NewWebhook>) -> Result<Answer, Problem> {
    ctx.write_credential(async |tx| {
        let (client, permit) = owner(&ctx, tx, body.0.client_id).await?;
        ctx.app.listed.check(&body.0.url).map_err(|fault| Refusal::field("url", fault))?;
        let id = ctx.id();
        let (secret, sealed) = new_secret(&ctx, id).map_err(Problem::from)?;
        let row = WebhookRow {
            id,
            client_id: client.id,
            name: body.0.name.clone(),
            url: body.0.url.clone(),
            kinds: words(&body.0.kinds),
            state: WebhookState::Pending,
            disabled_for: None,
            secret: sealed,
            previous_secret: None,
            previous_until: None,
            position: head(tx).await?,
            record: Record { dead_in_row: 0, answered_at: ctx.now },
            paused_until: None,
            path: client.path,
            version: 1,
            updated_at: ctx.now,
        };
        tx.create_webhook(&row).await?;
        tx.put_deliveries(&[test(&ctx.app, &row, ctx.now)]).await?;
        tx.journal(&entry(&row, &permit, None)).await?;
        let shown =
            WebhookSecretView { webhook: WebhookView::of(&ctx, &row), secret: shown(&secret) };
        Ok(Answer::ok(&shown)?.at(format!("/v1/webhooks/{}", row.id)))
    })
    .await
}

/// The client that the webhook will be of, and the permit. Nobody learns which clients there are elsewhere.
async fn owner(
    ctx: &Ctx,
    tx: &Tx,
    named: Option<ClientId>,
) -> Result<(ClientRow, Permit), Failure> {
    let named = match (named, ctx.actor.who) {
        (None, Who::Client(own)) => Some(own),
        (named, _) => named,
    };
    let found = match named {
        Some(id) => client_by_id(tx, id).await?,
        None => None,
    };
    let path = found.as_ref().map_or(ScopePath::default(), |client| client.path);
    let client = found.as_ref().map_or(ClientId(kernel::Uuid::nil()), |client| client.id);
    let subject = Owned { client, path, hidden: false };
    if found.is_some() || named.is_some() {
        let permit = authorize(&ctx.actor, Action::WebhookCreate, &subject)?;
        let client = found.filter(|client| client.state == ClientState::Active);
        let client = client.ok_or_else(|| Refusal::field("client_id", Fault::NotFound))?;
        return Ok((client, permit));
    }
    Err(Refusal::field("client_id", Fault::Required).into())
}

/// The kinds as they are kept, each once.
pub(super) fn words(kinds: &[SubjectKind]) -> Vec<String> {
    let mut kinds = kinds.to_vec();
    kinds.sort();
    kinds.dedup();
    kinds.iter().map(ToString::to_string).collect()
}
