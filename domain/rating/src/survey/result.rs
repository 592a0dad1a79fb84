//! What the answers make together, and what the indicators of the residents are scored from.

use super::{EstateSurvey, SurveyFlag, SurveyQuestion, Tally};
use crate::{Evaluator, Input, Method, Scheme};

/// The fewest answers that are shown: with fewer, those who know some of the households could tell who said what (house
/// default).
pub const FLOOR: u32 = 5;

/// The result of a survey that is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyResult {
    /// Complete answers.
    pub valid: u32,
    /// Of those, satisfied or very satisfied overall.
    pub satisfied: u32,
    pub flags: Vec<SurveyFlag>,
}

impl SurveyResult {
    pub fn of(survey: &EstateSurvey, tally: &Tally) -> Self {
        let valid = tally.answered(SurveyQuestion::Overall);
        let share = u64::try_from(survey.share.0).unwrap_or(0);
        let part = u64::from(valid) * 100 < share * u64::from(survey.households);
        let found = [
            (SurveyFlag::FewAnswers, valid < survey.valid_needed),
            (SurveyFlag::SmallShare, part),
            (SurveyFlag::SmallEstate, survey.households < survey.valid_needed),
            (SurveyFlag::Withheld, valid < FLOOR),
        ];
        Self {
            valid,
            satisfied: tally.satisfied(SurveyQuestion::Overall),
            flags: found.into_iter().filter(|(_, holds)| *holds).map(|(flag, _)| flag).collect(),
        }
    }

    /// Whether it stays under what the scheme asks for.
    pub fn is_too_few(&self) -> bool {
        let too_few = |flag| matches!(flag, SurveyFlag::FewAnswers | SurveyFlag::SmallShare);
        self.flags.iter().copied().any(too_few)
    }

    pub const fn is_shown(&self) -> bool {
        self.valid >= FLOOR
    }

    /// The share of the satisfied; none where a score would tell what so few said.
    pub fn input(&self) -> Option<Input> {
        let share = Input::Share { part: self.satisfied, whole: self.valid, limiting: None };
        self.is_shown().then_some(share)
    }
}

/// The codes of the indicators that the residents score, each with its input. A result of too few answers counts, and is
/// flagged. One of tiers has none: no line says from which share on a tier is reached.
pub fn residents_inputs<'a>(
    scheme: &'a Scheme,
    result: &SurveyResult,
) -> impl Iterator<Item = (&'a str, Input)> {
    let input = result.input();
    let asked = scheme.indicators().filter(|(_, one)| one.evaluator == Evaluator::Residents);
    asked.filter_map(move |(_, one)| match one.method {
        Method::Bands { .. } | Method::Ratio { .. } => Some((one.code.as_str(), input?)),
        Method::Tiers { .. } | Method::Deduction { .. } => None,
    })
}
