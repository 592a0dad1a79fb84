//! Rows of places: areas and their moves, estates, buildings, premises and residencies.

mod area;
mod building;
mod carry;
mod entry;
mod estate;
mod moving;
mod premises;
mod residency;
#[cfg(test)]
pub(crate) mod tests;

pub use area::{AreaFilter, area_by_id, area_by_key, areas, path_of};
pub use building::{building_by_id, buildings};
pub use estate::{EstateFilter, commons_of, estate_by_id, estate_by_key, estates};
pub use moving::{ActiveMove, active_moves, is_moving};
pub use premises::{PremisesFilter, premises, premises_by_id};
pub use residency::{
    ResidencyFilter, owns_premises, residencies, residencies_of_duty, residency_by_id,
};

pub(crate) use entry::{Query, date, date_or_none, taken};
