//! Rows of the ticket: loading it whole, saving a change, lists, and the records beside it.

mod add;
mod attachment;
mod candidates;
mod cards;
mod category;
mod claim;
mod create;
mod due;
mod figures;
mod index;
mod labels;
mod list;
mod load;
mod overseers;
mod people;
mod records;
mod related;
mod row;
mod save;
mod site;
mod status;
mod whistle;

pub use attachment::{attachment, attachment_count, attachments, leavings, photos};
pub(crate) use candidates::IN_FORCE;
pub use candidates::{Named, assignment, settle};
pub use cards::{SuspensionRow, suspensions};
pub use category::{categories, category};
pub use claim::filed_for;
pub use due::{Holder, due_for_closing, due_for_review, held, unreplied};
pub use figures::{
    Audit, Difference, Group, Grouping, Of, Question, audit, below, figures, figures_statement,
    months, never_built,
};
pub use index::{Texts, Unindexed, has_unindexed, search_key, unindexed};
pub use labels::{Labels, labels};
pub use list::{
    After, Bounds, Count, Filter, Found, Order, Page, Place, ids, list, search_statements,
    statement,
};
pub use load::{by_client_ref, load, load_for, load_many};
pub(crate) use overseers::{BRANCH, COMMUNITY, Rung, STREET, overseers};
pub use records::{
    FollowUpRow, RatingRow, Records, RequestRow, ResolutionRow, SupervisionRow, side_records,
};
pub use related::{finished_wholes, followers, merging, parts};
pub use site::{Filing, Known, KnownSite, site};
pub use status::{Standing, standing};
pub use whistle::{WhistleFilter, serving, stuck_whistles, whistles};

#[cfg(test)]
mod tests;
