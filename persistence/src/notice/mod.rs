//! Rows of notices: what happened, who is told of it, the inbox, and how each wants to be told.

mod follow;
mod holders;
mod inbox;
mod preference;
mod receivers;
mod scorers;
mod telling;

pub use follow::{Happened, Reached, happened, notice_position};
pub use inbox::{NoticeRow, count, notice_by_id, notices};
pub use preference::{PreferenceRow, preference_of, preferences_of};
pub use receivers::Receivers;
pub use telling::{Telling, residents, waiting_telling};
