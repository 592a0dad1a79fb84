//! Rows of computed scores: gathering what they are reckoned from, saving them, and reading them back.

mod gather;
mod list;
mod names;
mod revise;
mod row;
mod save;

pub use gather::{Gathered, Mark, gather_cycle, gathered_mark, unsettled};
pub use list::{LeagueRow, ScoreFilter, league, scores};
pub use names::{ScoreNames, score_names};
pub use row::{Computation, ScoreRow, computation, score_by_id};
pub(super) use row::{Vetoed, stars};
