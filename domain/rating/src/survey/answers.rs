//! An answer, and the sums that are all that is kept of answers.

use std::collections::BTreeMap;

use kernel::{Fault, Refusal, Refused};
use serde::{Deserialize, Serialize};

use super::SurveyQuestion;

/// How many choices each question has: from 1 very dissatisfied (很不满意) to 5 very satisfied (很满意).
pub const CHOICES: usize = 5;
/// From this choice on someone is satisfied.
const SATISFIED: usize = 4;

/// One of the choices, counted from nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice(usize);

impl Choice {
    /// # Errors
    /// `validation_failed` at the question unless it is 1 to 5.
    pub fn of(question: SurveyQuestion, number: u8) -> Refused<Self> {
        match usize::from(number).checked_sub(1).filter(|choice| *choice < CHOICES) {
            Some(choice) => Ok(Self(choice)),
            None => Err(Refusal::field(question.as_str(), Fault::Range)),
        }
    }
}

/// A complete answer: the overall question, and those of the others that were answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyAnswers(BTreeMap<SurveyQuestion, Choice>);

impl SurveyAnswers {
    /// # Errors
    /// `validation_failed` at each question whose choice is none.
    pub fn of(
        overall: u8,
        others: impl IntoIterator<Item = (SurveyQuestion, Option<u8>)>,
    ) -> Refused<Self> {
        let given = others.into_iter().filter_map(|(question, choice)| Some((question, choice?)));
        let all = given.chain([(SurveyQuestion::Overall, overall)]);
        let read = all.map(|(question, number)| Ok((question, Choice::of(question, number)?)));
        Ok(Self(read.collect::<Refused<_>>()?))
    }
}

/// How often each choice was made, question by question: no answer can be told from it but by who sees it grow.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally(BTreeMap<SurveyQuestion, [u32; CHOICES]>);

impl Tally {
    #[must_use]
    pub fn with(mut self, answers: &SurveyAnswers) -> Self {
        for (question, choice) in &answers.0 {
            let counts = self.0.entry(*question).or_default();
            if let Some(count) = counts.get_mut(choice.0) {
                *count += 1;
            }
        }
        self
    }

    /// From the worst choice to the best.
    pub fn counts(&self, question: SurveyQuestion) -> [u32; CHOICES] {
        self.0.get(&question).copied().unwrap_or_default()
    }

    pub fn answered(&self, question: SurveyQuestion) -> u32 {
        self.counts(question).iter().sum()
    }

    /// Those who are satisfied or very satisfied.
    pub fn satisfied(&self, question: SurveyQuestion) -> u32 {
        self.counts(question).iter().skip(SATISFIED - 1).sum()
    }
}
