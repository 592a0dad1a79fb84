//! Where things are: areas, estates, buildings, premises, and who lives there.

mod area;
mod area_code;
mod at;
mod estate;
mod premises;
mod relocation;
mod residency;
#[cfg(test)]
mod tests;
mod words;

pub use area::{Area, NewArea, level_above};
pub use area_code::{AreaCode, NotAnAreaCode};
pub use at::At;
pub use estate::{Estate, EstateChange, NewEstate, PHASES};
pub use premises::{Building, NewPremises, Premises};
pub use relocation::{MAX_AHEAD_DAYS, Relocated, Relocation, Transfer};
pub use residency::{RESIDENCY, Residency, ResidencyRequest};
pub use words::{Management, MoveStage, Phase, PremisesUse, ResidencyRelation, ResidencyState};
