//! `checkSheet`: what a sheet lacks before it can be signed.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, SheetId};
use persistence::rating::sheet_by_id;
use rating::{
    Fact,
    cycle::{Lack, LackKind},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::scheme_of;
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
};

/// What was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "complete": false, "period_over": true,
    "missing": [{"kind": "entry", "label": "缺少该指标的填写", "indicator": "B3", "fact": null}]
}))]
pub(crate) struct SheetCheck {
    complete: bool,
    /// Sheets are signed once it is.
    period_over: bool,
    /// In the order of the scheme.
    #[schema(max_items = 1000)]
    missing: Vec<LackView>,
}

/// One thing that is missing.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"kind": "fact", "label": "缺少小区情况的说明", "indicator": null, "fact": "has_lift"}))]
pub(crate) struct LackView {
    kind: LackKind,
    #[schema(max_length = 100)]
    label: &'static str,
    #[schema(max_length = 20)]
    indicator: Option<String>,
    fact: Option<Fact>,
}

/// Check what a sheet lacks.
///
/// Nothing changes.
#[utoipa::path(tag = "ratings", operation_id = "checkSheet", params(IdPath),
    responses((status = 200, body = SheetCheck)))]
#[get("/v1/sheets/{id}/check")]
pub(crate) async fn check(ctx: Ctx, id: Id<SheetId>) -> Result<Answer, Problem> {
    let sheet = sheet_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::SheetRead, &sheet)?;
    let scheme = scheme_of(ctx.reader(), &sheet).await?;
    let view = |lack: Lack| LackView {
        kind: lack.kind,
        label: lack.kind.label().in_language(ctx.language()),
        indicator: lack.indicator,
        fact: lack.fact,
    };
    let missing: Vec<LackView> = sheet.lacks(&scheme).into_iter().map(view).collect();
    let period_over = sheet.last_on < ctx.today();
    Answer::ok(&SheetCheck { complete: missing.is_empty(), period_over, missing })
}
