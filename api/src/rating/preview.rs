//! `previewScore` 评分试算: what a scheme makes of numbers, with the explanation of every hundredth.

use ::rating::{Desk, Fact, Inputs, ItemCode, Scheme, Written, WrittenBonus, unsound};
use access::{Action, authorize};
use actix_web::post;
use kernel::{Fault, Refusal, SchemeId};
use persistence::{Conn, Failure};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    get::readable,
    score::{ScoreView, view},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem},
};

/// A scheme, which is given or named, and what was found on an estate.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ScorePreviewBody, example = json!({
    "scheme_id": "00000000-0000-7000-8000-000000000001", "holds": ["has_lift", "has_branch"],
    "inputs": [{"indicator": "A1", "tier": 0}, {"indicator": "C2", "part": 95, "whole": 100}, {"indicator": "F1", "count": 3}],
    "bonus": [{"item": "P1", "points": "1.00"}]
}))]
pub(crate) struct PreviewBody {
    /// In full; this or `scheme_id`.
    #[serde(default)]
    scheme: Option<Scheme>,
    #[serde(default)]
    scheme_id: Option<SchemeId>,
    /// One for each indicator at most. A figure that is not among them has no source; of the others nothing was
    /// handed in.
    #[serde(default)]
    #[validate(length(max = 800))]
    #[schema(max_items = 800)]
    inputs: Vec<Written>,
    /// The facts that hold of the estate.
    #[serde(default)]
    #[validate(length(max = 10))]
    #[schema(max_items = 10)]
    holds: Vec<Fact>,
    /// The vetoes that were found.
    #[serde(default)]
    #[validate(length(max = 30))]
    #[schema(value_type = Vec<ItemCode>, max_items = 30)]
    vetoes: Vec<String>,
    #[serde(default)]
    #[validate(length(max = 30))]
    #[schema(max_items = 30)]
    bonus: Vec<WrittenBonus>,
}

/// Try what a score would be.
///
/// Points are exact fractions until the end; the total is rounded once, half a hundredth up, and the stars follow from
/// the rounded total. What is left out is made up for by the rest of its aspect, and an aspect of which nothing counts
/// by the other aspects. Nothing is kept.
#[utoipa::path(tag = "ratings", operation_id = "previewScore", request_body = PreviewBody,
    responses((status = 200, body = ScoreView)))]
#[post("/v1/schemes/preview")]
pub(crate) async fn preview(ctx: Ctx, body: Body<PreviewBody>) -> Result<Answer, Problem> {
    authorize(&ctx.actor, Action::SchemeRead, &Desk::open())?;
    let told = &body.0;
    ctx.write(async |tx| {
        let scheme = scheme(&ctx, tx, told).await?;
        let inputs =
            Inputs::read(&scheme, (&told.inputs, &told.bonus), (&told.holds, &told.vetoes))?;
        Ok(Answer::ok(&view(&scheme.score(&inputs), ctx.language()))?)
    })
    .await
}

/// Only what is sound as a whole can be scored by.
async fn scheme(ctx: &Ctx, db: &impl Conn, told: &PreviewBody) -> Result<Scheme, Failure> {
    let (scheme, at) = match (&told.scheme, told.scheme_id) {
        (Some(scheme), None) => {
            scheme.bounded().map_err(|refusal| refusal.under("scheme"))?;
            (scheme.clone(), "scheme")
        }
        (None, Some(id)) => {
            let found = readable(ctx, db, id).await?;
            (found.ok_or_else(|| Refusal::field("scheme_id", Fault::NotFound))?, "scheme_id")
        }
        (None, None) => return Err(Refusal::field("scheme", Fault::Required).into()),
        (Some(_), Some(_)) => return Err(Refusal::field("scheme_id", Fault::NotAllowed).into()),
    };
    let faults = scheme.faults();
    if faults.is_empty() { Ok(scheme) } else { Err(unsound(&faults, at).into()) }
}
