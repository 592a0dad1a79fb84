//! An answer as it is sent, and what is asked.

use kernel::{Language, Refused};
use rating::survey::{SurveyAnswers, SurveyQuestion};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// Choices, each from 1 (very dissatisfied) to 5 (very satisfied). There is no free text.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"overall": 4, "cleaning": 5, "security": 3}))]
pub(super) struct SurveyChoices {
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5)]
    overall: u8,
    #[serde(default)]
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5)]
    service: Option<u8>,
    #[serde(default)]
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5)]
    cleaning: Option<u8>,
    #[serde(default)]
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5)]
    security: Option<u8>,
    #[serde(default)]
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5)]
    facilities: Option<u8>,
    #[serde(default)]
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5)]
    disclosure: Option<u8>,
}

impl SurveyChoices {
    pub(super) fn read(&self) -> Refused<SurveyAnswers> {
        let others = [
            (SurveyQuestion::Service, self.service),
            (SurveyQuestion::Cleaning, self.cleaning),
            (SurveyQuestion::Security, self.security),
            (SurveyQuestion::Facilities, self.facilities),
            (SurveyQuestion::Disclosure, self.disclosure),
        ];
        SurveyAnswers::of(self.overall, others)
    }
}

/// A question, as it is put to people.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"question": "overall", "label": "对物业服务的总体满意度", "needed": true}))]
pub(super) struct SurveyQuestionView {
    question: SurveyQuestion,
    #[schema(max_length = 100)]
    label: &'static str,
    /// Whether an answer without it is none.
    needed: bool,
}

pub(super) fn questions(language: Language) -> Vec<SurveyQuestionView> {
    let each = SurveyQuestion::ALL.iter().map(|question| SurveyQuestionView {
        question: *question,
        label: question.label().in_language(language),
        needed: *question == SurveyQuestion::Overall,
    });
    each.collect()
}
