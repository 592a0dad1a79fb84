//! The points of one indicator from what was found.

use kernel::Hundredths;

use crate::{Band, Exact, Indicator, Input, Method, NoData, Standing};

/// One whole, in hundredths.
const ONE: u64 = 100;

impl Indicator {
    /// How it stands, with its points.
    pub(crate) fn points(&self, input: Option<Input>) -> (Standing, Exact) {
        let measured = self.method.figure().is_some();
        match input {
            None if measured => (Standing::NoSource, Exact::zero()),
            None | Some(Input::NoData | Input::Share { whole: 0, .. }) => self.without_data(),
            Some(input) => (Standing::Scored, self.scored(input)),
        }
    }

    fn without_data(&self) -> (Standing, Exact) {
        match self.no_data {
            NoData::Full => (Standing::Full, Exact::of(self.maximum)),
            NoData::Zero => (Standing::Zero, Exact::zero()),
            NoData::Exclude => (Standing::Excluded, Exact::zero()),
        }
    }

    /// What so many findings take off; `None` where nothing is taken off for findings.
    pub(crate) fn taken(&self, count: u32) -> Option<Hundredths> {
        match &self.method {
            Method::Deduction { each, most, figure: None, .. } => {
                let all = each.0.saturating_mul(count.into());
                Some(Hundredths(all.min(most.unwrap_or(self.maximum).0)))
            }
            _ => None,
        }
    }

    pub(crate) fn scored(&self, input: Input) -> Exact {
        let maximum = Exact::of(self.maximum);
        let points = match (&self.method, input) {
            (Method::Deduction { each, most, .. }, Input::Count(count)) => {
                let taken = Exact::of(*each).share(count.into(), 1);
                maximum.minus(&taken.min(Exact::of(most.unwrap_or(self.maximum))))
            }
            (Method::Tiers { tiers }, Input::Tier(tier)) => {
                let tier = usize::try_from(tier).ok().and_then(|tier| tiers.get(tier));
                tier.map_or_else(Exact::zero, |tier| Exact::of(tier.points))
            }
            (Method::Bands { bands, .. }, input) => {
                reached(bands, input).map_or_else(Exact::zero, |band| Exact::of(band.points))
            }
            (Method::Ratio { limit, .. }, Input::Share { part, whole, limiting }) => {
                let points = maximum.share(part.into(), whole.into());
                match limit
                    .as_ref()
                    .filter(|limit| limiting.is_some_and(|found| found < limit.below))
                {
                    Some(limit) => points.min(maximum.share(hundredths(limit.share), ONE)),
                    None => points,
                }
            }
            _ => Exact::zero(),
        };
        points.min(maximum)
    }
}

fn hundredths(value: Hundredths) -> u64 {
    u64::try_from(value.0).unwrap_or(0)
}

/// The highest band that the figure comes up to; fractions are compared by cross-multiplication.
pub(crate) fn reached(bands: &[Band], input: Input) -> Option<&Band> {
    let (part, whole) = match input {
        Input::Count(count) => (u64::from(count), 1),
        Input::Share { part, whole, .. } => (part.into(), u64::from(whole)),
        Input::Tier(_) | Input::NoData => return None,
    };
    let up_to =
        |band: &&Band| part.saturating_mul(ONE) >= hundredths(band.from).saturating_mul(whole);
    bands.iter().filter(up_to).max_by_key(|band| band.from)
}
