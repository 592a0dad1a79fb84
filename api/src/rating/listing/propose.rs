//! `proposeList`: a red or black list from the results of a final cycle.

use access::{Action, authorize};
use actix_web::post;
use kernel::{Code, CycleId, Fault, Refusal};
use persistence::rating::{cycle_by_id, list_of, listable};
use rating::listing::{ListKind, ListRule, Proposing};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::list_view::{ListView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
    place::ensure_duty,
};

/// Which list is proposed.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "kind": "red"}))]
pub(crate) struct ListProposal {
    /// A final cycle.
    cycle_id: CycleId,
    kind: ListKind,
    /// By which results come onto it. Without one: red takes five stars and no bad record in effect, black takes no star or a
    /// veto.
    #[serde(default)]
    rule: Option<ListRule>,
}

/// Propose a red or a black list from the results of a final cycle.
///
/// What the rule holds for comes onto it, two thousand results at most. Those who answer for the enterprises are told, and
/// can object for seven working days by the calendar of the place; nobody else sees it until another person has published
/// it. A listing triggers no penalty by itself.
#[utoipa::path(tag = "ratings", operation_id = "proposeList", request_body = ListProposal,
    responses((status = 201, body = ListView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/lists")]
pub(crate) async fn propose(ctx: Ctx, body: Body<ListProposal>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::ListPropose)?;
    let clockwork = ctx.app.clockwork();
    ctx.write(async |tx| {
        let told = &body.0;
        let cycle = cycle_by_id(tx, told.cycle_id).await?;
        let cycle = cycle.ok_or_else(|| Refusal::field("cycle_id", Fault::NotFound))?;
        let permit = authorize(&ctx.actor, Action::ListPropose, &cycle)?;
        // Two who propose at once: one waits here, and finds the other's list.
        let cycle = tx.hold_disclosed(cycle.id).await?.unwrap_or(cycle);
        if list_of(tx, cycle.id, told.kind).await?.is_some() {
            return Err(Refusal::new(Code::ListExists).into());
        }
        let results = listable(tx, cycle.id, ctx.today()).await?;
        let calendar = clockwork.calendar(&cycle.path).map(|placed| &placed.calendar);
        let proposing = Proposing { id: ctx.id(), kind: told.kind, rule: told.rule };
        let from = (results, || ctx.id());
        let (change, listings) = proposing.propose(&permit, &cycle, from, (calendar, ctx.now))?;
        tx.propose_list(&change, &listings).await?;
        let location = format!("/v1/lists/{}", change.after.id);
        Ok(answer(&ctx, tx, &change.after).await?.at(location))
    })
    .await
}
