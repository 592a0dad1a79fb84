//! The parts of a finding as they are shown: the scheme's rule, what was done about it, and why it was withdrawn.

use access::Role;
use kernel::{Hundredths, Language, Uuid};
use rating::{
    Evaluator, EvidenceLink,
    finding::{Finding, Rectification, Withdrawal},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ctx::Ctx;

/// What the scheme says of the indicator.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "scheme_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b31", "label": "供配电与公共照明", "evaluator": "property_office",
    "evaluator_label": "街道办(物管办)", "each": "0.20"
}))]
pub(crate) struct FindingRuleView {
    /// The scheme that was in force when it was filed.
    #[schema(format = "uuid", max_length = 36)]
    scheme_id: Uuid,
    #[schema(max_length = 100)]
    label: String,
    /// The side that filed it, and verifies.
    evaluator: Evaluator,
    #[schema(max_length = 60)]
    evaluator_label: &'static str,
    /// Points that one unit takes off.
    each: Hundredths,
}

pub(super) fn rule(finding: &Finding, language: Language) -> FindingRuleView {
    let item = &finding.item;
    let label = if language == Language::Zh { &item.name_zh } else { &item.name_en };
    FindingRuleView {
        scheme_id: item.scheme.0,
        label: label.clone(),
        evaluator: finding.evaluator,
        evaluator_label: finding.evaluator.label().in_language(language),
        each: item.each,
    }
}

/// Why a finding counts for nothing.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = FindingWithdrawalView, example = json!({
    "reason": "经核对,该处不属于本小区", "by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "role": "property_office",
    "at": "2026-03-04T15:00:00.000+08:00"
}))]
pub(crate) struct WithdrawalView {
    #[schema(max_length = 1000)]
    reason: String,
    #[schema(format = "uuid", max_length = 36)]
    by: Uuid,
    role: Role,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
}

pub(super) fn withdrawal(ctx: &Ctx, gone: &Withdrawal) -> WithdrawalView {
    let (reason, at) = (gone.reason.clone(), ctx.time(gone.at));
    WithdrawalView { reason, by: gone.by, role: gone.role, at }
}

/// What was done about a finding, with what was decided on it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = FindingRectificationView, example = json!({
    "number": 1, "note": "两处灯具已更换", "evidence": "更换后照片及领料单", "links": [],
    "by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "role": "manager", "at": "2026-03-04T15:00:00.000+08:00",
    "in_time": true, "accepted": null, "words": null, "judged_by": null, "judged_role": null, "judged_at": null
}))]
pub(crate) struct RectificationView {
    #[schema(minimum = 1, maximum = 20)]
    number: i32,
    #[schema(max_length = 1000)]
    note: String,
    #[schema(max_length = 2000)]
    evidence: String,
    #[schema(max_items = 10)]
    links: Vec<EvidenceLink>,
    #[schema(format = "uuid", max_length = 36)]
    by: Uuid,
    role: Role,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
    /// Whether that was by the due day.
    in_time: bool,
    /// Null while it waits.
    accepted: Option<bool>,
    #[schema(max_length = 1000)]
    words: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    judged_by: Option<Uuid>,
    judged_role: Option<Role>,
    #[schema(format = "date-time", max_length = 40)]
    judged_at: Option<String>,
}

pub(super) fn rectification(
    ctx: &Ctx,
    finding: &Finding,
    done: &Rectification,
) -> RectificationView {
    let judged = done.judged.as_ref();
    RectificationView {
        number: done.number,
        note: done.note.clone(),
        evidence: done.evidence.words.clone(),
        links: done.evidence.links.clone(),
        by: done.by,
        role: done.role,
        at: ctx.time(done.at),
        in_time: done.on <= finding.due_on,
        accepted: judged.map(|judged| judged.accepted),
        words: judged.map(|judged| judged.words.clone()),
        judged_by: judged.map(|judged| judged.by),
        judged_role: judged.map(|judged| judged.role),
        judged_at: judged.map(|judged| ctx.time(judged.at)),
    }
}
