//! `fillSheet`: a part of a sheet is saved.

use access::Action;
use actix_web::post;
use kernel::SheetId;
use rating::cycle::{Filling, SheetBonus, SheetEntry, SheetVeto, StatedFact};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{detail::SheetDetail, step};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// A part of a sheet. What is not named stays as it was.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({
    "entries": [{"indicator": "B1", "tier": 0}, {"indicator": "B2", "inspected": true}], "remove": [],
    "facts": [{"fact": "has_lift", "holds": true}]
}))]
pub(crate) struct FillBody {
    /// Each takes the place of what was said of its indicator.
    #[validate(length(max = 200))]
    #[schema(max_items = 200)]
    pub(crate) entries: Vec<SheetEntry>,
    /// Indicators of which nothing is said any more.
    #[validate(length(max = 200))]
    #[schema(value_type = Vec<String>, max_items = 200, max_length = 20)]
    pub(crate) remove: Vec<String>,
    /// All of them anew: of the street what is granted, of the enterprise what it claims.
    #[validate(length(max = 30))]
    #[schema(max_items = 30)]
    pub(crate) bonus: Option<Vec<SheetBonus>>,
    /// All of them anew: on the sheet of the street alone.
    #[validate(length(max = 30))]
    #[schema(max_items = 30)]
    pub(crate) vetoes: Option<Vec<SheetVeto>>,
    /// All of them anew: those that the sheet asks for.
    #[validate(length(max = 10))]
    #[schema(max_items = 10)]
    pub(crate) facts: Option<Vec<StatedFact>>,
    /// Of the enterprise the text of its report.
    #[validate(length(max = 5000))]
    #[schema(max_length = 5000)]
    pub(crate) remarks: Option<String>,
}

impl From<FillBody> for Filling {
    fn from(told: FillBody) -> Self {
        Self {
            entries: told.entries,
            remove: told.remove,
            bonus: told.bonus,
            vetoes: told.vetoes,
            facts: told.facts,
            remarks: told.remarks,
        }
    }
}

/// Save a part of a sheet.
///
/// By whose sheet it is, as often as needed, until it is signed. Only indicators of this evaluator on this estate are taken,
/// and only what the method of each asks for: of a deduction whether it was `inspected`, since its count is that of the
/// findings. Who works for the rated enterprise fills its own report alone.
#[utoipa::path(tag = "ratings", operation_id = "fillSheet", params(IdPath), request_body = FillBody,
    responses((status = 200, body = SheetDetail, headers(("ETag" = String)))))]
#[post("/v1/sheets/{id}/fill")]
pub(crate) async fn fill(
    ctx: Ctx,
    id: Id<SheetId>,
    body: Late<FillBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::SheetFill, |sheet, permit, scheme| {
        sheet.fill(permit, (body.get()?.clone().into(), scheme), ctx.now)
    })
    .await
}
