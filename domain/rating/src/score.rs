//! The score of an estate (得分): exact from the first indicator to the last sum, and rounded once.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Hundredths;

use crate::{Aspect, BonusItem, Evaluator, Exact, Indicator, Input, Inputs, Scheme, Standing};

/// What the whole makes, in hundredths: 100.00 points.
pub const TOTAL: Hundredths = Hundredths(10_000);

/// One indicator in a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    pub aspect: &'a Aspect,
    pub indicator: &'a Indicator,
    /// Who scores it here; none where it does not apply.
    pub evaluator: Option<Evaluator>,
    pub input: Option<Input>,
    pub standing: Standing,
    /// Out of the indicator's maximum.
    pub points: Exact,
    /// What one point of it is worth in the total, after rescaling.
    pub weight: Exact,
}

/// One aspect in a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AspectScore<'a> {
    pub aspect: &'a Aspect,
    /// The maxima of the indicators that count.
    pub counted: Hundredths,
    /// Out of the aspect's maximum; none where nothing of it counts.
    pub points: Option<Exact>,
}

/// Findings of an indicator that nobody inspected as a whole: its points are left out of the reckoning, and these are
/// taken off the total, so that what was found lowers it all the same (house default).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unchecked<'a> {
    pub indicator: &'a Indicator,
    pub count: u32,
    /// What is taken off.
    pub points: Hundredths,
}

/// A whole score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score<'a> {
    pub scheme: &'a Scheme,
    pub lines: Vec<Line<'a>>,
    pub aspects: Vec<AspectScore<'a>>,
    /// What the indicators make.
    pub base: Exact,
    /// The bonus items that were granted, and what counts of them.
    pub bonus: Vec<(&'a BonusItem, Hundredths)>,
    pub bonus_counted: Hundredths,
    pub unchecked: Vec<Unchecked<'a>>,
    pub total: Hundredths,
    /// None where no indicator counts: nothing was rated then.
    pub stars: Option<u8>,
    pub vetoes: BTreeSet<String>,
}

impl Standing {
    /// Whether the maximum of the indicator stays in the reckoning.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Scored | Self::Full | Self::Zero)
    }
}

/// The sum of whole hundredths.
pub(crate) fn sum(points: impl Iterator<Item = Hundredths>) -> Hundredths {
    Hundredths(points.map(|points| points.0).sum())
}

/// `a / b` as an exact factor: a hundredth of hundredths is one.
fn factor(a: Hundredths, b: Hundredths) -> Exact {
    let number = |value: Hundredths| u64::try_from(value.0).unwrap_or(0);
    Exact::of(Hundredths(1)).share(number(a), number(b))
}

impl Scheme {
    /// The score that the inputs make. The order in which they came does not matter.
    pub fn score(&self, inputs: &Inputs) -> Score<'_> {
        let mut lines: Vec<Line<'_>> =
            self.indicators().map(|(aspect, one)| Line::of(aspect, one, inputs)).collect();
        let aspects: Vec<_> = self.aspects.iter().map(|one| AspectScore::of(one, &lines)).collect();
        let whole = aspects.iter().filter(|one| one.points.is_some());
        let whole = factor(TOTAL, sum(whole.map(|one| one.aspect.maximum)));
        for line in lines.iter_mut().filter(|line| line.standing.counts()) {
            let own = aspects.iter().find(|one| std::ptr::eq(one.aspect, line.aspect));
            let own = own.map_or_else(Exact::zero, |one| factor(one.aspect.maximum, one.counted));
            line.weight = own.times(&whole);
        }
        let base = aspects.iter().filter_map(|one| one.points.as_ref());
        let base = base.fold(Exact::zero(), |base, points| base.plus(points)).times(&whole);
        let bonus: Vec<_> = self
            .bonus
            .items
            .iter()
            .filter_map(|item| Some((item, *inputs.bonus.get(&item.code)?)))
            .collect();
        let bonus_counted = sum(bonus.iter().map(|(_, points)| *points)).min(self.bonus.cap);
        let rated = lines.iter().any(|line| line.standing.counts());
        let unchecked: Vec<_> =
            lines.iter().filter_map(|line| Unchecked::of(line, &inputs.unchecked)).collect();
        let off = sum(unchecked.iter().map(|one| one.points));
        let total = total(&base, bonus_counted, off);
        let stars = if inputs.vetoes.is_empty() { self.stars(total) } else { 0 };
        Score {
            scheme: self,
            lines,
            aspects,
            base,
            bonus,
            bonus_counted,
            unchecked,
            total,
            stars: rated.then_some(stars),
            vetoes: inputs.vetoes.clone(),
        }
    }
}

/// Base and bonus, at most 100.00, less what was found unchecked, rounded here and nowhere before.
pub(crate) fn total(base: &Exact, bonus: Hundredths, off: Hundredths) -> Hundredths {
    base.plus(&Exact::of(bonus)).min(Exact::of(TOTAL)).minus(&Exact::of(off)).rounded()
}

impl<'a> Unchecked<'a> {
    fn of(line: &Line<'a>, found: &BTreeMap<String, u32>) -> Option<Self> {
        let indicator = line.indicator;
        let open = matches!(line.standing, Standing::Excluded | Standing::Full);
        let count = *found.get(&indicator.code).filter(|count| open && **count > 0)?;
        Some(Self { indicator, count, points: indicator.taken(count)? })
    }
}

impl<'a> Line<'a> {
    fn of(aspect: &'a Aspect, indicator: &'a Indicator, inputs: &Inputs) -> Self {
        let evaluator = indicator.evaluator_on(&inputs.facts);
        let input = inputs.found.get(&indicator.code).copied();
        let (standing, points) = match evaluator {
            None => (Standing::NotApplicable, Exact::zero()),
            Some(_) => indicator.points(input),
        };
        Self { aspect, indicator, evaluator, input, standing, points, weight: Exact::zero() }
    }

    /// What it adds to the total.
    pub fn effect(&self) -> Exact {
        self.points.times(&self.weight)
    }

    /// What the total would have with full points here, beyond what it has.
    pub fn lost(&self) -> Exact {
        Exact::of(self.indicator.maximum).times(&self.weight).minus(&self.effect())
    }
}

impl<'a> AspectScore<'a> {
    fn of(aspect: &'a Aspect, lines: &[Line<'_>]) -> Self {
        let own = || {
            lines.iter().filter(|line| std::ptr::eq(line.aspect, aspect) && line.standing.counts())
        };
        let counted = sum(own().map(|line| line.indicator.maximum));
        let points = own().fold(Exact::zero(), |points, line| points.plus(&line.points));
        let rescaled = points.times(&factor(aspect.maximum, counted));
        Self { aspect, counted, points: (counted.0 > 0).then_some(rescaled) }
    }
}
