//! `getEstateFigures` 系统自动指标: what the system measures of an estate and its enterprise as of the end of a period.

use ::rating::{
    FIGURES, Figure, Input, LIMITING, Measured, Origin, Period, Rated, Unit, definition_of,
};
use access::{Action, authorize};
use actix_web::get;
use chrono::TimeDelta;
use kernel::{Code, EstateId, Fault, Language, OrganizationId, Refusal, Uuid};
use organization::OrganizationKind;
use persistence::{
    organization::{contract_in_force, organization_by_id},
    place::estate_by_id,
    rating::{Extent, Wanted, estate_figures},
};
use place::Estate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Params, Problem},
};

/// Of which time, and of whom.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct EstateFigureParams {
    /// A quarter or a year that has begun: `2026-Q3`, `2026`.
    #[param(
        min_length = 4,
        max_length = 7,
        pattern = "^2[01][0-9]{2}(-Q[1-4])?$",
        example = "2026-Q3"
    )]
    period: String,
    /// Whose tickets and records; where none is named, of the enterprise under contract at the end of the period.
    #[serde(default)]
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    enterprise_id: Option<OrganizationId>,
}

/// One figure. Of a ratio `part` and `whole` are given, of a count `count`; of what has no source none of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EstateFigureView)]
pub(crate) struct OneView {
    #[schema(max_length = 100)]
    figure: &'static str,
    #[schema(max_length = 100)]
    label: &'static str,
    unit: Unit,
    origin: Origin,
    #[schema(maximum = 4294967295_u64)]
    part: Option<u32>,
    /// Zero where there was nothing to count.
    #[schema(maximum = 4294967295_u64)]
    whole: Option<u32>,
    #[schema(maximum = 4294967295_u64)]
    count: Option<u32>,
    /// What is counted: of a ratio, the part.
    #[schema(max_length = 300)]
    part_definition: Option<&'static str>,
    #[schema(max_length = 300)]
    whole_definition: Option<&'static str>,
    /// What it is read from.
    #[schema(max_length = 100)]
    source: &'static str,
    /// What it is measured from is not kept here, or nobody reported it: never zero, and never invented.
    no_source: bool,
}

/// The figures of an estate and an enterprise.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "period": "2026-Q3", "from": "2026-07-01", "to": "2026-09-30", "as_of": "2026-09-30T23:59:59.999+08:00", "figures": [{
        "figure": "ticket.response_rate", "label": "诉求响应率", "unit": "ratio", "origin": "tickets", "part": 95, "whole": 100,
        "count": null, "part_definition": "其中已有人接单的", "whole_definition": "已派给该企业或等待其派单的工单", "source": "诉求工单",
        "no_source": false
    }]
}))]
pub(crate) struct EstateFiguresView {
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    #[schema(max_length = 7)]
    period: String,
    #[schema(format = Date, max_length = 10)]
    from: String,
    #[schema(format = Date, max_length = 10)]
    to: String,
    /// The last moment of the period, or now: nothing later is counted, whenever this is asked.
    #[schema(format = DateTime, max_length = 35)]
    as_of: String,
    #[schema(max_items = 50)]
    figures: Vec<OneView>,
}

/// Get the automatic figures of an estate for a quarter or a year.
///
/// As of the end of the period's last day: what happens later moves nothing. Of the tickets filed on the estate in the period
/// that were given to the enterprise, or wait for its dispatch; what is merged, split, withdrawn or declined counts only by
/// its clocks. Figures whose records are not kept here, and those
/// that nobody reported, are `no_source`; what was reported of the period counts once it is verified. Shown to who oversees the estate and to the
/// enterprise's manager.
///
/// - `ticket.party_member_accept_on_time_rate`: those within the limit for acceptance, of acceptances by party
///   volunteers on the estate.
/// - `ticket.response_rate`: those that somebody accepted, of tickets given to the enterprise or waiting for its
///   dispatch.
/// - `ticket.resolution_rate`: those said to be solved: a follow-up outweighs the rating, silence is not a yes, of
///   those resolved at least once.
/// - `ticket.satisfaction_rate`: those said to be satisfied: to a follow-up, else by four stars or more, of those
///   resolved at least once that are not officers' own findings.
/// - `ticket.on_time_completion_rate`: those kept, of clocks of resolution that stopped, kept or missed.
/// - `ticket.callback_coverage_rate`: those followed up, of those resolved at least once.
/// - `ticket.valid_repeat_or_improper_return_count`: valid repeats (reopenings, and closed matters filed anew) and
///   returns ruled improper, in the period.
/// - `ticket.complaint_reply_within_2d_rate`: those first answered within 48 hours by progress, a question or a
///   resolution, of complaints that were answered, or whose 48 hours are over.
/// - `repair.on_time_completion_rate`: those kept, of clocks of resolution of repairs that stopped, kept or missed.
/// - `rectification.closed_on_time_rate`: those rectified by then, which was accepted, of findings due in the period,
///   without those that wait to be verified.
/// - `report.on_time_rate`: those signed in time, of the enterprise's own reports that were due in cycles of the
///   period.
/// - `credit.effective_bad_record_count`: bad records of the enterprise that count on the period's last day.
#[utoipa::path(tag = "ratings", operation_id = "getEstateFigures", params(IdPath, EstateFigureParams),
    responses((status = 200, body = EstateFiguresView)))]
#[get("/v1/estates/{id}/rating-figures")]
pub(crate) async fn figures(
    ctx: Ctx,
    id: Id<EstateId>,
    asked: Params<EstateFigureParams>,
) -> Result<Answer, Problem> {
    let period = begun(&ctx, &asked.0.period)?;
    let estate = estate_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    let enterprise = enterprise(&ctx, &estate, period, asked.0.enterprise_id).await?;
    authorize(&ctx.actor, Action::ScoreRead, &Rated { path: estate.path, enterprise })?;
    let until = period.ends().min(ctx.now + TimeDelta::milliseconds(1));
    let wanted = Wanted { extent: Extent::Estate(estate.key), period, until, now: ctx.now };
    let found = ctx.app.store.snapshot(async |db| estate_figures(db, &wanted).await).await?;
    let measured = found.of(estate.key, enterprise);
    let all = FIGURES.iter().chain(LIMITING);
    Answer::ok(&EstateFiguresView {
        estate_id: estate.id.0,
        enterprise_id: enterprise.0,
        period: period.to_string(),
        from: period.first.to_string(),
        to: period.last.to_string(),
        as_of: ctx.app.time(until - TimeDelta::milliseconds(1)),
        figures: all.map(|figure| view(figure, &measured, ctx.language())).collect(),
    })
}

fn begun(ctx: &Ctx, text: &str) -> Result<Period, Problem> {
    let wrong = |fault| Problem::from(Refusal::malformed("period", fault));
    let period: Period = text.parse().map_err(|_| wrong(Fault::Format))?;
    if period.begins() > ctx.now { Err(wrong(Fault::Range)) } else { Ok(period) }
}

/// The one that was named, or that serves the estate on the last day.
async fn enterprise(
    ctx: &Ctx,
    estate: &Estate,
    period: Period,
    named: Option<OrganizationId>,
) -> Result<OrganizationId, Problem> {
    let wrong = |fault| Problem::from(Refusal::malformed("enterprise_id", fault));
    if let Some(id) = named {
        let found = organization_by_id(ctx.reader(), id).await?;
        let known = found.is_some_and(|one| one.kind == OrganizationKind::Enterprise);
        return if known { Ok(id) } else { Err(wrong(Fault::NotFound)) };
    }
    let on = period.last.min(ctx.today());
    let contract = contract_in_force(ctx.reader(), estate.key, on).await?;
    contract.map(|contract| contract.organization).ok_or_else(|| wrong(Fault::Required))
}

fn view(figure: &Figure, measured: &Measured, language: Language) -> OneView {
    let found = measured.figure(figure.name);
    let definition = definition_of(figure.name);
    let (part, whole, count) = match found {
        Some(Input::Share { part, whole, .. }) => (Some(part), Some(whole), None),
        Some(Input::Count(count)) => (None, None, Some(count)),
        _ => (None, None, None),
    };
    let source = definition.map_or_else(|| figure.origin.label(), |one| one.source);
    OneView {
        figure: figure.name,
        label: figure.label.in_language(language),
        unit: figure.unit,
        origin: figure.origin,
        part,
        whole,
        count,
        part_definition: definition.map(|one| one.part.in_language(language)),
        whole_definition: definition.and_then(|one| Some(one.whole?.in_language(language))),
        source: source.in_language(language),
        no_source: found.is_none(),
    }
}
