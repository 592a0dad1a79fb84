//! How a score is shown: every indicator with its inputs, rule, arithmetic and effect, and what would move the stars.

use std::collections::BTreeSet;

use ::rating::{
    AspectScore, Evaluator, Exact, Instead, Line, Move, MoveKind, Scheme, Score, Standing,
    Unchecked, Veto, Written,
};
use kernel::{Hundredths, Language};
use serde::Serialize;
use utoipa::ToSchema;

/// A score with its explanation.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "total": "90.00", "stars": 5, "base": "90.00", "base_exact": "90", "bonus": "0.00", "vetoes": [], "awaits": [],
    "without_source": ["A2"], "unchecked": [], "aspects": [{
        "code": "A", "name": "诉求办理", "maximum": "100.00", "counted": "60.00", "points": "90.00", "exact": "90", "lines": []
    }], "moves": []
}))]
pub(crate) struct ScoreView {
    /// Base and bonus, at most 100.00.
    total: Hundredths,
    /// Null where no indicator counts: nothing was rated.
    #[schema(maximum = 5)]
    stars: Option<u8>,
    /// What the indicators make, rounded.
    base: Hundredths,
    /// The same as a fraction that nothing was lost of.
    #[schema(max_length = 4000)]
    base_exact: String,
    /// What counts of the bonus.
    bonus: Hundredths,
    #[schema(max_items = 30)]
    vetoes: Vec<VetoView>,
    /// Those who have handed in nothing for an indicator that is theirs.
    #[schema(max_items = 10)]
    awaits: Vec<Evaluator>,
    /// The indicators whose figures have no source: a person has to confirm them before a result is final.
    #[schema(value_type = Vec<::rating::ItemCode>, max_items = 800)]
    without_source: Vec<String>,
    #[schema(max_items = 20)]
    aspects: Vec<AspectView>,
    /// Findings of what nobody inspected as a whole: taken off the total, after the bonus.
    #[schema(max_items = 800)]
    unchecked: Vec<UncheckedView>,
    /// Which single changes would move the stars, all else as it is; of each thing the smallest.
    #[schema(max_items = 2000)]
    moves: Vec<MoveView>,
}

/// A veto that was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VetoView {
    #[schema(max_length = 20)]
    code: String,
    #[schema(max_length = 200)]
    name: String,
}

/// Findings that stand by themselves.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct UncheckedView {
    #[schema(max_length = 20)]
    indicator: String,
    #[schema(maximum = 1000000)]
    count: u32,
    /// What they take off the total.
    points: Hundredths,
}

/// An aspect of a score.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AspectView {
    #[schema(max_length = 20)]
    code: String,
    #[schema(max_length = 100)]
    name: String,
    maximum: Hundredths,
    /// The maxima of the indicators that count; the points are rescaled from them to the maximum.
    counted: Hundredths,
    /// Null where nothing of it counts.
    points: Option<Hundredths>,
    #[schema(max_length = 4000)]
    exact: Option<String>,
    #[schema(max_items = 40)]
    lines: Vec<LineView>,
}

/// An indicator of a score.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "code": "A1", "name": "诉求响应率", "maximum": "60.00", "evaluator": "system", "evaluator_label": "系统自动",
    "input": {"indicator": "A1", "part": 9, "whole": 10}, "standing": "scored", "standing_label": "已计分", "points": "54.00",
    "exact": "54", "rule": "60.00 × 比率", "arithmetic": "60.00 × 9/10 = 54.00", "effect": "90.00", "lost": "10.00"
}))]
pub(crate) struct LineView {
    #[schema(max_length = 20)]
    code: String,
    #[schema(max_length = 100)]
    name: String,
    maximum: Hundredths,
    /// Who scores it here; null where it does not apply.
    evaluator: Option<Evaluator>,
    #[schema(max_length = 100)]
    evaluator_label: Option<&'static str>,
    input: Option<Written>,
    standing: Standing,
    #[schema(max_length = 100)]
    standing_label: &'static str,
    points: Hundredths,
    /// The points as a fraction.
    #[schema(max_length = 100)]
    exact: String,
    #[schema(max_length = 4000)]
    rule: String,
    #[schema(max_length = 200)]
    arithmetic: String,
    /// What it adds to the total, after rescaling.
    effect: Hundredths,
    /// What full points would add besides.
    lost: Hundredths,
}

/// A change that would give another number of stars.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MoveView {
    kind: MoveKind,
    #[schema(max_length = 20)]
    code: String,
    /// Of an indicator: what would be found instead.
    input: Option<Written>,
    /// Of a bonus item: its points then.
    points: Option<Hundredths>,
    /// Of findings of what nobody inspected: how many there would be.
    #[schema(maximum = 1000000)]
    findings: Option<u32>,
    /// Of a veto: whether it would be there.
    veto: Option<bool>,
    total: Hundredths,
    #[schema(maximum = 5)]
    stars: u8,
}

pub(super) fn view(score: &Score<'_>, language: Language) -> ScoreView {
    let silent = score.lines.iter().filter(|line| {
        line.input.is_none() && line.evaluator.is_some() && line.standing != Standing::NoSource
    });
    let mut awaits: Vec<Evaluator> = silent.filter_map(|line| line.evaluator).collect();
    awaits.sort();
    awaits.dedup();
    let without = score.lines.iter().filter(|line| line.standing == Standing::NoSource);
    ScoreView {
        total: score.total,
        stars: score.stars,
        base: score.base.rounded(),
        base_exact: score.base.fraction(),
        bonus: score.bonus_counted,
        vetoes: vetoes(score.scheme, &score.vetoes, language),
        awaits,
        without_source: without.map(|line| line.indicator.code.clone()).collect(),
        aspects: score.aspects.iter().map(|one| aspect(one, &score.lines, language)).collect(),
        unchecked: score.unchecked.iter().map(unchecked).collect(),
        moves: score.moves().iter().map(moved).collect(),
    }
}

/// Those of the scheme that were found.
pub(super) fn vetoes(
    scheme: &Scheme,
    found: &BTreeSet<String>,
    language: Language,
) -> Vec<VetoView> {
    let named = |veto: &Veto| match language {
        Language::Zh => veto.name_zh.clone(),
        Language::En => veto.name_en.clone(),
    };
    let found = scheme.vetoes.iter().filter(|veto| found.contains(&veto.code));
    found.map(|veto| VetoView { code: veto.code.clone(), name: named(veto) }).collect()
}

fn aspect(one: &AspectScore<'_>, lines: &[Line<'_>], language: Language) -> AspectView {
    let own = lines.iter().filter(|line| std::ptr::eq(line.aspect, one.aspect));
    let zh = language == Language::Zh;
    AspectView {
        code: one.aspect.code.clone(),
        name: if zh { &one.aspect.name_zh } else { &one.aspect.name_en }.clone(),
        maximum: one.aspect.maximum,
        counted: one.counted,
        points: one.points.as_ref().map(Exact::rounded),
        exact: one.points.as_ref().map(Exact::fraction),
        lines: own.map(|one| line(one, language)).collect(),
    }
}

fn line(one: &Line<'_>, language: Language) -> LineView {
    let indicator = one.indicator;
    let zh = language == Language::Zh;
    LineView {
        code: indicator.code.clone(),
        name: if zh { &indicator.name_zh } else { &indicator.name_en }.clone(),
        maximum: indicator.maximum,
        evaluator: one.evaluator,
        evaluator_label: one.evaluator.map(|who| who.label().in_language(language)),
        input: one.input.map(|input| Written::of(&indicator.code, input)),
        standing: one.standing,
        standing_label: one.standing.label().in_language(language),
        points: one.points.rounded(),
        exact: one.points.fraction(),
        rule: indicator.rule(language),
        arithmetic: one.arithmetic(),
        effect: one.effect().rounded(),
        lost: one.lost().rounded(),
    }
}

fn unchecked(one: &Unchecked<'_>) -> UncheckedView {
    UncheckedView { indicator: one.indicator.code.clone(), count: one.count, points: one.points }
}

fn moved(change: &Move<'_>) -> MoveView {
    let mut view = MoveView {
        kind: change.kind,
        code: change.code.to_owned(),
        input: None,
        points: None,
        findings: None,
        veto: None,
        total: change.total,
        stars: change.stars,
    };
    match change.instead {
        Instead::Input(input) => view.input = Some(Written::of(change.code, input)),
        Instead::Points(points) => view.points = Some(points),
        Instead::Findings(count) => view.findings = Some(count),
        Instead::Veto(there) => view.veto = Some(there),
    }
    view
}
