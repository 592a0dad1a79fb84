//! Who may do what, and how far: actions, duties, one policy, and the permit that proves a decision.

mod action;
mod actor;
mod authorize;
mod credentials;
mod matrix;
mod path;
mod policy;
mod relation;
mod role;
mod sight;
mod standing;
mod subject;
mod term;

pub use action::Action;
pub use actor::{Actor, Duty, Reach, Who};
pub use authorize::{Denied, Permit, Subject, authorize, may, sees};
pub use matrix::{matrix, roles_of};
pub use path::{Level, ScopePath, area_party, party_area};
pub use relation::Relation;
pub use role::{ReachKind, Role};
pub use sight::sights;
pub use standing::{AccountState, ClientState};
pub use subject::SubjectKind;
pub use term::{Mine, Term, View, scope};
