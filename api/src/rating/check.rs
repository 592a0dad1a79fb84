//! `checkScheme`: what is wrong with a scheme as a whole, before anyone keeps it.

use std::collections::BTreeMap;

use ::rating::{Desk, Evaluator, Figure, Origin, Scheme, Unit, figure_named};
use access::{Action, authorize};
use actix_web::post;
use kernel::{Hundredths, Language};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::view::{FaultView, faults};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
};

/// A scheme to be checked.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"document": {
    "code": "one-aspect", "name_zh": "一方面评分方案", "name_en": "A scheme of one aspect", "status": "local", "provenance": "",
    "aspects": [{"code": "A", "name_zh": "诉求办理", "name_en": "Demands", "maximum": "100.00", "indicators": [{
        "code": "A1", "name_zh": "诉求响应率", "name_en": "Response rate", "maximum": "100.00", "evaluator": "system",
        "method": {"kind": "ratio", "figure": "ticket.response_rate"}, "no_data": "exclude"
    }]}],
    "vetoes": [], "bonus": {"cap": "0.00", "items": []}, "bands": [{"stars": 5, "from": "90.00"}, {"stars": 0, "from": "0.00"}],
    "survey": {"sample_share": "0.10", "valid_answers": 50}
}}))]
pub(crate) struct CheckBody {
    document: Scheme,
}

/// What was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "sound": true, "total": "100.00", "aspects": 1, "indicators": 1, "faults": [],
    "evaluators": [{"evaluator": "system", "label": "系统自动", "indicators": 1, "points": "100.00"}],
    "figures": [{
        "indicator": "A1", "figure": "ticket.response_rate", "label": "诉求响应率", "unit": "ratio", "origin": "tickets", "built": true
    }]
}))]
pub(crate) struct CheckView {
    /// Whether it could be put in force.
    sound: bool,
    /// What the indicators make together.
    total: Hundredths,
    aspects: usize,
    indicators: usize,
    #[schema(max_items = 10000)]
    faults: Vec<FaultView>,
    /// How much each evaluator decides.
    #[schema(max_items = 10)]
    evaluators: Vec<EvaluatorView>,
    /// What the system measures for it.
    #[schema(max_items = 1000)]
    figures: Vec<FigureView>,
}

/// The weight of an evaluator.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EvaluatorView {
    evaluator: Evaluator,
    #[schema(max_length = 100)]
    label: &'static str,
    indicators: usize,
    points: Hundredths,
}

/// A figure that an indicator is scored by.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FigureView {
    #[schema(max_length = 20)]
    indicator: String,
    #[schema(max_length = 80)]
    figure: &'static str,
    #[schema(max_length = 100)]
    label: &'static str,
    unit: Unit,
    /// What it is measured from.
    origin: Origin,
    /// Whether that is kept by this system today; an indicator without it is left out, and never zero.
    built: bool,
}

/// Check a scheme as a whole.
///
/// 100.00 points, no gap and no overlap in bands and tiers, every code once, and every figure known: each fault with
/// its place. Nothing is kept.
#[utoipa::path(tag = "ratings", operation_id = "checkScheme", request_body = CheckBody,
    responses((status = 200, body = CheckView)))]
#[post("/v1/schemes/check")]
pub(crate) async fn check(ctx: Ctx, body: Body<CheckBody>) -> Result<Answer, Problem> {
    authorize(&ctx.actor, Action::SchemeRead, &Desk::open())?;
    let scheme = &body.0.document;
    ctx.write(async |_| {
        scheme.bounded().map_err(|refusal| refusal.under("document"))?;
        Ok(Answer::ok(&checked(scheme, ctx.language()))?)
    })
    .await
}

fn checked(scheme: &Scheme, language: Language) -> CheckView {
    let found = scheme.faults();
    let maxima = scheme.indicators().map(|(_, one)| one.maximum.0);
    CheckView {
        sound: found.is_empty(),
        total: Hundredths(maxima.sum()),
        aspects: scheme.aspects.len(),
        indicators: scheme.indicators().count(),
        faults: faults(&found, language),
        evaluators: evaluators(scheme, language),
        figures: figures(scheme, language),
    }
}

fn evaluators(scheme: &Scheme, language: Language) -> Vec<EvaluatorView> {
    let mut weights: BTreeMap<Evaluator, (usize, i64)> = BTreeMap::new();
    for (_, one) in scheme.indicators() {
        let weight = weights.entry(one.evaluator).or_default();
        *weight = (weight.0 + 1, weight.1 + one.maximum.0);
    }
    let view = |(evaluator, (indicators, points)): (Evaluator, (usize, i64))| EvaluatorView {
        evaluator,
        label: evaluator.label().in_language(language),
        indicators,
        points: Hundredths(points),
    };
    weights.into_iter().map(view).collect()
}

fn figures(scheme: &Scheme, language: Language) -> Vec<FigureView> {
    let view = |indicator: &str, figure: &'static Figure| FigureView {
        indicator: indicator.to_owned(),
        figure: figure.name,
        label: figure.label.in_language(language),
        unit: figure.unit,
        origin: figure.origin,
        built: figure.origin.is_built(),
    };
    let named = scheme.indicators().filter_map(|(_, one)| Some((one, one.method.figure()?)));
    named.filter_map(|(one, name)| Some(view(&one.code, figure_named(name)?))).collect()
}
