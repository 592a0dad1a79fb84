//! Rating cycles (评价周期): which estates are rated in a period, and the sheets (评分表) on which people score them.

mod disclosing;
mod document;
mod filling;
mod lacking;
mod parts;
mod period;
mod record;
mod sheet;
mod steps;
mod subject;
mod words;

pub use disclosing::{Confirmed, Pending};
pub use document::{Document, Filling, SheetBonus, SheetEntry, SheetVeto, StatedFact};
pub use filling::{Lateness, SheetChange, Sheeting};
pub use lacking::Lack;
pub use record::{CYCLE, Cycle, CycleDesk};
pub use sheet::{RuledSheet, SHEET, Sheet, Signature, facts_of};
pub use steps::{CycleChange, Opening, Planning};
pub use subject::{Candidate, Service, Subject, evaluators, served_since, stated_on};
pub use words::{
    CycleKind, CycleState, LackKind, Ruling, SheetEvaluator, SheetState, SubjectStanding,
};

#[cfg(test)]
mod tests;
