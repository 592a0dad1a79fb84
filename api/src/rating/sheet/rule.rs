//! `ruleSheet`: the street gives a late sheet more time, or has the cycle go on without it.

use access::Action;
use actix_web::post;
use chrono::NaiveDate;
use kernel::SheetId;
use rating::cycle::{Ruling, Sheeting};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{detail::SheetDetail, step};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem, day_or_none},
};

/// What becomes of it, and why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ruling": "extend", "until_on": "2027-01-25", "reason": "支部书记换届,准予延期"}))]
pub(crate) struct RuleSheetBody {
    ruling: Ruling,
    /// The last day of more time, at most 60 days ahead; only where there is more time.
    #[serde(default, deserialize_with = "day_or_none")]
    #[schema(value_type = Option<String>, format = Date, max_length = 10)]
    until_on: Option<NaiveDate>,
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Rule on a late sheet.
///
/// By an officer of the street who did not fill it and does not work for the enterprise. More time does not undo that it was
/// late; going on without it is for good, and what nobody said counts as the scheme says of no data.
#[utoipa::path(tag = "ratings", operation_id = "ruleSheet", params(IdPath), request_body = RuleSheetBody,
    responses((status = 200, body = SheetDetail, headers(("ETag" = String)))))]
#[post("/v1/sheets/{id}/rule")]
pub(crate) async fn rule(
    ctx: Ctx,
    id: Id<SheetId>,
    body: Late<RuleSheetBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::SheetRule, |sheet, permit, _| {
        sheet.rulable()?;
        let told = body.get()?;
        let after = told.until_on.map(|on| on.succ_opt().unwrap_or(on));
        let told = Sheeting {
            ruling: told.ruling,
            reason: told.reason.clone(),
            until: after.map(|on| ctx.app.midnight(on)),
        };
        sheet.rule(permit, told, ctx.now)
    })
    .await
}
