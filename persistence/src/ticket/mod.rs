//! Rows of the ticket: loading it whole, saving a change, lists, and the records beside it.

mod candidates;
mod category;
mod due;
mod list;
mod load;
mod records;
mod row;
mod save;
mod site;

pub use candidates::{Named, assignment, settle};
pub use category::{categories, category};
pub use due::{Holder, due_for_closing, held};
pub use list::{After, Count, Filter, Found, Order, Page, Place, list, statement};
pub use load::{by_client_ref, load, load_for, load_many};
pub use records::{FollowUpRow, RatingRow, Records, ResolutionRow, SupervisionRow, side_records};
pub use site::{Filing, site};

#[cfg(test)]
mod tests;
