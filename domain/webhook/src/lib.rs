//! Webhooks: an endpoint of a system client that is told of changes, and what becomes of each attempt to tell it.

mod lifecycle;
mod subject;
mod verdict;

pub use lifecycle::{DeliveryState, DisabledFor, LIFECYCLE, WebhookState};
pub use subject::Owned;
pub use verdict::{ATTEMPTS, Effect, Failed, Fate, Outcome, Record, Verdict, verdict};
