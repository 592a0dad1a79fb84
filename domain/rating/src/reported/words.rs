//! The words of reported figures: where one stands, which may be reported, and what each says.

use kernel::{Fault, Refusal, Refused};

use crate::{FIGURES, Figure, LIMITING, MAX_INPUT, Origin, Unit};

kernel::words! {
    /// Where a reported figure stands.
    ReportedState {
        Reported = "reported", "已报送待核实", "reported, to be verified";
        /// It goes into scores.
        Verified = "verified", "已核实", "verified";
        Rejected = "rejected", "核实不通过", "rejected";
        /// A newer one stands in its place.
        Replaced = "replaced", "已被新报送替代", "replaced by a newer one";
    }
}

/// A figure that is reported from outside, by its name; `None` of one that is measured here, or of none.
pub fn reportable(name: &str) -> Option<&'static Figure> {
    let reported = |figure: &&Figure| figure.origin == Origin::Reported && figure.name == name;
    FIGURES.iter().chain(LIMITING).find(reported)
}

/// What a reported figure says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReportedValue {
    /// How many of `whole`; zero of zero where there was nothing to count.
    Share {
        part: u32,
        whole: u32,
    },
    Count(u32),
}

impl ReportedValue {
    /// What was written for a figure: a share takes `part` and `whole`, a count takes `count`.
    ///
    /// # Errors
    /// `validation_failed` at a field that is missing, does not belong to the figure, or is out of bounds.
    pub fn read(figure: &Figure, [part, whole, count]: [Option<u32>; 3]) -> Refused<Self> {
        let wrong = |field: &str, fault| Err(Refusal::field(field, fault));
        let counts = figure.unit == Unit::Count;
        let foreign = match counts {
            true => [("part", part), ("whole", whole)].to_vec(),
            false => [("count", count)].to_vec(),
        };
        if let Some((field, _)) = foreign.iter().find(|(_, given)| given.is_some()) {
            return wrong(field, Fault::NotAllowed);
        }
        let needed = |value: Option<u32>, field: &str| match value {
            None => Err(Refusal::field(field, Fault::Required)),
            Some(value) if value > MAX_INPUT => Err(Refusal::field(field, Fault::Range)),
            Some(value) => Ok(value),
        };
        if counts {
            return Ok(Self::Count(needed(count, "count")?));
        }
        let (part, whole) = (needed(part, "part")?, needed(whole, "whole")?);
        if part > whole { wrong("part", Fault::Range) } else { Ok(Self::Share { part, whole }) }
    }

    /// Part, whole and count, as it is written.
    pub const fn written(self) -> [Option<u32>; 3] {
        match self {
            Self::Share { part, whole } => [Some(part), Some(whole), None],
            Self::Count(count) => [None, None, Some(count)],
        }
    }

    /// What was written, read again; `None` of what never was.
    pub const fn of(written: [Option<u32>; 3]) -> Option<Self> {
        match written {
            [Some(part), Some(whole), None] => Some(Self::Share { part, whole }),
            [None, None, Some(count)] => Some(Self::Count(count)),
            _ => None,
        }
    }
}
