//! `proposeList`: a red or black list from the results of a final cycle.

use access::{Action, authorize};
use actix_web::post;
use kernel::{Code, CycleId, Fault, Refusal};
use persistence::{
    Failure, Tx,
    rating::{list_of, listable},
};
use rating::listing::{ListKind, ListRule, Proposing, RatingList};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::list_view::{ListView, answer};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Body, Problem},
    place::ensure_duty,
};

/// Which list is proposed.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "kind": "red"}))]
pub(crate) struct ListProposal {
    /// A final cycle.
    pub(crate) cycle_id: CycleId,
    pub(crate) kind: ListKind,
    /// By which results come onto it, where not by the rule of the kind: red takes five stars and no bad record in effect,
    /// black takes no star or a veto.
    #[serde(default)]
    pub(crate) rule: Option<ToldRule>,
}

/// What is other than by the rule of the kind.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ListRuleTold, example = json!({"stars": 4}))]
pub(crate) struct ToldRule {
    /// Of a red list the least stars, 1 to 5, and five where nothing is told; of a black list the most, 0 to 4, and none.
    #[schema(maximum = 5)]
    pub(crate) stars: Option<u8>,
    /// Of a red list: only enterprises without a bad record in effect; true where nothing is told.
    pub(crate) clean: Option<bool>,
    /// Of a black list: results with a veto too, whatever their stars; true where nothing is told.
    pub(crate) vetoed: Option<bool>,
}

impl ListProposal {
    fn rule(&self) -> ListRule {
        let usual = ListRule::of(self.kind);
        self.rule.map_or(usual, |told| ListRule {
            stars: told.stars.unwrap_or(usual.stars),
            clean: told.clean.unwrap_or(usual.clean),
            vetoed: told.vetoed.unwrap_or(usual.vetoed),
        })
    }
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
    ctx.write(async |tx| {
        let list = proposed(ctx.by(), tx, &body.0).await?;
        let location = format!("/v1/lists/{}/proposal", list.id);
        Ok(answer(&ctx, tx, &list).await?.at(location))
    })
    .await
}

/// Proposes what someone tells; the list.
pub(crate) async fn proposed(
    by: By<'_>,
    tx: &Tx,
    told: &ListProposal,
) -> Result<RatingList, Failure> {
    // Two who propose at once: one waits here, and finds the other's list.
    let cycle = tx.hold_disclosed(told.cycle_id).await?;
    let cycle = cycle.ok_or_else(|| Refusal::field("cycle_id", Fault::NotFound))?;
    let permit = authorize(by.actor, Action::ListPropose, &cycle)?;
    if list_of(tx, cycle.id, told.kind).await?.is_some() {
        return Err(Refusal::new(Code::ListExists).into());
    }
    let results = listable(tx, cycle.id, by.today()).await?;
    let clockwork = by.app.clockwork();
    let calendar = clockwork.calendar(&cycle.path).map(|placed| &placed.calendar);
    let proposing = Proposing { id: by.id(), kind: told.kind, rule: told.rule() };
    let from = (results, || by.id());
    let employed = |one| by.actor.works_for(one);
    let (change, listings) =
        proposing.propose((&permit, employed), &cycle, from, (calendar, by.now))?;
    tx.propose_list(&change, &listings).await?;
    Ok(change.after)
}
