//! What is sent: a CloudEvents 1.0 body without anything personal, signed after Standard Webhooks 1.0.

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::{DeliveryId, Moment};
use persistence::{
    feed::Change,
    webhook::{DeliveryRow, WebhookRow},
};
use serde_json::{Value, json};
use webhook::DeliveryState;

use crate::{
    app::App,
    crypto::{CryptoError, Use},
    feed::view,
};

/// A signed delivery.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub(super) id: String,
    /// Unix seconds of this attempt.
    pub(super) timestamp: i64,
    pub(super) signature: String,
    pub(super) body: String,
}

/// The secret as its keeper is shown it.
pub(super) fn shown(secret: &[u8]) -> String {
    format!("whsec_{}", STANDARD.encode(secret))
}

/// Signs a delivery with the secret, and for a day after a rotation also with the one before.
pub(super) fn letter(
    app: &App,
    row: &WebhookRow,
    delivery: &DeliveryRow,
    now: Moment,
) -> Result<Letter, CryptoError> {
    let previous =
        row.previous_secret.iter().filter(|_| row.previous_until.is_some_and(|until| now < until));
    let (id, timestamp) = (delivery.id.to_string(), now.timestamp());
    let signed = format!("{id}.{timestamp}.{}", delivery.body);
    let mut signatures = Vec::new();
    for sealed in std::iter::once(&row.secret).chain(previous) {
        let secret = app.secret.open(Use::WebhookSecrets, row.id.0.as_bytes(), sealed)?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, &secret);
        let mark = STANDARD.encode(hmac::sign(&key, signed.as_bytes()));
        signatures.push(format!("v1,{mark}"));
    }
    Ok(Letter { id, timestamp, signature: signatures.join(" "), body: delivery.body.clone() })
}

/// The delivery of a change.
pub(super) fn of_change(app: &App, row: &WebhookRow, change: &Change, now: Moment) -> DeliveryRow {
    let id: DeliveryId = app.id(now);
    let verb = change.action.as_deref().unwrap_or("left_scope");
    let kind = format!("lianjian.{}.{verb}.v1", change.kind);
    let mut event = event(app, id, &kind, change.at);
    event["subject"] = json!(format!("{}/{}", change.kind, change.subject));
    event["sequence"] = json!(change.number.to_string());
    event["data"] = json!(view(app, change));
    delivery(row, (id, kind), Some(change.position), &event, now)
}

/// A delivery that tests the endpoint.
pub(super) fn test(app: &App, row: &WebhookRow, now: Moment) -> DeliveryRow {
    let id: DeliveryId = app.id(now);
    let kind = "lianjian.webhook.test.v1".to_owned();
    let mut event = event(app, id, &kind, now);
    event["subject"] = json!(format!("webhook/{}", row.id));
    event["data"] = json!({ "webhook_id": row.id });
    delivery(row, (id, kind), None, &event, now)
}

fn event(app: &App, id: DeliveryId, kind: &str, at: Moment) -> Value {
    json!({
        "specversion": "1.0",
        "id": id,
        "source": format!("{}/v1", app.config.server.public_url),
        "type": kind,
        "time": app.time(at),
        "datacontenttype": "application/json",
    })
}

fn delivery(
    row: &WebhookRow,
    (id, kind): (DeliveryId, String),
    position: Option<i64>,
    event: &Value,
    now: Moment,
) -> DeliveryRow {
    DeliveryRow {
        id,
        webhook_id: row.id,
        state: DeliveryState::Waiting,
        kind,
        position,
        body: event.to_string(),
        attempts: 0,
        round: 0,
        next_at: now,
        fence: 0,
        finished_at: None,
    }
}
