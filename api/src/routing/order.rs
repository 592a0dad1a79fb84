//! `orderRoutingRules` 调整派单规则顺序: in which order the rules of an area are asked.

use access::{Action, authorize};
use actix_web::post;
use kernel::{AreaId, Fault, Refusal, RoutingRuleId};
use persistence::{
    place::area_by_id,
    routing::{last_position, rules_of},
};
use place::At;
use serde::{Deserialize, Serialize};
use ticket::RoutingRule;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{RuleView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    place::{Lookup, ensure_duty},
};

/// The order of an area's rules.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "rule_ids": ["0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f"]
}))]
pub(crate) struct RuleOrder {
    pub(super) area_id: AreaId,
    /// Every rule of the area that is not retired, once; the first is asked first.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_items = 1, max_items = 100)]
    pub(super) rule_ids: Vec<RoutingRuleId>,
}

/// The rules of an area in their order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrderedRules {
    #[schema(max_items = 100)]
    items: Vec<RuleView>,
}

/// Put the routing rules of an area in order.
///
/// In one step: all of them are named, so that nobody orders what they have not seen. Each rule that moves gets a new
/// version.
#[utoipa::path(tag = "routing", operation_id = "orderRoutingRules", request_body = RuleOrder,
    responses((status = 200, body = OrderedRules)))]
#[post("/v1/routing-rules/order")]
pub(crate) async fn order(ctx: Ctx, body: Body<RuleOrder>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::RoutingOrder)?;
    let told = &body.0;
    let answer = ctx
        .write(async |tx| {
            let missing = || Refusal::field("area_id", Fault::NotFound);
            let area = area_by_id(tx, told.area_id).await?.ok_or_else(missing)?;
            let permit = authorize(&ctx.actor, Action::RoutingOrder, &At::open(area.path))?;
            last_position(tx, area.key).await?;
            let rules = rules_of(tx, area.key).await?;
            let (mut items, mut known) = (Vec::new(), Lookup::default());
            for (position, rule) in (1..).zip(in_order(&rules, &told.rule_ids)?) {
                let done = rule.placed(&permit, position, ctx.now)?;
                if let Some(done) = &done {
                    tx.save_rule(done, area.path).await?;
                }
                let after = done.as_ref().map_or(rule, |done| &done.after);
                items.push(view(&ctx, tx, (after, &area), &mut known).await?);
            }
            Ok(Answer::ok(&OrderedRules { items })?)
        })
        .await?;
    ctx.app.load_routing().await?;
    Ok(answer)
}

/// The rules in the order of the ids, which name each of them once.
fn in_order<'a>(
    rules: &'a [RoutingRule],
    ids: &[RoutingRuleId],
) -> Result<Vec<&'a RoutingRule>, Refusal> {
    let mut ordered = Vec::with_capacity(rules.len());
    for (at, id) in ids.iter().enumerate() {
        let no = |fault| Refusal::field(format!("rule_ids/{at}"), fault);
        if ids.iter().take(at).any(|before| before == id) {
            return Err(no(Fault::Taken));
        }
        let found = rules.iter().find(|rule| rule.id == *id);
        ordered.push(found.ok_or_else(|| no(Fault::NotFound))?);
    }
    if ordered.len() < rules.len() {
        return Err(Refusal::field("rule_ids", Fault::Required));
    }
    Ok(ordered)
}
