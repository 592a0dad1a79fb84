//! The whole-scheme check: 100.00 points, no gap and no overlap, every code once, every figure known.

use std::collections::BTreeSet;

use kernel::Hundredths;

use crate::{
    Aspect, Found, Scheme, SchemeFault,
    SchemeFault::{
        AboveMaximum, CodeTwice, Gap, NothingThere, OutOfRange, Overlap, ProvenanceNeeded,
        SumDiffers, TotalNotHundred, UnknownSource,
    },
    StarBand, Status, check_method,
    score::{TOTAL, sum},
};

/// The most stars.
const MOST_STARS: u8 = 5;

/// Faults as they are found.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Found>);

impl Faults {
    pub(crate) fn add(&mut self, at: impl Into<String>, fault: SchemeFault) {
        self.0.push(Found { at: at.into(), fault });
    }

    pub(crate) fn add_if(&mut self, wrong: bool, at: impl Into<String>, fault: SchemeFault) {
        if wrong {
            self.add(at, fault);
        }
    }
}

impl Scheme {
    /// Everything that keeps it from being put in force, in the order of the document.
    pub fn faults(&self) -> Vec<Found> {
        let mut faults = Faults::default();
        let origin = self.status == Status::Reconstructed && self.provenance.trim().is_empty();
        faults.add_if(origin, "provenance", ProvenanceNeeded);
        faults.add_if(self.aspects.is_empty(), "aspects", NothingThere);
        let total = sum(self.aspects.iter().map(|aspect| aspect.maximum));
        faults.add_if(total != TOTAL, "aspects", TotalNotHundred);
        self.codes(&mut faults);
        for (number, aspect) in self.aspects.iter().enumerate() {
            self.aspect(aspect, &format!("aspects/{number}"), &mut faults);
        }
        for (number, veto) in self.vetoes.iter().enumerate() {
            self.sources(&veto.sources, &format!("vetoes/{number}"), &mut faults);
        }
        self.bonus(&mut faults);
        stars(&self.bands, &mut faults);
        let share = self.survey.sample_share.0;
        faults.add_if(!(1..=100).contains(&share), "survey/sample_share", OutOfRange);
        faults.add_if(self.survey.valid_answers == 0, "survey/valid_answers", OutOfRange);
        faults.0
    }

    fn codes(&self, faults: &mut Faults) {
        let aspects = self.aspects.iter().enumerate();
        once(aspects.clone().map(|(n, one)| (format!("aspects/{n}"), &one.code)), faults);
        let indicators = aspects.flat_map(|(n, aspect)| {
            let own = aspect.indicators.iter().enumerate();
            own.map(move |(i, one)| (format!("aspects/{n}/indicators/{i}"), &one.code))
        });
        once(indicators, faults);
        let vetoes = self.vetoes.iter().enumerate();
        once(vetoes.map(|(n, one)| (format!("vetoes/{n}"), &one.code)), faults);
        let bonus = self.bonus.items.iter().enumerate();
        once(bonus.map(|(n, one)| (format!("bonus/items/{n}"), &one.code)), faults);
        let sources = self.sources.iter().enumerate();
        once(sources.map(|(n, one)| (format!("sources/{n}"), &one.code)), faults);
    }

    fn aspect(&self, aspect: &Aspect, at: &str, faults: &mut Faults) {
        faults.add_if(aspect.indicators.is_empty(), format!("{at}/indicators"), NothingThere);
        let own = sum(aspect.indicators.iter().map(|indicator| indicator.maximum));
        faults.add_if(own != aspect.maximum, format!("{at}/maximum"), SumDiffers);
        for (number, indicator) in aspect.indicators.iter().enumerate() {
            let here = format!("{at}/indicators/{number}");
            check_method::indicator(indicator, &here, faults);
            self.sources(&indicator.sources, &here, faults);
        }
    }

    fn sources(&self, named: &[String], at: &str, faults: &mut Faults) {
        for (number, code) in named.iter().enumerate() {
            let known = self.sources.iter().any(|source| source.code == *code);
            faults.add_if(!known, format!("{at}/sources/{number}"), UnknownSource);
        }
    }

    fn bonus(&self, faults: &mut Faults) {
        let cap = self.bonus.cap;
        faults.add_if(!(0..=TOTAL.0).contains(&cap.0), "bonus/cap", OutOfRange);
        for (number, item) in self.bonus.items.iter().enumerate() {
            let at = format!("bonus/items/{number}");
            faults.add_if(item.maximum.0 <= 0, format!("{at}/maximum"), SchemeFault::NotPositive);
            faults.add_if(item.maximum > cap, format!("{at}/maximum"), AboveMaximum);
            self.sources(&item.sources, &at, faults);
        }
    }
}

/// Each code once.
fn once<'a>(codes: impl Iterator<Item = (String, &'a String)>, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for (at, code) in codes {
        faults.add_if(!seen.insert(code), format!("{at}/code"), CodeTwice);
    }
}

/// From the most stars down to a band that begins at nothing, each number and each line once.
fn stars(bands: &[StarBand], faults: &mut Faults) {
    let Some(last) = bands.last() else { return faults.add("bands", NothingThere) };
    for (number, band) in bands.iter().enumerate() {
        let at = format!("bands/{number}");
        let possible = (0..=TOTAL.0).contains(&band.from.0);
        faults.add_if(!possible, format!("{at}/from"), OutOfRange);
        faults.add_if(band.stars > MOST_STARS, format!("{at}/stars"), OutOfRange);
        let before = number.checked_sub(1).and_then(|before| bands.get(before));
        if let Some(before) = before {
            faults.add_if(band.from >= before.from, format!("{at}/from"), Overlap);
            faults.add_if(band.stars >= before.stars, format!("{at}/stars"), Overlap);
        }
    }
    let at = format!("bands/{}/from", bands.len() - 1);
    faults.add_if(last.from != Hundredths(0), at, Gap);
}
