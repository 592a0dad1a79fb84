//! What of a part that is saved a sheet does not take.

use std::collections::BTreeSet;

use kernel::{Fault, FieldError};

use super::{Filling, Sheet, SheetEntry, SheetEvaluator, stated_on};
use crate::{Indicator, Method, Scheme, WrittenBonus};

/// Characters of what proves something, and of a note.
const PROOF: usize = 2000;
const NOTE: usize = 1000;

impl SheetEntry {
    fn check(&self, scheme: &Scheme, indicator: &Indicator) -> Result<(), (&'static str, Fault)> {
        if self.evidence.as_ref().is_some_and(|text| text.chars().count() > PROOF) {
            return Err(("evidence", Fault::Length));
        }
        if self.note.as_ref().is_some_and(|text| text.chars().count() > NOTE) {
            return Err(("note", Fault::Length));
        }
        let deduction = matches!(indicator.method, Method::Deduction { .. });
        match (deduction, self.inspected, self.no_data) {
            (true, false, false) => return Err(("inspected", Fault::Required)),
            (true, true, true) => return Err(("no_data", Fault::NotAllowed)),
            (true, ..) if self.count.is_some() => return Err(("count", Fault::NotAllowed)),
            (false, true, _) => return Err(("inspected", Fault::NotAllowed)),
            _ => {}
        }
        self.written(0).read(scheme).map(|_| ())
    }
}

impl SheetEvaluator {
    /// The street grants bonus, the enterprise claims it.
    pub(super) const fn claims_bonus(self) -> bool {
        matches!(self, Self::PropertyOffice | Self::Enterprise)
    }

    /// The street alone states vetoes.
    pub(super) const fn states_vetoes(self) -> bool {
        matches!(self, Self::PropertyOffice)
    }
}

/// Every entry and every removal that the sheet does not take.
pub(super) fn check_entries(
    part: &Filling,
    (scheme, sheet): (&Scheme, &Sheet),
    errors: &mut Vec<FieldError>,
) {
    let mut seen: BTreeSet<&str> = part.remove.iter().map(String::as_str).collect();
    for (number, code) in part.remove.iter().enumerate() {
        if !sheet.indicators(scheme).any(|one| one.code == *code) {
            errors.push(FieldError::body(format!("remove/{number}"), Fault::NotFound));
        }
    }
    for (number, entry) in part.entries.iter().enumerate() {
        let own = sheet.indicators(scheme).find(|one| one.code == entry.indicator);
        let known = scheme.indicators().any(|(_, one)| one.code == entry.indicator);
        let wrong = match own {
            _ if !seen.insert(&entry.indicator) => Some(("indicator", Fault::Taken)),
            Some(indicator) => entry.check(scheme, indicator).err(),
            None if known => Some(("indicator", Fault::NotAllowed)),
            None => Some(("indicator", Fault::NotFound)),
        };
        let at = |(field, fault)| FieldError::body(format!("entries/{number}/{field}"), fault);
        errors.extend(wrong.map(at));
    }
}

/// Bonus, vetoes and facts that this evaluator does not state, or not like this.
pub(super) fn check_items(
    part: &Filling,
    (scheme, evaluator): (&Scheme, SheetEvaluator),
    errors: &mut Vec<FieldError>,
) {
    check_bonus(part, (scheme, evaluator), errors);
    check_vetoes(part, (scheme, evaluator), errors);
    let mut stated = BTreeSet::new();
    for (number, one) in part.facts.iter().flatten().enumerate() {
        let at = |fault| FieldError::body(format!("facts/{number}/fact"), fault);
        if stated_on(one.fact) != Some(evaluator) {
            errors.push(at(Fault::NotAllowed));
        } else if !stated.insert(one.fact) {
            errors.push(at(Fault::Taken));
        }
    }
}

fn check_bonus(
    part: &Filling,
    (scheme, evaluator): (&Scheme, SheetEvaluator),
    errors: &mut Vec<FieldError>,
) {
    let mut seen = BTreeSet::new();
    for (number, one) in part.bonus.iter().flatten().enumerate() {
        let written = WrittenBonus { item: one.item.clone(), points: one.points };
        let wrong = match written.read(scheme) {
            _ if !evaluator.claims_bonus() => Some(("item", Fault::NotAllowed)),
            Err(wrong) => Some(wrong),
            Ok(_) if !seen.insert(&one.item) => Some(("item", Fault::Taken)),
            Ok(_) => proof(&one.evidence).map(|fault| ("evidence", fault)),
        };
        let at = |(field, fault)| FieldError::body(format!("bonus/{number}/{field}"), fault);
        errors.extend(wrong.map(at));
    }
}

fn check_vetoes(
    part: &Filling,
    (scheme, evaluator): (&Scheme, SheetEvaluator),
    errors: &mut Vec<FieldError>,
) {
    let mut seen = BTreeSet::new();
    for (number, one) in part.vetoes.iter().flatten().enumerate() {
        let known = scheme.vetoes.iter().any(|veto| veto.code == one.veto);
        let wrong = match known {
            _ if !evaluator.states_vetoes() => Some(("veto", Fault::NotAllowed)),
            false => Some(("veto", Fault::NotFound)),
            true if !seen.insert(&one.veto) => Some(("veto", Fault::Taken)),
            true => proof(&one.facts).map(|fault| ("facts", fault)),
        };
        let at = |(field, fault)| FieldError::body(format!("vetoes/{number}/{field}"), fault);
        errors.extend(wrong.map(at));
    }
}

/// What is wrong with a text that has to prove something.
fn proof(text: &str) -> Option<Fault> {
    match text.trim().is_empty() {
        true => Some(Fault::Required),
        false => (text.chars().count() > PROOF).then_some(Fault::Length),
    }
}
