//! `setClockPolicy`: how much time there is for something from now on.

use access::{Action, ScopePath, SubjectKind, authorize};
use actix_web::post;
use calendar::Desk;
use kernel::{AreaId, CategoryId, Fault, Refusal};
use persistence::{Failure, Tx, clock::policy_by_key, place::area_by_id, ticket::category};
use serde::Deserialize;
use ticket::{ClockKind, ClockPolicy, Kind, Level, Limit, Matches, PolicyTold, Priority};
use utoipa::ToSchema;
use validator::Validate;

use super::view::{ClockPolicyView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem, Versioned},
    place::{Lookup, ensure_duty},
};

/// A policy: the tickets that it is for, how much time there is, and what follows.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "clock": "resolution", "kind": "complaint", "limit": {"unit": "workdays", "amount": 5},
    "levels": [{"percent": 75, "effect": "notice"}, {"percent": 100, "effect": "reminder"}], "apply_to_running": false
}))]
pub(crate) struct ClockPolicyBody {
    clock: ClockKind,
    /// For tickets of this category alone; so with the area, the kind and the priority.
    #[serde(default)]
    category_id: Option<CategoryId>,
    /// A district, street or community.
    #[serde(default)]
    area_id: Option<AreaId>,
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    priority: Option<Priority>,
    /// A resolution stays below the ceilings of the province: consultation 2, help, suggestion and repair 10,
    /// complaint and report 15 workdays; without a kind the lowest of them.
    limit: Limit,
    /// In percent of the time, rising; the usual ones of the clock when not given.
    #[serde(default)]
    #[schema(max_items = 10)]
    levels: Option<Vec<Level>>,
    /// False: the policy fits nothing any more.
    #[serde(default = "yes")]
    active: bool,
    /// Whether clocks that run already are measured by it, too. Their pauses stay.
    #[serde(default)]
    apply_to_running: bool,
}

const fn yes() -> bool {
    true
}

/// Set a policy of clocks, in place of the one for just the same tickets.
///
/// By the officers of a district and administrators; one for an area by those whose duty covers it. Clocks that run
/// keep the limit that they began with unless `apply_to_running` says otherwise: then each is measured anew, with an
/// entry in the history of its ticket.
#[utoipa::path(tag = "calendars", operation_id = "setClockPolicy", request_body = ClockPolicyBody,
    responses((status = 200, body = ClockPolicyView, headers(("ETag" = String)))))]
#[post("/v1/clock-policies")]
pub(crate) async fn set(ctx: Ctx, body: Body<ClockPolicyBody>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::ClockPolicySet)?;
    let told = &body.0;
    let answer = ctx
        .write(async |tx| {
            let matches = matches(tx, told).await?;
            let desk = Desk { path: matches.path, proposed_by: None };
            let permit = authorize(&ctx.actor, Action::ClockPolicySet, &desk)?;
            let before = policy_by_key(tx, &matches.key()).await?;
            if let Some(before) = &before {
                ctx.match_version(before.version, false)?;
            }
            let (limit, levels, active) = (told.limit, told.levels.clone(), told.active);
            let policy = PolicyTold { limit, levels, active };
            let done = ClockPolicy::set(&permit, (ctx.id(), matches), before, policy, ctx.now)?;
            tx.put_clock_policy(&done, told.apply_to_running).await?;
            let after = &done.after;
            let shown = view(&ctx, tx, after, &mut Lookup::default()).await?;
            let kind = SubjectKind::ClockPolicy;
            let what = Versioned { kind, id: after.id.0, version: after.version };
            Ok(Answer::ok(&shown)?.of(what))
        })
        .await?;
    ctx.app.load_clockwork().await?;
    Ok(answer)
}

async fn matches(tx: &Tx, told: &ClockPolicyBody) -> Result<Matches, Failure> {
    let path = match told.area_id {
        None => ScopePath::default(),
        Some(id) => {
            let area = area_by_id(tx, id).await?;
            let area = area.ok_or_else(|| Refusal::field("area_id", Fault::NotFound))?;
            if area.level == access::Level::Grid {
                return Err(Refusal::field("area_id", Fault::NotAllowed).into());
            }
            area.path
        }
    };
    if let Some(id) = told.category_id
        && category(tx, id).await?.is_none()
    {
        return Err(Refusal::field("category_id", Fault::NotFound).into());
    }
    Ok(Matches {
        clock: told.clock,
        category_id: told.category_id,
        path,
        kind: told.kind,
        priority: told.priority,
    })
}
