//! Messages to people that leave the house: what becomes of one with each attempt.

mod delivery;

pub use delivery::{ATTEMPTS, Channel, Failed, Fate, MessageState, fate};
