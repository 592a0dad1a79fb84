//! `objectToScore`: the enterprise, an owner or the owners' committee objects to one item of a disclosed score.

use access::{Action, authorize};
use actix_web::post;
use kernel::{AccountId, Refusal, Refused, Uuid};
use persistence::{
    Failure, StoreError, Tx,
    place::owns_premises,
    rating::{scheme_by_id, score_by_id, scorers_of, waiting_sides},
};
use rating::{
    Evidence, EvidenceLink, Inputs,
    objection::{Disputed, ItemKind, Objecting, Objection},
};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{ObjectionView, answer};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What is objected to, why, and what proves it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "item_kind": "indicator", "item": "B1", "grounds": "合同已于一月备案,备案回执见附件", "evidence": "备案回执编号2026-017",
    "links": [{"name": "备案回执", "url": "https://files.example.org/2026/0402/receipt.pdf"}]
}))]
pub(crate) struct NewObjection {
    pub(crate) item_kind: ItemKind,
    /// The code of the item in the scheme of the cycle.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20)]
    pub(crate) item: String,
    /// Names no resident.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub(crate) grounds: String,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub(crate) evidence: String,
    /// Where more of the evidence is kept.
    #[serde(default)]
    #[validate(length(max = 10))]
    #[schema(max_items = 10)]
    pub(crate) links: Vec<EvidenceLink>,
}

/// Object to one item of a score while its cycle is disclosed.
///
/// By the manager of the rated enterprise, an owner of premises of the estate, or the owners' committee. The item is flagged
/// as disputed at once. The street decides within two working days, and three more with approval; never who scored the item.
#[utoipa::path(tag = "ratings", operation_id = "objectToScore", params(IdPath), request_body = NewObjection,
    responses((status = 201, body = ObjectionView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/scores/{id}/objections")]
pub(crate) async fn object_to(
    ctx: Ctx,
    id: Id<Uuid>,
    body: Late<NewObjection>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let objection = filed(ctx.by(), tx, id.0, || body.get().cloned()).await?;
        let location = format!("/v1/objections/{}", objection.id);
        Ok(answer(&ctx, tx, &objection).await?.at(location))
    })
    .await
}

/// Files what someone who may objects to of a score; the objection.
pub(crate) async fn filed(
    by: By<'_>,
    tx: &Tx,
    score: Uuid,
    told: impl Fn() -> Refused<NewObjection>,
) -> Result<Objection, Failure> {
    let row = score_by_id(tx, score).await?.ok_or_else(Refusal::missing)?;
    let (estate, enterprise) = (row.score.estate, row.score.enterprise);
    let owner = owns_premises(tx, AccountId(by.actor.who.id()), estate).await?;
    let desk = Objecting { id: by.id(), score: row.score.id, path: row.path, enterprise, owner };
    let permit = authorize(by.actor, Action::ObjectionFile, &desk)?;
    let cycle = tx.hold_disclosed(row.cycle).await?.ok_or_else(Refusal::missing)?;
    Objecting::in_time(&cycle, by.now)?;
    let told = told()?;
    let scheme = scheme_by_id(tx, row.scheme).await?;
    let scheme = scheme.ok_or(StoreError::Corrupt("rating_cycle.scheme_id"))?.scheme;
    let item = Disputed { kind: told.item_kind, code: told.item };
    item.check(&scheme)?;
    let inputs = Inputs::from(&row.score.inputs);
    let of = (estate, enterprise);
    let scorers = scorers_of(tx, &cycle, of, &item, (&scheme, &inputs)).await?;
    let sides = waiting_sides(tx, row.score.id, &item).await?;
    let clockwork = by.app.clockwork();
    let calendar = clockwork.calendar(&row.path).map(|placed| &placed.calendar);
    let evidence = Evidence { words: told.evidence, links: told.links };
    let waiting = |side| sides.contains(&side);
    let what = (item, told.grounds, evidence);
    let change = desk.file(&permit, (&cycle, calendar), what, (scorers, waiting), by.now)?;
    tx.save_objection(&change).await?;
    Ok(change.after)
}
