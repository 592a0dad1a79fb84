//! Rows of the ticket: loading it whole, saving a change, lists, and the records beside it.

mod add;
mod candidates;
mod cards;
mod category;
mod claim;
mod due;
mod figures;
mod list;
mod load;
mod records;
mod related;
mod row;
mod save;
mod site;
mod whistle;

pub use candidates::{Named, assignment, settle};
pub use cards::{SuspensionRow, suspensions};
pub use category::{categories, category};
pub use claim::filed_for;
pub use due::{Holder, due_for_closing, due_for_review, held, unreplied};
pub use figures::{Blown, Called, Returned, return_figures, whistle_figures};
pub use list::{After, Count, Filter, Found, Order, Page, Place, list, statement};
pub use load::{by_client_ref, load, load_for, load_many};
pub use records::{
    FollowUpRow, RatingRow, Records, RequestRow, ResolutionRow, SupervisionRow, side_records,
};
pub use related::{followers, merging};
pub use site::{Filing, site};
pub use whistle::{WhistleFilter, serving, stuck_whistles, whistles};

#[cfg(test)]
mod tests;
