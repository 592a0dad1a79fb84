//! What the steps of a webhook share: load, authorize, apply by the table, save with a journal entry.

use access::{Action, Permit, SubjectKind, authorize};
use kernel::{Moment, Refusal, WebhookId};
use persistence::{
    Conn, Entry, Failure, Tx,
    webhook::{WebhookRow, webhook_by_id},
};
use webhook::{LIFECYCLE, Owned};

use super::view::WebhookView;
use crate::{
    crypto::{CryptoError, Use, random},
    ctx::Ctx,
    http::{Answer, Versioned},
};

/// A webhook as the policy sees it.
pub(crate) fn owned(row: &WebhookRow) -> Owned {
    Owned { client: row.client_id, path: row.path, hidden: true }
}

/// The webhook, if the caller may know of it.
pub(super) async fn seen(ctx: &Ctx, db: &impl Conn, id: WebhookId) -> Result<WebhookRow, Failure> {
    let row = webhook_by_id(db, id).await?.ok_or_else(Refusal::missing)?;
    authorize(&ctx.actor, Action::WebhookRead, &owned(&row))?;
    Ok(row)
}

/// The webhook on which the caller may take a step now, in the state after it, at its next version.
pub(super) async fn stepped(
    ctx: &Ctx,
    tx: &Tx,
    id: WebhookId,
    action: Action,
    needs_version: bool,
) -> Result<(WebhookRow, Permit), Failure> {
    let row = webhook_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
    let permit = authorize(&ctx.actor, action, &owned(&row))?;
    ctx.match_version(row.version, needs_version)?;
    let state = LIFECYCLE.step(row.state, action, row.state.as_str());
    let state = state.map_err(|refusal| refusal.allowing(|| allowed(ctx, &row)))?;
    Ok((WebhookRow { state, ..next(row, ctx.now) }, permit))
}

/// The same webhook as its next version.
pub(super) fn next(row: WebhookRow, now: Moment) -> WebhookRow {
    WebhookRow { version: row.version + 1, updated_at: now, ..row }
}

/// What the caller may do now.
pub(super) fn allowed(ctx: &Ctx, row: &WebhookRow) -> Vec<&'static str> {
    let subject = owned(row);
    let legal = LIFECYCLE.legal(row.state).filter(|action| *action != Action::WebhookConfirm);
    ctx.permitted(legal, &subject)
}

/// Writes the next version and its entry. `from` is the state before.
pub(super) async fn save(
    tx: &Tx,
    row: &WebhookRow,
    permit: &Permit,
    from: webhook::WebhookState,
) -> Result<(), Failure> {
    tx.save_webhook(row).await?;
    Ok(tx.journal(&entry(row, permit, Some(from))).await?)
}

pub(super) fn entry(
    row: &WebhookRow,
    permit: &Permit,
    from: Option<webhook::WebhookState>,
) -> Entry {
    let detail = serde_json::json!({ "name": row.name, "url": row.url, "kinds": row.kinds });
    Entry {
        from: from.map(|state| state.as_str()),
        to: Some(row.state.as_str()),
        detail,
        ..Entry::of(permit, row.id, row.version, row.updated_at, row.path)
    }
}

pub(super) fn answer(ctx: &Ctx, row: &WebhookRow) -> Result<Answer, Failure> {
    let what = Versioned { kind: SubjectKind::Webhook, id: row.id.0, version: row.version };
    Ok(Answer::ok(&WebhookView::of(ctx, row))?.of(what))
}

/// A new secret, and the same sealed for this webhook.
pub(super) fn new_secret(ctx: &Ctx, id: WebhookId) -> Result<(Vec<u8>, Vec<u8>), CryptoError> {
    let secret = random::<32>()?.to_vec();
    let sealed = ctx.app.secret.seal(Use::WebhookSecrets, id.0.as_bytes(), &secret)?;
    Ok((secret, sealed))
}
