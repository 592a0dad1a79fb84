//! What a score was reckoned from, as it is kept with it: always written in one order, so that the same makes the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Hundredths, OrganizationId, Uuid};
use serde::{Deserialize, Serialize};

use crate::{Fact, Input, Inputs, Scheme, Written};

/// The findings of an indicator that nobody inspected as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptFindings {
    pub indicator: String,
    pub count: u32,
}

/// The inputs of one score.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptInputs {
    pub found: Vec<Written>,
    pub unchecked: Vec<KeptFindings>,
    pub facts: BTreeSet<Fact>,
    pub vetoes: BTreeSet<String>,
    pub bonus: BTreeMap<String, Hundredths>,
}

impl Written {
    /// The input as it would be sent.
    pub fn of(indicator: &str, input: Input) -> Self {
        let empty = Self { indicator: indicator.to_owned(), ..Self::default() };
        match input {
            Input::Count(count) => Self { count: Some(count), ..empty },
            Input::Tier(tier) => Self { tier: Some(tier), ..empty },
            Input::Share { part, whole, limiting } => {
                Self { part: Some(part), whole: Some(whole), limiting, ..empty }
            }
            Input::NoData => Self { no_data: true, ..empty },
        }
    }

    fn kept(&self) -> Input {
        match (self.count, self.tier, self.part.zip(self.whole)) {
            (Some(count), ..) => Input::Count(count),
            (_, Some(tier), _) => Input::Tier(tier),
            (_, _, Some((part, whole))) => Input::Share { part, whole, limiting: self.limiting },
            _ => Input::NoData,
        }
    }
}

impl From<&Inputs> for KeptInputs {
    fn from(inputs: &Inputs) -> Self {
        let findings = |(indicator, count): (&String, &u32)| KeptFindings {
            indicator: indicator.clone(),
            count: *count,
        };
        Self {
            found: inputs.found.iter().map(|(code, input)| Written::of(code, *input)).collect(),
            unchecked: inputs.unchecked.iter().map(findings).collect(),
            facts: inputs.facts.clone(),
            vetoes: inputs.vetoes.clone(),
            bonus: inputs.bonus.clone(),
        }
    }
}

impl From<&KeptInputs> for Inputs {
    fn from(kept: &KeptInputs) -> Self {
        let found = kept.found.iter().map(|one| (one.indicator.clone(), one.kept()));
        let findings = kept.unchecked.iter().map(|one| (one.indicator.clone(), one.count));
        Self {
            found: found.collect(),
            facts: kept.facts.clone(),
            vetoes: kept.vetoes.clone(),
            bonus: kept.bonus.clone(),
            unchecked: findings.collect(),
        }
    }
}

/// A score as it was computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// That of the estate in the cycle, so that computing again makes the same.
    pub id: Uuid,
    pub estate: i32,
    pub enterprise: OrganizationId,
    pub inputs: KeptInputs,
    pub total: Hundredths,
    /// None where no indicator counts: nothing was rated.
    pub stars: Option<u8>,
    /// The points of each aspect, in the order of the scheme; none where nothing of it counts.
    pub aspects: Vec<Option<Hundredths>>,
    /// Indicators whose figures have no source.
    pub without_source: Vec<String>,
    /// From 1; those with the same total have the same one.
    pub place: i32,
}

impl Computed {
    /// The score that the inputs make by the scheme.
    pub fn of(
        scheme: &Scheme,
        (id, estate, enterprise): (Uuid, i32, OrganizationId),
        inputs: &Inputs,
    ) -> Self {
        let score = scheme.score(inputs);
        let without = score.lines.iter().filter(|line| line.standing == crate::Standing::NoSource);
        let points = score.aspects.iter().map(|one| one.points.as_ref().map(crate::Exact::rounded));
        Self {
            id,
            estate,
            enterprise,
            inputs: inputs.into(),
            total: score.total,
            stars: score.stars,
            aspects: points.collect(),
            without_source: without.map(|line| line.indicator.code.clone()).collect(),
            place: 0,
        }
    }
}

/// A score with its place in the league table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    pub estate: i32,
    pub total: Hundredths,
    /// Its number in the order, from 1.
    pub position: i32,
    /// From 1; those with the same total have the same one.
    pub place: i32,
}

/// Puts totals in the order of the league table: the highest first, and by the estate where they are the same.
pub fn ranked(totals: impl Iterator<Item = (i32, Hundredths)>) -> Vec<Placed> {
    let mut sorted: Vec<_> = totals.collect();
    sorted.sort_by_key(|(estate, total)| (std::cmp::Reverse(*total), *estate));
    let (mut place, mut before) = (0, None);
    let placed = |(position, (estate, total))| {
        if before != Some(total) {
            (place, before) = (position, Some(total));
        }
        Placed { estate, total, position, place }
    };
    (1..).zip(sorted).map(placed).collect()
}

/// Puts scores in the order of the league table.
pub fn places(scores: &mut [Computed]) {
    scores.sort_by_key(|one| (std::cmp::Reverse(one.total), one.estate));
    let placed = ranked(scores.iter().map(|one| (one.estate, one.total)));
    for (one, placed) in scores.iter_mut().zip(placed) {
        one.place = placed.place;
    }
}
