//! The change feed: every committed entry of the journal in one order, as far as someone may see it.

mod changes;
mod sequencer;
mod sight;

pub use changes::{Change, Changes, changes, statement};
pub use sequencer::{head, unplaced};
