//! Rows of announced outages, and the tickets about them.

mod due;
mod list;
mod row;

pub use due::{outages_due, outages_to_tell, tickets_to_tell};
pub use list::{OutageFilter, outages};
pub use row::outage_by_id;
