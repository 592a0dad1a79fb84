//! `planCycle`: a district says which quarter or year is rated, and by when the sheets are due.

use access::{Action, Level, authorize};
use actix_web::post;
use chrono::NaiveDate;
use kernel::{AreaId, Fault, Refusal};
use persistence::{Failure, Tx, place::area_by_id};
use rating::cycle::{Cycle, CycleDesk, CycleKind, Planning};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{CycleView, answer};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Body, Problem, day},
    place::ensure_duty,
};

/// A new cycle.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "name": "2026年第四季度物业服务星级评价", "kind": "quarter",
    "first_on": "2026-10-01", "due_on": "2027-01-15"
}))]
pub(crate) struct PlanBody {
    /// A district, or a street of it.
    pub(crate) area_id: AreaId,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub(crate) name: String,
    pub(crate) kind: CycleKind,
    /// The first day of a quarter or of a year, within two years of today.
    #[serde(deserialize_with = "day")]
    #[schema(value_type = String, format = Date, max_length = 10)]
    pub(crate) first_on: NaiveDate,
    /// The last day for the sheets: after the period, and at most 92 days after it or after today.
    #[serde(deserialize_with = "day")]
    #[schema(value_type = String, format = Date, max_length = 10)]
    pub(crate) due_on: NaiveDate,
}

/// Plan a rating cycle for a district or a street.
///
/// A whole quarter or a whole year; one of a kind and period for an area, those above and below it. Nothing is fixed
/// before it is opened.
#[utoipa::path(tag = "ratings", operation_id = "planCycle", request_body = PlanBody,
    responses((status = 201, body = CycleView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/cycles")]
pub(crate) async fn plan(ctx: Ctx, body: Body<PlanBody>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::CyclePlan)?;
    ctx.write(async |tx| {
        let cycle = planned(ctx.by(), tx, &body.0).await?;
        let location = format!("/v1/cycles/{}", cycle.id);
        Ok(answer(&ctx, tx, &cycle).await?.at(location))
    })
    .await
}

/// Plans what someone tells; the cycle.
pub(crate) async fn planned(by: By<'_>, tx: &Tx, told: &PlanBody) -> Result<Cycle, Failure> {
    let area = area_by_id(tx, told.area_id).await?;
    let area = area.ok_or_else(|| Refusal::field("area_id", Fault::NotFound))?;
    let permit = authorize(by.actor, Action::CyclePlan, &CycleDesk { path: area.path })?;
    if !matches!(area.level, Level::District | Level::Street) {
        return Err(Refusal::field("area_id", Fault::NotAllowed).into());
    }
    let others = tx.hold_cycles_beside(&area.path, (told.kind, told.first_on)).await?;
    let after_due = told.due_on.succ_opt().unwrap_or(told.due_on);
    let told = Planning {
        id: by.id(),
        name: told.name.clone(),
        kind: told.kind,
        first_on: told.first_on,
        path: area.path,
        due_on: told.due_on,
        sheets_due: by.app.midnight(after_due),
    };
    let change = Cycle::plan(&permit, told, &others, (by.now, by.today()))?;
    tx.plan_cycle(&change).await?;
    Ok(change.after)
}
