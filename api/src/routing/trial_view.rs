//! What a trial of routing rules tells.

use kernel::{Language, RoutingRuleId, TicketId};
use serde::Serialize;
use ticket::{Breakage, Condition, Priority};
use utoipa::ToSchema;

use super::{
    ask::{Asked, Routed, Verdict},
    body::RuleDestination,
    sample::Tried,
};

/// What the rules would do with each sample, in the order of the samples.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"results": [{
    "ticket_id": null, "matched": true, "to": {"organization_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d"},
    "priority": "emergency", "asked": [
        {"rule_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "name": "夜间噪声", "verdict": "failed", "failed": "category",
            "broken": null, "label": "类别"},
        {"rule_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "name": "电梯困人直派物业", "verdict": "taken", "failed": null,
            "broken": null, "label": null}
    ]
}]}))]
pub(crate) struct TrialView {
    #[schema(max_items = 50)]
    pub(super) results: Vec<TriedView>,
}

/// What becomes of one sample.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TriedView {
    #[schema(value_type = Option<String>, format = "uuid", max_length = 36)]
    ticket_id: Option<TicketId>,
    /// Whether a rule takes it: the last of those asked. Otherwise it waits to be dispatched.
    matched: bool,
    to: Option<RuleDestination>,
    /// That which it then has.
    priority: Priority,
    /// The rules that are asked, the first first, up to the one that takes it.
    #[schema(max_items = 400)]
    asked: Vec<AskedView>,
}

/// What becomes of asking a rule.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AskedView {
    /// Null for a draft of a new rule.
    #[schema(value_type = Option<String>, format = "uuid", max_length = 36)]
    rule_id: Option<RoutingRuleId>,
    #[schema(max_length = 100)]
    name: String,
    verdict: VerdictWord,
    /// The first condition that does not hold.
    failed: Option<Condition>,
    broken: Option<Breakage>,
    /// The condition or the breakage in words.
    #[schema(max_length = 100)]
    label: Option<&'static str>,
}

kernel::words! {
    /// What becomes of asking a rule.
    VerdictWord {
        /// It takes the ticket.
        Taken = "taken", "命中", "taken";
        Failed = "failed", "条件不符", "a condition does not hold";
        /// It fits and cannot dispatch this ticket, though others: the next one is asked.
        PassedOver = "passed_over", "无法派给", "passed over";
        /// It fits and can dispatch nothing any more: it would be switched off, and the next one asked.
        Broken = "broken", "规则失效", "broken";
    }
}

impl TriedView {
    pub(super) fn of(tried: &Tried, routed: &Routed<'_>, language: Language) -> Self {
        let after = routed.steps.last().map_or(&tried.ticket, |step| &step.after);
        let asked = routed.asked.iter().map(|one| AskedView::of(one, language));
        Self {
            ticket_id: tried.known,
            matched: !routed.steps.is_empty(),
            to: after.course.target.map(RuleDestination::of),
            priority: after.priority,
            asked: asked.collect(),
        }
    }
}

impl AskedView {
    fn of(asked: &Asked<'_>, language: Language) -> Self {
        let (verdict, failed, broken) = match asked.verdict {
            Verdict::Taken => (VerdictWord::Taken, None, None),
            Verdict::PassedOver => (VerdictWord::PassedOver, None, None),
            Verdict::Failed(condition) => (VerdictWord::Failed, Some(condition), None),
            Verdict::Broken(reason) => (VerdictWord::Broken, None, Some(reason)),
        };
        let label = failed.map(Condition::label).or(broken.map(Breakage::label));
        Self {
            rule_id: Some(asked.rule.id).filter(|id| !id.0.is_nil()),
            name: asked.rule.name.clone(),
            verdict,
            failed,
            broken,
            label: label.map(|label| label.in_language(language)),
        }
    }
}
