//! `getCreditGrade`: the grade that the records of an enterprise make on a day.

use access::{Action, ScopePath, authorize};
use actix_web::get;
use chrono::NaiveDate;
use kernel::{Code, Hundredths, OrganizationId, Uuid};
use organization::OrganizationKind;
use persistence::{
    organization::organization_by_id,
    rating::{CreditSums, credit_sums},
};
use rating::credit::{CreditBand, NO_PENALTY};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Params, Problem, day_or_none},
};
use place::At;

/// On which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct GradeParams {
    /// Today where none is given.
    #[serde(default, deserialize_with = "day_or_none")]
    #[param(value_type = Option<String>, format = Date, max_length = 10)]
    on: Option<NaiveDate>,
}

/// A credit grade, and how it comes about.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "on": "2026-03-01", "grade": "A", "score": "78.00", "base": "80.00",
    "good": "3.00", "good_at_most": "40.00", "good_counted": "3.00", "bad": "5.00", "good_records": 1, "bad_records": 1,
    "disputed_records": 0, "bands": [{"grade": "AAA", "from": "85.00"}, {"grade": "AA", "from": "80.00"}], "below": "C",
    "source": "参照《烟台市物业服务企业信用信息管理办法》(2022);可由部署方配置", "note": "台账记录和信用等级只是评价,本身不触发任何惩戒措施"
}))]
pub(crate) struct CreditGradeView {
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    #[schema(format = "date", max_length = 10)]
    on: String,
    #[schema(max_length = 20)]
    grade: String,
    /// `base + good_counted − bad`.
    score: Hundredths,
    base: Hundredths,
    /// Points of the good records that count on the day.
    good: Hundredths,
    good_at_most: Hundredths,
    good_counted: Hundredths,
    /// Points of the bad ones.
    bad: Hundredths,
    #[schema(minimum = 0)]
    good_records: i64,
    #[schema(minimum = 0)]
    bad_records: i64,
    /// Of those that count, those with an objection that waits now.
    #[schema(minimum = 0)]
    disputed_records: i64,
    /// From the best down: each grade from its score on.
    #[schema(max_items = 20)]
    bands: Vec<CreditBand>,
    /// The grade below all bands.
    #[schema(max_length = 20)]
    below: String,
    /// Where base, cap and bands come from: they are the deployment's configuration.
    #[schema(max_length = 500)]
    source: String,
    /// That it triggers no penalty by itself.
    #[schema(max_length = 500)]
    note: &'static str,
}

/// Get the credit grade of an enterprise.
///
/// Of all its records that count on the day, wherever it serves; disputed ones count and are told. Shown to everyone who is
/// signed in; the records themselves to those concerned.
#[utoipa::path(tag = "ratings", operation_id = "getCreditGrade", params(IdPath, GradeParams),
    responses((status = 200, body = CreditGradeView)))]
#[get("/v1/enterprises/{id}/credit-grade")]
pub(crate) async fn grade(
    ctx: Ctx,
    id: Id<OrganizationId>,
    asked: Params<GradeParams>,
) -> Result<Answer, Problem> {
    let everywhere = At::open(ScopePath::default());
    authorize(&ctx.actor, Action::CreditGradeRead, &everywhere)?;
    let found = organization_by_id(ctx.reader(), id.0).await?;
    let enterprise =
        found.filter(|one| one.kind == OrganizationKind::Enterprise).ok_or(Code::NotFound)?;
    let on = asked.0.on.unwrap_or_else(|| ctx.today());
    let sums = credit_sums(ctx.reader(), enterprise.id, on).await?;
    Answer::ok(&view(&ctx, enterprise.id, on, sums))
}

fn view(ctx: &Ctx, id: OrganizationId, on: NaiveDate, sums: CreditSums) -> CreditGradeView {
    let rules = &ctx.app.config.credit;
    let made = rules.grade(sums.good, sums.bad);
    CreditGradeView {
        enterprise_id: id.0,
        on: on.to_string(),
        grade: made.grade,
        score: made.score,
        base: rules.base,
        good: made.good,
        good_at_most: rules.good_at_most,
        good_counted: made.good_counted,
        bad: made.bad,
        good_records: sums.good_records,
        bad_records: sums.bad_records,
        disputed_records: sums.disputed,
        bands: rules.bands.clone(),
        below: rules.below.clone(),
        source: rules.source.clone(),
        note: NO_PENALTY.in_language(ctx.language()),
    }
}
