//! Figures: what steps add to the counters, folding it in, reading, and counting anew.

mod audit;
mod beside;
mod counted;
mod delta;
mod fold;
mod read;

use ::ticket::{Counts, Measure};
use sea_orm::{QueryResult, Value};

use crate::StoreError;

pub use audit::{Audit, Difference, audit, months, never_built};
pub(super) use counted::{MARKS, marks};
pub(super) use delta::put;
pub use read::{Group, Grouping, Of, Question, below, figures, figures_statement};

/// The columns of all measures, each written by `each`.
fn columns(each: impl Fn(&str) -> String) -> String {
    let all: Vec<String> = Measure::ALL.iter().map(|measure| each(measure.as_str())).collect();
    all.join(", ")
}

fn values(counts: &Counts) -> impl Iterator<Item = Value> + '_ {
    Measure::ALL.iter().map(|measure| counts.get(*measure).into())
}

fn counts(row: &QueryResult) -> Result<Counts, StoreError> {
    let mut counts = Counts::default();
    for measure in Measure::ALL {
        counts.put(*measure, row.try_get("", measure.as_str())?);
    }
    Ok(counts)
}
