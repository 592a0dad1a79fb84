//! Clocks (时限): what has to be done by when, which steps start and stop them, and what follows when time runs out.

mod called;
mod effect;
mod fire;
mod limit;
mod mirror;
mod policy;
mod rules;
mod running;
mod tick;

pub use effect::{EFFECTS, Effect};
pub use fire::{Anew, Fired};
pub use limit::{ClockKind, ClockUnit, Consequence, Level, Limit, MAX_LEVELS};
pub use policy::{ClockPolicy, Matches, PolicyChange, PolicyTold};
pub use rules::{Clockwork, Placed};
pub use running::{Clock, Pause};
pub use tick::{concerns_clocks, tick, ticked};
