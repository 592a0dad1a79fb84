//! `verifyFigure`: the property office of the street verifies a reported figure, or rejects it.

use access::{Action, authorize};
use actix_web::post;
use kernel::{Refusal, ReportedFigureId};
use persistence::{Failure, Tx, rating::reported_by_id};
use rating::reported::{ReportedFigure, ReportedState};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    report::replaced,
    view::{ReportedFigureView, allowed, answer},
};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What is decided, and why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"verified": true, "words": "与收费系统台账核对一致"}))]
pub(crate) struct FigureVerification {
    /// Otherwise it is rejected, and counts for nothing.
    verified: bool,
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    words: String,
}

/// Verify a reported figure.
///
/// By the property office of the street; never by who reported it, or works for the enterprise. Verified, it counts in the
/// place of the one that was verified before.
#[utoipa::path(tag = "ratings", operation_id = "verifyFigure", params(IdPath), request_body = FigureVerification,
    responses((status = 200, body = ReportedFigureView, headers(("ETag" = String)))))]
#[post("/v1/reported-figures/{id}/verify")]
pub(crate) async fn verify(
    ctx: Ctx,
    id: Id<ReportedFigureId>,
    body: Late<FigureVerification>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let before = reported_by_id(tx, id.0).await?.ok_or_else(Refusal::missing)?;
        authorize(&ctx.actor, Action::ReportedVerify, &before)?;
        ctx.match_version(before.version, false)?;
        before
            .step(Action::ReportedVerify)
            .map_err(|refusal| refusal.allowing(|| allowed(&ctx, &before)))?;
        let FigureVerification { verified, words } = body.get()?.clone();
        let after = judged(ctx.by(), tx, &before, (verified, words)).await?;
        answer(&ctx, tx, &after).await
    })
    .await
}

/// Decides on a reported figure; the figure then.
pub(crate) async fn judged(
    by: By<'_>,
    tx: &Tx,
    figure: &ReportedFigure,
    (verified, words): (bool, String),
) -> Result<ReportedFigure, Failure> {
    let action = if verified { Action::ReportedVerify } else { Action::ReportedReject };
    let permit = authorize(by.actor, action, figure)?;
    let change = figure.judge(&permit, words, by.now)?;
    if verified {
        replaced(by, tx, &change.after, ReportedState::Verified).await?;
    }
    tx.save_reported(&change).await?;
    Ok(change.after)
}
