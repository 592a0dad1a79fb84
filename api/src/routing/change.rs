//! `changeRoutingRule` 修改派单规则: another version of it, or on and off.

use access::Action;
use actix_web::patch;
use kernel::RoutingRuleId;
use serde::Deserialize;
use ticket::{Priority, RulePatch};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    body::{ConditionsBody, RuleDestination},
    create::under_conditions,
    record::{ensure_sound, seen},
    view::{RuleView, answer},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Id, IdPath, Problem, given},
};

/// What changes; the rest stays. Conditions and destination are each given as a whole.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"to": {"enterprise": true}, "active": true}))]
pub(crate) struct RuleUpdate {
    #[serde(default, deserialize_with = "given")]
    #[validate(length(min = 1, max = 100))]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 100)]
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[validate(nested)]
    #[schema(value_type = ConditionsBody, required = false)]
    conditions: Option<ConditionsBody>,
    #[serde(default, deserialize_with = "given")]
    #[validate(nested)]
    #[schema(value_type = RuleDestination, required = false)]
    to: Option<RuleDestination>,
    /// Null: tickets keep their own.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Priority>, required = false)]
    priority: Option<Option<Priority>>,
    /// True switches it on, a broken one too, where it can dispatch something; false switches it off.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = bool, required = false)]
    active: Option<bool>,
}

/// Change a routing rule (merge patch), or switch it on or off. Needs `If-Match`.
///
/// Each change is a new version; the journal keeps those before. Tickets that it dispatched stay where they are.
#[utoipa::path(tag = "routing", operation_id = "changeRoutingRule", params(IdPath), request_body = RuleUpdate,
    responses((status = 200, body = RuleView, headers(("ETag" = String)))))]
#[patch("/v1/routing-rules/{id}")]
pub(crate) async fn change(
    ctx: Ctx,
    id: Id<RoutingRuleId>,
    body: Body<RuleUpdate>,
) -> Result<Answer, Problem> {
    let told = &body.0;
    let answer = ctx
        .write(async |tx| {
            let (rule, area, permit) = seen(&ctx, tx, id.0, Action::RoutingChange).await?;
            ctx.match_version(rule.version, true)?;
            let conditions = match &told.conditions {
                None => None,
                Some(told) => Some(told.read(tx, &area).await.map_err(under_conditions)?),
            };
            let patch = RulePatch {
                name: told.name.clone(),
                conditions,
                goal: told.to.map(|to| to.goal()).transpose()?,
                priority: told.priority,
                active: told.active,
            };
            let done = rule.change(&permit, patch, ctx.now)?;
            ensure_sound(&ctx, tx, &done.after).await?;
            tx.save_rule(&done, area.path).await?;
            Ok(answer(&ctx, tx, (&done.after, &area)).await?)
        })
        .await?;
    ctx.app.load_routing().await?;
    Ok(answer)
}
