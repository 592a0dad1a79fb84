//! How a routing rule is shown.

use access::{Action, SubjectKind, may};
use kernel::{RoutingRuleId, Uuid};
use persistence::{Conn, StoreError};
use place::{Area, At};
use serde::Serialize;
use ticket::{Breakage, Priority, RoutingRule, RuleState};
use utoipa::ToSchema;

use super::body::{ConditionsBody, RuleDestination};
use crate::{
    ctx::Ctx,
    http::{Answer, Problem, Versioned, created_at},
    place::Lookup,
};

/// A routing rule (派单规则): new tickets of its area that fit go where it says.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "position": 1,
    "name": "电梯困人直派物业", "conditions": {"area_ids": [], "estate_ids": [],
        "category_ids": ["0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e"], "kinds": [], "priorities": [], "channels": [],
        "words": ["困人"], "working_time": null, "enterprise": null},
    "to": {"enterprise": true}, "priority": "emergency", "state": "active", "state_label": "启用", "broken_at": null,
    "broken_reason": null, "broken_label": null, "allowed_actions": ["change", "retire"], "version": 1,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct RuleView {
    #[schema(value_type = String, format = "uuid", max_length = 36)]
    id: RoutingRuleId,
    #[schema(format = "uuid", max_length = 36)]
    area_id: Uuid,
    /// The rules of an area are asked from the lowest.
    #[schema(minimum = 1)]
    position: i32,
    #[schema(max_length = 100)]
    name: String,
    conditions: ConditionsBody,
    to: RuleDestination,
    priority: Option<Priority>,
    state: RuleState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    /// When the system found that it can dispatch nothing any more, and switched it off.
    #[schema(format = "date-time", max_length = 40)]
    broken_at: Option<String>,
    broken_reason: Option<Breakage>,
    #[schema(max_length = 100)]
    broken_label: Option<&'static str>,
    /// What this caller may do now.
    #[schema(max_items = 40)]
    allowed_actions: Vec<&'static str>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

/// A rule of the area.
pub(super) async fn view(
    ctx: &Ctx,
    db: &impl Conn,
    (rule, area): (&RoutingRule, &Area),
    known: &mut Lookup,
) -> Result<RuleView, StoreError> {
    let language = ctx.language();
    let reason = rule.broken.map(|broken| broken.reason);
    Ok(RuleView {
        id: rule.id,
        area_id: area.id.0,
        position: rule.position,
        name: rule.name.clone(),
        conditions: ConditionsBody::of(db, known, &rule.conditions).await?,
        to: rule.goal.into(),
        priority: rule.priority,
        state: rule.state,
        state_label: rule.state.label().in_language(language),
        broken_at: rule.broken.map(|broken| ctx.time(broken.at)),
        broken_reason: reason,
        broken_label: reason.map(|reason| reason.label().in_language(language)),
        allowed_actions: allowed(ctx, rule, area),
        version: rule.version,
        created_at: created_at(ctx, rule.id.0),
        updated_at: ctx.time(rule.updated_at),
    })
}

fn allowed(ctx: &Ctx, rule: &RoutingRule, area: &Area) -> Vec<&'static str> {
    if rule.state == RuleState::Retired {
        return Vec::new();
    }
    let at = At::open(area.path);
    let actions = [Action::RoutingChange, Action::RoutingRetire];
    let actions = actions.into_iter().filter(|action| may(&ctx.actor, *action, &at));
    actions.map(Action::as_str).collect()
}

/// The rule as an answer.
pub(super) async fn answer(
    ctx: &Ctx,
    db: &impl Conn,
    (rule, area): (&RoutingRule, &Area),
) -> Result<Answer, Problem> {
    let shown = view(ctx, db, (rule, area), &mut Lookup::default()).await?;
    let kind = SubjectKind::RoutingRule;
    Ok(Answer::ok(&shown)?.of(Versioned { kind, id: rule.id.0, version: rule.version }))
}
