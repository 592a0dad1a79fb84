//! What an estate is scored from: one finding for each indicator, the facts of the estate, vetoes and bonus.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Fault, FieldError, Hundredths, Refusal, Refused};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Evaluator, Fact, Indicator, Method, Scheme, Unit, figure_named};

/// The greatest number that an input holds.
pub const MAX_INPUT: u32 = 1_000_000;

/// What was found for one indicator, as it is written in a request: which fields are needed follows from its method.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IndicatorInput, example = json!({"indicator": "C2", "part": 95, "whole": 100}))]
pub struct Written {
    #[schema(min_length = 1, max_length = 20)]
    pub indicator: String,
    /// Findings, or the units of a count.
    #[serde(default)]
    #[schema(maximum = 1000000)]
    pub count: Option<u32>,
    /// The number of the tier that was chosen, the first is 0.
    #[serde(default)]
    #[schema(maximum = 9)]
    pub tier: Option<u32>,
    /// Of a share: how many of `whole`.
    #[serde(default)]
    #[schema(maximum = 1000000)]
    pub part: Option<u32>,
    /// Zero where there was nothing to count.
    #[serde(default)]
    #[schema(maximum = 1000000)]
    pub whole: Option<u32>,
    /// The figure that may limit the share.
    #[serde(default)]
    #[schema(maximum = 1000000)]
    pub limiting: Option<u32>,
    /// Nothing was there to be counted, or nothing was handed in.
    #[serde(default)]
    pub no_data: bool,
}

/// What was found for one indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Input {
    Count(u32),
    Tier(u32),
    Share { part: u32, whole: u32, limiting: Option<u32> },
    NoData,
}

/// Points for one bonus item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"item": "P1", "points": "1.00"}))]
pub struct WrittenBonus {
    #[schema(min_length = 1, max_length = 20)]
    pub item: String,
    pub points: Hundredths,
}

/// Everything that one score is made of. What is not among the inputs was not handed in, or has no source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inputs {
    pub found: BTreeMap<String, Input>,
    pub facts: BTreeSet<Fact>,
    pub vetoes: BTreeSet<String>,
    pub bonus: BTreeMap<String, Hundredths>,
    /// Findings of indicators that nobody inspected as a whole, so that they have no count among `found`.
    pub unchecked: BTreeMap<String, u32>,
}

impl Inputs {
    /// What was written, as the scheme understands it; every fault is named.
    pub fn read(
        scheme: &Scheme,
        (found, bonus): (&[Written], &[WrittenBonus]),
        (facts, vetoes): (&[Fact], &[String]),
    ) -> Refused<Self> {
        let mut inputs = Self { facts: facts.iter().copied().collect(), ..Self::default() };
        let mut errors = Vec::new();
        for (number, written) in found.iter().enumerate() {
            let read = written.read(scheme);
            match read
                .and_then(|input| put(&mut inputs.found, &written.indicator, input, "indicator"))
            {
                Ok(()) => {}
                Err((field, fault)) => {
                    errors.push(FieldError::body(format!("inputs/{number}/{field}"), fault))
                }
            }
        }
        for (number, veto) in vetoes.iter().enumerate() {
            let known = scheme.vetoes.iter().any(|one| one.code == *veto);
            let fault = if known { Fault::Taken } else { Fault::NotFound };
            if !known || !inputs.vetoes.insert(veto.clone()) {
                errors.push(FieldError::body(format!("vetoes/{number}"), fault));
            }
        }
        for (number, written) in bonus.iter().enumerate() {
            let read = written.read(scheme);
            match read.and_then(|points| put(&mut inputs.bonus, &written.item, points, "item")) {
                Ok(()) => {}
                Err((field, fault)) => {
                    errors.push(FieldError::body(format!("bonus/{number}/{field}"), fault))
                }
            }
        }
        if errors.is_empty() {
            return Ok(inputs);
        }
        Err(Refusal { errors, ..Refusal::new(kernel::Code::ValidationFailed) })
    }
}

type Wrong = (&'static str, Fault);

fn put<T>(
    into: &mut BTreeMap<String, T>,
    code: &str,
    value: T,
    field: &'static str,
) -> Result<(), Wrong> {
    match into.insert(code.to_owned(), value) {
        None => Ok(()),
        Some(_) => Err((field, Fault::Taken)),
    }
}

impl WrittenBonus {
    pub(crate) fn read(&self, scheme: &Scheme) -> Result<Hundredths, Wrong> {
        let item = scheme.bonus.items.iter().find(|item| item.code == self.item);
        let item = item.ok_or(("item", Fault::NotFound))?;
        let fits = (0..=item.maximum.0).contains(&self.points.0);
        if fits { Ok(self.points) } else { Err(("points", Fault::Range)) }
    }
}

impl Written {
    pub(crate) fn read(&self, scheme: &Scheme) -> Result<Input, Wrong> {
        let known = scheme.indicators().find(|(_, one)| one.code == self.indicator);
        let (_, indicator) = known.ok_or(("indicator", Fault::NotFound))?;
        self.only(indicator)?;
        if self.no_data {
            return Ok(Input::NoData);
        }
        let needed = |value: Option<u32>, field: &'static str| {
            let value = value.ok_or((field, Fault::Required))?;
            if value <= MAX_INPUT { Ok(value) } else { Err((field, Fault::Range)) }
        };
        match Takes::of(indicator) {
            Takes::Count => Ok(Input::Count(needed(self.count, "count")?)),
            Takes::Tier(tiers) => {
                let tier = needed(self.tier, "tier")?;
                let there = usize::try_from(tier).is_ok_and(|tier| tier < tiers);
                if there { Ok(Input::Tier(tier)) } else { Err(("tier", Fault::Range)) }
            }
            Takes::Share { limited } => {
                let (part, whole) = (needed(self.part, "part")?, needed(self.whole, "whole")?);
                if part > whole {
                    return Err(("part", Fault::Range));
                }
                let limiting =
                    if limited { Some(needed(self.limiting, "limiting")?) } else { None };
                Ok(Input::Share { part, whole, limiting })
            }
        }
    }

    /// No field that the method does not ask for.
    fn only(&self, indicator: &Indicator) -> Result<(), Wrong> {
        let takes = Takes::of(indicator);
        let fields = [
            ("count", self.count.is_some(), takes == Takes::Count),
            ("tier", self.tier.is_some(), matches!(takes, Takes::Tier(_))),
            ("part", self.part.is_some(), matches!(takes, Takes::Share { .. })),
            ("whole", self.whole.is_some(), matches!(takes, Takes::Share { .. })),
            ("limiting", self.limiting.is_some(), takes == Takes::Share { limited: true }),
        ];
        let mut wrong =
            fields.into_iter().filter(|(_, given, asked)| *given && (!asked || self.no_data));
        wrong.next().map_or(Ok(()), |(field, ..)| Err((field, Fault::NotAllowed)))
    }
}

/// What sort of an input an indicator takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Count,
    Tier(usize),
    Share { limited: bool },
}

impl Takes {
    fn of(indicator: &Indicator) -> Self {
        match &indicator.method {
            Method::Deduction { .. } => Self::Count,
            Method::Tiers { tiers } => Self::Tier(tiers.len()),
            Method::Ratio { limit, .. } => Self::Share { limited: limit.is_some() },
            Method::Bands { figure, .. } => {
                let known = figure.as_deref().and_then(figure_named);
                match known.map(|figure| figure.unit) {
                    Some(Unit::Count) => Self::Count,
                    Some(Unit::Ratio) | None => Self::Share { limited: false },
                }
            }
        }
    }
}

impl Indicator {
    /// Who scores it on an estate of which these facts hold; `None` where it does not apply there.
    pub fn evaluator_on(&self, facts: &BTreeSet<Fact>) -> Option<Evaluator> {
        match self.when {
            Some(when) if !facts.contains(&when.fact) => when.otherwise,
            _ => Some(self.evaluator),
        }
    }
}
