//! The star rating (物业服务星级评价): schemes of indicators, and the exact score that one makes of what was found.

mod attached;
mod bounds;
mod check;
mod check_method;
mod computed;
pub mod credit;
pub mod cycle;
mod evidence;
mod exact;
mod explain;
mod fault;
mod figure;
pub mod finding;
mod input;
mod kept;
mod league;
pub mod listing;
mod measured;
mod method;
mod moves;
pub mod objection;
mod period;
mod points;
mod rated;
pub mod reported;
mod scheme;
mod score;
mod shipped;
pub mod survey;
mod words;

pub use attached::{EvidenceAttached, EvidenceDesk, EvidenceFile, MOST_EVIDENCE, MOST_ON_SHEET};
pub use computed::{
    Computed, EstateEvidence, KeptFindings, KeptInputs, Placed, gathered, places, ranked,
};
pub use evidence::{Evidence, EvidenceLink, MOST_LINKS};
pub use exact::Exact;
pub use fault::{Found, SchemeFault, unsound};
pub use figure::{FIGURES, Figure, LIMITING, Origin, Unit, figure_named, limiting_named};
pub use input::{Input, Inputs, MAX_INPUT, Written, WrittenBonus};
pub use kept::{Desk, LIFECYCLE, SchemeChange, Standpoint};
pub use league::{EnterpriseRank, EnterpriseSums, enterprises_ranked};
pub use measured::{
    DEFINITIONS, Definition, Fate, Measured, REPLY_WITHIN, Share, TicketSums, definition_of,
};
pub use method::{Band, Limit, Method, Tier};
pub use moves::{Instead, Move, MoveKind};
pub use period::Period;
pub use rated::Rated;
pub use scheme::{
    Aspect, Bonus, BonusItem, Indicator, ItemCode, Scheme, Source, StarBand, Survey, Veto, When,
};
pub use score::{AspectScore, Line, Score, TOTAL, Unchecked};
pub use shipped::{Shipped, shipped, shipped_by_id};
pub use words::{Confidence, Evaluator, Fact, NoData, SchemeState, Standing, Status};

#[cfg(test)]
mod tests;
