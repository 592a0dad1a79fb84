//! Rows of surveys of residents: whom they drew, and the sums of what was answered.

mod answer;
mod invitation;
mod list;
mod results;
mod row;
mod save;

pub use invitation::{
    Invitation, InvitationFilter, Invited, invitation_by_link, invitation_of, invitations,
    own_invitations,
};
pub use list::{SurveyFilter, surveys};
pub use results::{survey_results, survey_tallies};
pub use row::{households, survey_by_id};
