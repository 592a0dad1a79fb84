//! Rows of calendars and their years.

mod read;
mod save;

pub use read::{Kept, almanac, almanac_of_area, almanacs, chain, national, years};
