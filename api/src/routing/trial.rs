//! `tryRoutingRules` 试算派单规则: what the rules would do, and why.

use access::{Action, authorize};
use actix_web::post;
use kernel::{AreaId, Fault, Refusal, RoutingRuleId, Uuid};
use persistence::{Failure, place::area_by_id};
use place::At;
use serde::Deserialize;
use ticket::{Incoming, Priority, Routing, RoutingRule, RuleState};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    ask::ask,
    body::{ConditionsBody, RuleDestination, has_rules},
    create::under_conditions,
    order::RuleOrder,
    record::seen,
    sample::SampleBody,
    trial_view::{TrialView, TriedView},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    place::ensure_duty,
};

/// What the rules are tried on, and what is tried besides those in force.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "samples": [{"estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "category_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
        "description": "3栋电梯困人", "at": "2026-03-02T22:30:00+08:00"}],
    "draft": {"area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "conditions": {"words": ["困人"]}, "to": {"enterprise": true}}
}))]
pub(crate) struct Trial {
    #[validate(length(min = 1, max = 50), nested)]
    #[schema(min_items = 1, max_items = 50)]
    samples: Vec<SampleBody>,
    /// A rule that is not in force yet.
    #[serde(default)]
    #[validate(nested)]
    draft: Option<RuleDraft>,
    /// Another order of an area's rules; those that are not named come last. The draft takes its place before it.
    #[serde(default)]
    #[validate(nested)]
    order: Option<RuleOrder>,
}

/// A rule as it might be.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleDraft {
    /// The rule that would be changed to this; it takes its place in the order. Else the area of a new one.
    #[serde(default)]
    rule_id: Option<RoutingRuleId>,
    #[serde(default)]
    area_id: Option<AreaId>,
    /// Before the rules of the area from this position on; where it was, or last, when not given.
    #[serde(default)]
    #[validate(range(min = 1, max = 1_000_000))]
    #[schema(minimum = 1, maximum = 1000000)]
    position: Option<i32>,
    #[serde(default)]
    #[validate(nested)]
    conditions: ConditionsBody,
    #[validate(nested)]
    to: RuleDestination,
    #[serde(default)]
    priority: Option<Priority>,
}

/// Try the routing rules on samples, without changing anything.
///
/// Up to fifty tickets that might come in or are there, asked as a new ticket would be: for each the rules that are
/// asked, the first condition of each that does not hold, and where it would go. With a draft or another order, as if
/// those were in force. For those who may change the rules of the place that a sample lies in.
#[utoipa::path(tag = "routing", operation_id = "tryRoutingRules", request_body = Trial,
    responses((status = 200, body = TrialView)))]
#[post("/v1/routing-rules/try")]
pub(crate) async fn try_on(ctx: Ctx, body: Body<Trial>) -> Result<Answer, Problem> {
    crate::replay::Key::of(&ctx)?;
    ensure_duty(&ctx.actor, Action::RoutingTry)?;
    ctx.app.load_routing().await?;
    let rules = supposed(&ctx, &body.0).await?;
    let (by, clockwork, language) = (ctx.by(), ctx.app.clockwork(), ctx.language());
    let mut results = Vec::with_capacity(body.0.samples.len());
    for (number, sample) in body.0.samples.iter().enumerate() {
        let tried = sample.read(&ctx).await;
        let tried = tried.map_err(|failure| under(failure, &format!("samples/{number}")))?;
        let (ticket, above, at) = (&tried.ticket, tried.above, tried.at);
        let new = Incoming { ticket, above, at, clockwork: &clockwork };
        let routed = ask(by, ctx.reader(), &rules, (&new, &[])).await?;
        results.push(TriedView::of(&tried, &routed, language));
    }
    Answer::ok(&TrialView { results })
}

/// The rules in force with the draft and in the order that is tried.
async fn supposed(ctx: &Ctx, trial: &Trial) -> Result<Routing, Failure> {
    let mut rules = Routing::clone(&ctx.app.routing());
    if let Some(draft) = &trial.draft {
        let draft = draft.read(ctx).await.map_err(|failure| under(failure, "draft"))?;
        rules = rules.with(draft);
    }
    if let Some(order) = &trial.order {
        let area = area_by_id(ctx.reader(), order.area_id).await?;
        let area = area.ok_or_else(|| Refusal::field("order/area_id", Fault::NotFound))?;
        authorize(&ctx.actor, Action::RoutingTry, &At::open(area.path))?;
        rules = rules.ordered(area.key, &order.rule_ids);
    }
    Ok(rules)
}

impl RuleDraft {
    async fn read(&self, ctx: &Ctx) -> Result<RoutingRule, Failure> {
        let db = ctx.reader();
        let no = |field, fault| Refusal::field(field, fault);
        let (before, area) = match (self.rule_id, self.area_id) {
            (Some(_), Some(_)) => return Err(no("area_id", Fault::NotAllowed).into()),
            (None, None) => return Err(no("area_id", Fault::Required).into()),
            (Some(id), None) => {
                let (rule, area, _) = seen(ctx, db, id, Action::RoutingTry).await?;
                (Some(rule), area)
            }
            (None, Some(id)) => {
                let found = area_by_id(db, id).await?;
                (None, found.ok_or_else(|| no("area_id", Fault::NotFound))?)
            }
        };
        authorize(&ctx.actor, Action::RoutingTry, &At::open(area.path))?;
        if !has_rules(area.level) {
            return Err(no("area_id", Fault::NotAllowed).into());
        }
        let stood = before.as_ref().map_or(i32::MAX, |rule| rule.position);
        Ok(RoutingRule {
            id: self.rule_id.unwrap_or(Uuid::nil().into()),
            area: area.key,
            level: area.level,
            position: self.position.unwrap_or(stood),
            name: before.as_ref().map_or_else(|| "草稿".to_owned(), |rule| rule.name.clone()),
            conditions: self.conditions.read(db, &area).await.map_err(under_conditions)?,
            goal: self.to.goal()?,
            priority: self.priority,
            state: RuleState::Active,
            broken: None,
            version: before.map_or(1, |rule| rule.version + 1),
            updated_at: ctx.now,
        })
    }
}

/// The refusal, with the place of the part in the body.
fn under(failure: Failure, part: &str) -> Failure {
    failure.map_refusal(|refusal| refusal.under(part))
}
