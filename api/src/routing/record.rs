//! What the steps of a rule share: finding it, and looking whether it can dispatch anything.

use access::{Action, Permit, authorize};
use kernel::{Fault, Refusal, RoutingRuleId};
use persistence::{
    Conn, Failure, StoreError,
    place::area_by_key,
    routing::{breakage, rule},
};
use place::{Area, At};
use ticket::{Breakage, Goal, RoutingRule, RuleState};

use crate::ctx::Ctx;

/// The rule with its area, if the caller may do this with it; for who may not know of it, it is not there.
pub(crate) async fn seen(
    ctx: &Ctx,
    db: &impl Conn,
    id: RoutingRuleId,
    action: Action,
) -> Result<(RoutingRule, Area, Permit), Failure> {
    let found = rule(db, id).await?.ok_or_else(Refusal::missing)?;
    let area = area_by_key(db, found.area).await?.ok_or(StoreError::Corrupt("area"))?;
    let subject = At::hidden(area.path, Action::RoutingRead);
    let permit = authorize(&ctx.actor, action, &subject)?;
    Ok((found, area, permit))
}

/// Refuses an active rule that can dispatch nothing, where it says what stands in the way.
pub(super) async fn ensure_sound(
    ctx: &Ctx,
    db: &impl Conn,
    rule: &RoutingRule,
) -> Result<(), Failure> {
    if rule.state != RuleState::Active {
        return Ok(());
    }
    let Some(reason) = breakage(db, rule, (ctx.now, ctx.today())).await? else { return Ok(()) };
    let field = match (reason, rule.goal) {
        (Breakage::PlaceGone, _) => "conditions",
        (Breakage::CategoryRetired, _) => "conditions/category_ids",
        (_, Goal::Account(_)) => "to/account_id",
        (_, Goal::Organization(_)) => "to/organization_id",
        (_, Goal::Pool) => "to/pool",
        (_, Goal::Enterprise) => "to/enterprise",
    };
    Err(Refusal::field(field, Fault::NotAllowed).into())
}
