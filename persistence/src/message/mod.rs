//! Messages on their way out: durable before anyone is told that they go, claimed by one courier at a time.

mod queue;
mod row;

pub use queue::{Attempted, messages_due};
pub use row::{MessageAttempt, MessageFilter, MessageRow, message_attempts, messages};
