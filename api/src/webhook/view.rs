//! Webhooks and deliveries as they are shown.

use access::SubjectKind;
use persistence::webhook::{AttemptRow, DeliveryRow, WebhookRow};
use serde::Serialize;
use utoipa::ToSchema;
use webhook::{DeliveryState, DisabledFor, Failed, WebhookState};

use super::record::allowed;
use crate::{ctx::Ctx, http::created_at};

/// An endpoint that is told of the changes that its system client may see.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "client_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "name": "区平台", "url": "https://hub.example/lianjian", "kinds": ["ticket"], "state": "enabled",
    "disabled_for": null, "position": 5127, "paused_until": null,
    "allowed_actions": ["disable", "update", "rotate_secret", "test", "replay"], "version": 2,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:05.000+08:00"
}))]
pub(crate) struct WebhookView {
    #[schema(format = "uuid", max_length = 36)]
    id: String,
    #[schema(format = "uuid", max_length = 36)]
    client_id: String,
    #[schema(max_length = 100)]
    name: String,
    #[schema(max_length = 2000)]
    url: String,
    /// Changes of these kinds; of all where empty.
    #[schema(max_items = 40)]
    kinds: Vec<SubjectKind>,
    state: WebhookState,
    disabled_for: Option<DisabledFor>,
    /// Every change up to here was looked at for it.
    #[schema(minimum = 0)]
    position: i64,
    /// The endpoint asked for a pause until then.
    #[schema(format = "date-time", max_length = 40)]
    paused_until: Option<String>,
    /// What this caller may do now.
    #[schema(max_items = 40)]
    allowed_actions: Vec<&'static str>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

impl WebhookView {
    pub(super) fn of(ctx: &Ctx, row: &WebhookRow) -> Self {
        let paused = row.paused_until.filter(|until| ctx.now < *until);
        Self {
            id: row.id.to_string(),
            client_id: row.client_id.to_string(),
            name: row.name.clone(),
            url: row.url.clone(),
            kinds: row.kinds.iter().filter_map(|word| word.parse().ok()).collect(),
            state: row.state,
            disabled_for: row.disabled_for,
            position: row.position,
            paused_until: paused.map(|until| ctx.time(until)),
            allowed_actions: allowed(ctx, row),
            version: row.version,
            created_at: created_at(ctx, row.id.0),
            updated_at: ctx.time(row.updated_at),
        }
    }
}

/// A webhook with its secret, which is shown this once.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "webhook": {
        "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "client_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
        "name": "区平台", "url": "https://hub.example/lianjian", "kinds": ["ticket"], "state": "pending",
        "disabled_for": null, "position": 5127, "paused_until": null,
        "allowed_actions": ["disable", "update", "rotate_secret", "test", "replay"], "version": 1,
        "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00"
    },
    "secret": "whsec_…"
}))]
pub(crate) struct WebhookSecretView {
    pub(super) webhook: WebhookView,
    /// `whsec_` and base64, as Standard Webhooks 1.0 writes it.
    #[schema(max_length = 100)]
    pub(super) secret: String,
}

/// Something that is to be delivered, and what became of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "type": "lianjian.ticket.accept.v1", "position": 5127,
    "state": "delivered", "attempts": 2, "next_at": null, "finished_at": "2026-03-01T10:02:16.800+08:00",
    "created_at": "2026-03-01T10:02:11.130+08:00"
}))]
pub(crate) struct DeliveryView {
    /// The `webhook-id`, the same on every attempt.
    #[schema(format = "uuid", max_length = 36)]
    id: String,
    #[serde(rename = "type")]
    #[schema(max_length = 100)]
    kind: String,
    /// Of the change; null for a test.
    #[schema(minimum = 1)]
    position: Option<i64>,
    state: DeliveryState,
    #[schema(minimum = 0)]
    attempts: i32,
    /// When it is tried next; null at an end.
    #[schema(format = "date-time", max_length = 40)]
    next_at: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    finished_at: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
}

impl DeliveryView {
    pub(super) fn of(ctx: &Ctx, row: &DeliveryRow) -> Self {
        let waits = row.state == DeliveryState::Waiting;
        Self {
            id: row.id.to_string(),
            kind: row.kind.clone(),
            position: row.position,
            state: row.state,
            attempts: row.attempts,
            next_at: waits.then(|| ctx.time(row.next_at)),
            finished_at: row.finished_at.map(|at| ctx.time(at)),
            created_at: created_at(ctx, row.id.0),
        }
    }
}

/// One attempt: what was answered, or why nothing was.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AttemptView {
    #[schema(minimum = 1)]
    number: i32,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
    #[schema(minimum = 100, maximum = 999)]
    status: Option<u16>,
    failed: Option<Failed>,
}

/// A delivery with what is sent and its attempts, the last ones first.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "delivery": {
        "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "type": "lianjian.ticket.accept.v1", "position": 5127,
        "state": "delivered", "attempts": 1, "next_at": null, "finished_at": "2026-03-01T10:02:11.800+08:00",
        "created_at": "2026-03-01T10:02:11.130+08:00"
    },
    "event": {"specversion": "1.0", "type": "lianjian.ticket.accept.v1"},
    "log": [{"number": 1, "at": "2026-03-01T10:02:11.600+08:00", "status": 204, "failed": null}]
}))]
pub(crate) struct DeliveryDetail {
    delivery: DeliveryView,
    /// The body, a CloudEvents 1.0 object.
    #[schema(value_type = Object)]
    event: serde_json::Value,
    #[schema(max_items = 100)]
    log: Vec<AttemptView>,
}

impl DeliveryDetail {
    pub(super) fn of(ctx: &Ctx, row: &DeliveryRow, attempts: &[AttemptRow]) -> Self {
        let log = attempts.iter().map(|attempt| AttemptView {
            number: attempt.number,
            at: ctx.time(attempt.at),
            status: attempt.status,
            failed: attempt.failed,
        });
        let event = serde_json::from_str(&row.body).unwrap_or_default();
        Self { delivery: DeliveryView::of(ctx, row), event, log: log.collect() }
    }
}
