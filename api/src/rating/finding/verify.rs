//! `verifyFinding`: the side that filed a finding accepts what was done about it, or rejects it.

use access::{Action, authorize};
use actix_web::post;
use kernel::FindingId;
use rating::finding::Judging;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{step, view::FindingView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What is decided, and why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"accepted": true, "words": "现场复核,灯具已恢复照明"}))]
pub(crate) struct FindingVerification {
    /// Otherwise the finding is to be put right again, by the same day.
    accepted: bool,
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    words: String,
}

/// Verify that a finding is put right.
///
/// By the side that filed it; never by who rectified it, or works for the enterprise. Rejected, it goes back to the
/// enterprise, which is told.
#[utoipa::path(tag = "ratings", operation_id = "verifyFinding", params(IdPath), request_body = FindingVerification,
    responses((status = 200, body = FindingView, headers(("ETag" = String)))))]
#[post("/v1/findings/{id}/verify")]
pub(crate) async fn verify(
    ctx: Ctx,
    id: Id<FindingId>,
    body: Late<FindingVerification>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::FindingVerify, |finding, permit| {
        finding.step(Action::FindingVerify)?;
        let FindingVerification { accepted, words } = body.get()?.clone();
        let told = Judging { accepted, words };
        if accepted {
            return finding.judge(permit, told, ctx.now);
        }
        let permit = authorize(&ctx.actor, Action::FindingReject, finding)?;
        finding.judge(&permit, told, ctx.now)
    })
    .await
}
