//! `announceOutage` 发布停供公告: what is out of service, where, and until when.

use access::{Action, authorize};
use actix_web::post;
use chrono::{DateTime, FixedOffset};
use kernel::{BuildingId, CategoryId, EstateId, Fault, Refusal};
use persistence::{
    Failure, Tx,
    place::{building_by_id, estate_by_id},
    ticket::category,
};
use place::{At, Estate};
use serde::Deserialize;
use ticket::{Announcing, Outage};
use utoipa::ToSchema;
use validator::Validate;

use super::view::{OutageView, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
};

/// A new outage.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "category_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "title": "三号楼停水", "note": "水管爆裂,正在抢修。", "until": "2026-03-01T18:00:00+08:00"
}))]
pub(crate) struct NewOutage {
    estate_id: EstateId,
    /// New tickets of this category, or of one right below it, are told.
    category_id: CategoryId,
    /// Only those about this building; about the whole estate when not given.
    #[serde(default)]
    building_id: Option<BuildingId>,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    title: String,
    /// What is the matter, and what is done about it.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    note: String,
    /// Now when not given; 90 days ahead at most.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "date-time", max_length = 40)]
    from: Option<DateTime<FixedOffset>>,
    /// When it is expected to end, and ends at the latest; within 90 days of the beginning.
    #[schema(value_type = String, format = "date-time", max_length = 40)]
    until: DateTime<FixedOffset>,
}

/// Announce an outage on an estate.
///
/// By the enterprise under contract, or the community. A new ticket about it is told at once, stays a ticket like any
/// other, and is told again when the outage is over.
#[utoipa::path(tag = "outages", operation_id = "announceOutage", request_body = NewOutage,
    responses((status = 201, body = OutageView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/outages")]
pub(crate) async fn announce(ctx: Ctx, body: Body<NewOutage>) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let told = &body.0;
        let missing = || Refusal::field("estate_id", Fault::NotFound);
        let estate = estate_by_id(tx, told.estate_id).await?.ok_or_else(missing)?;
        authorize(&ctx.actor, Action::OutageAnnounce, &At::open(estate.path))?;
        let estate = tx.hold_estate(estate.id).await?.ok_or_else(missing)?;
        let permit = authorize(&ctx.actor, Action::OutageAnnounce, &At::open(estate.path))?;
        let outage =
            Outage::announce(&permit, announcing(&ctx, tx, told, &estate).await?, ctx.now)?;
        tx.create_outage(&permit, &outage).await?;
        let location = format!("/v1/outages/{}", outage.id);
        Ok(answer(&ctx, tx, &outage).await?.at(location))
    })
    .await
}

async fn announcing(
    ctx: &Ctx,
    tx: &Tx,
    told: &NewOutage,
    estate: &Estate,
) -> Result<Announcing, Failure> {
    let missing = |field: &str| Refusal::field(field, Fault::NotFound);
    let of = category(tx, told.category_id).await?.ok_or_else(|| missing("category_id"))?;
    if !of.active {
        return Err(Refusal::field("category_id", Fault::NotAllowed).into());
    }
    if let Some(id) = told.building_id {
        let building = building_by_id(tx, id).await?;
        building.filter(|one| one.estate == estate.key).ok_or_else(|| missing("building_id"))?;
    }
    Ok(Announcing {
        id: ctx.id(),
        path: estate.path,
        category_id: told.category_id,
        building_id: told.building_id,
        title: told.title.clone(),
        note: told.note.clone(),
        from: told.from.map(|at| at.to_utc()),
        until: told.until.to_utc(),
    })
}
