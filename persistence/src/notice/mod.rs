//! Rows of notices: what happened, who is told of it, the inbox, and how each wants to be told.

mod follow;
mod inbox;
mod preference;
mod receivers;

pub use follow::{Happened, happened, notice_position};
pub use inbox::{NoticeRow, notice_by_id, notices, unread};
pub use preference::{PreferenceRow, preference_of, preferences_of};
pub use receivers::Receivers;
