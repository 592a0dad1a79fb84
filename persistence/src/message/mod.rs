//! Messages on their way out: durable before anyone is told that they go, claimed by one courier at a time.

mod queue;
mod row;

pub use queue::Attempted;
pub use row::{MessageFilter, MessageRow, message_attempts, messages};
