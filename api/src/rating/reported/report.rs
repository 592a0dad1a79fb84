//! `reportFigure`: an enterprise or a system reports what it measures, with evidence.

use access::{Action, Actor, authorize};
use actix_web::post;
use kernel::{EstateId, Fault, Refusal};
use persistence::{Failure, Tx, organization::contract_in_force, place::estate_by_id};
use rating::{
    Evidence, EvidenceLink,
    reported::{
        ReportedDesk, ReportedFigure, ReportedState, ReportedValue, Reporting, period_over,
        reportable,
    },
};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{ReportedFigureView, answer};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Body, Problem},
    place::ensure_duty,
};

/// A figure of a quarter or a year.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "figure": "finance.fee_collection_rate", "year": 2026, "quarter": 1,
    "part": 1860, "whole": 2000, "evidence": "一季度收费台账汇总表", "links": []
}))]
pub(crate) struct NewReportedFigure {
    pub(crate) estate_id: EstateId,
    /// The name of a figure that is reported from outside: `patrol.completion_rate`, `safety.hazard_closed_on_time_rate`,
    /// `finance.fee_collection_rate`, or `safety.drill_count_in_half_year`, the count of the half-year that the period ends.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80)]
    pub(crate) figure: String,
    /// Of the last two years or this one.
    #[schema(minimum = 2000, maximum = 2200)]
    pub(crate) year: i32,
    /// The quarter, which is over; without one the whole year, which is over.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 4)]
    pub(crate) quarter: Option<u32>,
    /// Of a share: how many of `whole`.
    #[serde(default)]
    #[schema(maximum = 1000000)]
    pub(crate) part: Option<u32>,
    /// Zero where there was nothing to count.
    #[serde(default)]
    #[schema(maximum = 1000000)]
    pub(crate) whole: Option<u32>,
    /// Of a count.
    #[serde(default)]
    #[schema(maximum = 1000000)]
    pub(crate) count: Option<u32>,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub(crate) evidence: String,
    /// Where more of the evidence is kept.
    #[serde(default)]
    #[validate(length(max = 10))]
    #[schema(max_items = 10)]
    pub(crate) links: Vec<EvidenceLink>,
}

/// Report a figure of an estate.
///
/// By the enterprise whose contract holds on the last day of the period, or by a system. It takes the place of one that was
/// not verified yet; one that was goes on counting until this one is verified.
#[utoipa::path(tag = "ratings", operation_id = "reportFigure", request_body = NewReportedFigure,
    responses((status = 201, body = ReportedFigureView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/reported-figures")]
pub(crate) async fn report(ctx: Ctx, body: Body<NewReportedFigure>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::ReportFigure)?;
    ctx.write(async |tx| {
        let figure = reported(ctx.by(), tx, &body.0).await?;
        let location = format!("/v1/reported-figures/{}", figure.id);
        Ok(answer(&ctx, tx, &figure).await?.at(location))
    })
    .await
}

/// Reports what someone tells; the figure.
pub(crate) async fn reported(
    by: By<'_>,
    tx: &Tx,
    told: &NewReportedFigure,
) -> Result<ReportedFigure, Failure> {
    let estate = estate_by_id(tx, told.estate_id).await?;
    let estate = estate.ok_or_else(|| Refusal::field("estate_id", Fault::NotFound))?;
    let period = period_over((told.year, told.quarter), by.today());
    let on = period.as_ref().map_or(by.today(), |period| period.last);
    let contract = contract_in_force(tx, estate.key, on).await?;
    let enterprise = contract.map(|contract| contract.organization);
    let desk = ReportedDesk { path: estate.path, enterprise };
    let permit = authorize(by.actor, Action::ReportFigure, &desk)?;
    let period = period?;
    let enterprise = enterprise.ok_or_else(|| Refusal::field("estate_id", Fault::NotAllowed))?;
    let known = reportable(&told.figure);
    let known = known.ok_or_else(|| Refusal::field("figure", Fault::NotFound))?;
    let new = Reporting {
        id: by.id(),
        path: estate.path,
        enterprise,
        figure: known.name.to_owned(),
        period,
        value: ReportedValue::read(known, [told.part, told.whole, told.count])?,
        evidence: Evidence { words: told.evidence.clone(), links: told.links.clone() },
    };
    let change = ReportedFigure::report(&permit, new, by.now)?;
    replaced(by, tx, &change.after, ReportedState::Reported).await?;
    tx.save_reported(&change).await?;
    Ok(change.after)
}

/// Another of the same estate, figure and period that stands in the state makes room for the new one.
pub(super) async fn replaced(
    by: By<'_>,
    tx: &Tx,
    new: &ReportedFigure,
    state: ReportedState,
) -> Result<(), Failure> {
    let estate = new.path.estate.ok_or_else(Refusal::missing)?;
    let held = tx.hold_reported((estate, &new.figure, new.period), state).await?;
    if let Some(old) = held.filter(|old| old.id != new.id) {
        let permit = authorize(&Actor::system(), Action::ReportedReplace, &old)?;
        tx.save_reported(&old.replace(&permit, new.id, by.now)?).await?;
    }
    Ok(())
}
