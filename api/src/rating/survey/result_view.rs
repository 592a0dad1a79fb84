//! What the answers of a survey make together, as it is shown once it is closed.

use kernel::{Hundredths, Language};
use rating::survey::{FLOOR, SurveyFlag, SurveyQuestion, SurveyResult, Tally};
use serde::Serialize;
use utoipa::ToSchema;

/// The result of a survey. What fewer than five said is not told.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "valid": 52, "satisfied": 46, "percent": "88.46", "too_few": false, "flags": [],
    "questions": [{"question": "overall", "label": "对物业服务的总体满意度", "answered": 52, "satisfied": 46, "counts": [1, 1, 4, 20, 26]}]
}))]
pub(super) struct SurveyResultView {
    /// Complete answers.
    valid: u32,
    /// Of those, satisfied or very satisfied overall; null where too few are in to be shown.
    satisfied: Option<u32>,
    /// Satisfied of valid, in percent with two places, rounded for the eye; scored is the exact share.
    percent: Option<Hundredths>,
    /// Whether there are fewer answers, or a smaller share of the households, than the scheme asks for.
    too_few: bool,
    #[schema(max_items = 4)]
    flags: Vec<SurveyFlagView>,
    /// Of questions that fewer than five answered nothing but that.
    #[schema(max_items = 6)]
    questions: Vec<SurveyQuestionResult>,
}

/// What a result has to be read with.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"flag": "few_answers", "label": "有效答卷份数不足"}))]
pub(super) struct SurveyFlagView {
    flag: SurveyFlag,
    #[schema(max_length = 100)]
    label: &'static str,
}

/// The result of one question.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct SurveyQuestionResult {
    question: SurveyQuestion,
    #[schema(max_length = 100)]
    label: &'static str,
    answered: u32,
    satisfied: Option<u32>,
    /// How often each choice was made, from 1 to 5.
    #[schema(max_items = 5)]
    counts: Option<Vec<u32>>,
}

pub(super) fn result_view(
    language: Language,
    result: &SurveyResult,
    tally: &Tally,
) -> SurveyResultView {
    let flags = result
        .flags
        .iter()
        .map(|flag| SurveyFlagView { flag: *flag, label: flag.label().in_language(language) });
    SurveyResultView {
        valid: result.valid,
        satisfied: result.is_shown().then_some(result.satisfied),
        percent: result.is_shown().then(|| percent(result)),
        too_few: result.is_too_few(),
        flags: flags.collect(),
        questions: SurveyQuestion::ALL.iter().map(|one| of(language, *one, tally)).collect(),
    }
}

fn of(language: Language, question: SurveyQuestion, tally: &Tally) -> SurveyQuestionResult {
    let answered = tally.answered(question);
    let shown = answered >= FLOOR;
    SurveyQuestionResult {
        question,
        label: question.label().in_language(language),
        answered,
        satisfied: shown.then(|| tally.satisfied(question)),
        counts: shown.then(|| tally.counts(question).to_vec()),
    }
}

fn percent(result: &SurveyResult) -> Hundredths {
    let (part, whole) = (i64::from(result.satisfied), i64::from(result.valid.max(1)));
    Hundredths((part * 10_000 * 2 + whole) / (whole * 2))
}
