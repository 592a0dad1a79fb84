//! Rows of bulletins to residents, and of their replies.

mod list;
mod opinion;
mod row;

pub use list::{BulletinFilter, bulletins};
pub use opinion::{opinion_by_id, opinion_of, opinions};
pub use row::bulletin_by_id;
