//! Rows of webhooks: the endpoints, the deliveries, and their attempts.

mod delivery;
mod hook;
mod queue;

pub use delivery::{AttemptRow, DeliveryRow, attempts, deliveries, delivery_by_id};
pub use hook::{Keeper, WebhookRow, enabled_webhooks, webhook_by_id, webhooks};
pub use queue::{Finished, due_webhooks, waiting_deliveries};
