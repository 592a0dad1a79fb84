//! `createRoutingRule` 新增派单规则.

use access::{Action, authorize};
use actix_web::post;
use kernel::{AreaId, Fault, Refusal};
use persistence::{place::area_by_id, routing::last_position};
use place::At;
use serde::Deserialize;
use ticket::{MAX_RULES, Priority, RoutingRule, RuleTold};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    body::{ConditionsBody, RuleDestination, has_rules},
    record::ensure_sound,
    view::{RuleView, answer},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    place::ensure_duty,
};

/// A new rule.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "name": "电梯困人直派物业",
    "conditions": {"words": ["困人"]}, "to": {"enterprise": true}, "priority": "emergency"
}))]
pub(crate) struct NewRule {
    /// The district, street or community that it belongs to.
    area_id: AreaId,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    #[serde(default)]
    #[validate(nested)]
    conditions: ConditionsBody,
    #[validate(nested)]
    to: RuleDestination,
    /// What tickets that fit are given; their own where it is left out.
    #[serde(default)]
    priority: Option<Priority>,
    /// False: it is kept, and not asked.
    #[serde(default = "yes")]
    active: bool,
}

const fn yes() -> bool {
    true
}

/// Create a routing rule, asked after the others of its area.
///
/// By the officers and secretaries of a community, the officers of its street and district, and administrators. A new
/// ticket goes by the first rule that fits and can dispatch it: those of its community are asked first, then those of
/// its street, then those of its district, each in their order. A rule does what whoever is to dispatch may do: where an
/// enterprise is under contract, no ticket goes to a department. An area has a hundred rules at most. One that could
/// dispatch nothing is refused.
#[utoipa::path(tag = "routing", operation_id = "createRoutingRule", request_body = NewRule,
    responses((status = 201, body = RuleView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/routing-rules")]
pub(crate) async fn create(ctx: Ctx, body: Body<NewRule>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::RoutingCreate)?;
    let told = &body.0;
    let answer = ctx
        .write(async |tx| {
            let missing = || Refusal::field("area_id", Fault::NotFound);
            let area = area_by_id(tx, told.area_id).await?.ok_or_else(missing)?;
            let permit = authorize(&ctx.actor, Action::RoutingCreate, &At::open(area.path))?;
            let (last, rules) = last_position(tx, area.key).await?;
            if !has_rules(area.level) || rules >= MAX_RULES {
                return Err(Refusal::field("area_id", Fault::NotAllowed).into());
            }
            let conditions = told.conditions.read(tx, &area).await;
            let new = RuleTold {
                name: told.name.clone(),
                conditions: conditions.map_err(under_conditions)?,
                goal: told.to.goal()?,
                priority: told.priority,
                active: told.active,
            };
            let done = RoutingRule::create(&permit, (ctx.id(), &area, last), new, ctx.now)?;
            ensure_sound(&ctx, tx, &done.after).await?;
            tx.create_rule(&done, area.path).await?;
            let location = format!("/v1/routing-rules/{}", done.after.id);
            Ok(answer(&ctx, tx, (&done.after, &area)).await?.at(location))
        })
        .await?;
    ctx.app.load_routing().await?;
    Ok(answer)
}

/// The refusal, with the place of the conditions in the body.
pub(super) fn under_conditions(failure: persistence::Failure) -> persistence::Failure {
    failure.map_refusal(|refusal| refusal.under("conditions"))
}
