//! What people are told, and by which way: who is told of what, in which words, and messages that leave the house.

mod delivery;
mod quiet;
mod table;
mod template;

pub use delivery::{ATTEMPTS, Fate, MessageState, SendFault, Way, fate};
pub use quiet::Quiet;
pub use table::{Receiver, Row, TABLE, rows};
pub use template::{Template, Words, hidden};
