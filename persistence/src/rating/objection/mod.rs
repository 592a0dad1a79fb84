//! Rows of objections to scores, and of the scores that were corrected after them.

mod list;
mod row;
mod save;
mod scorers;

pub use list::{
    ObjectionFilter, disputed_codes, objections, objections_late, pending, waiting_sides,
};
pub use row::objection_by_id;
pub use save::{Reckoned, Revision, revisions_of, revisions_of_objections};
pub use scorers::scorers_of;
