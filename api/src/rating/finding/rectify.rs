//! `rectifyFinding`: the enterprise says what it did about a finding.

use access::Action;
use actix_web::post;
use kernel::FindingId;
use rating::{Evidence, EvidenceLink, finding::Rectifying};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{step, view::FindingView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What was done, and what shows it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "note": "两处灯具已更换", "evidence": "更换后照片及领料单",
    "links": [{"name": "更换后照片", "url": "https://files.example.org/2026/0304/1.jpg"}]
}))]
pub(crate) struct FindingRectification {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    note: String,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    evidence: String,
    #[serde(default)]
    #[validate(length(max = 10))]
    #[schema(max_items = 10)]
    links: Vec<EvidenceLink>,
}

/// Report that a finding is put right.
///
/// Before its due day or after: the rate of rectifications in time goes by the day. Who filed it is told.
#[utoipa::path(tag = "ratings", operation_id = "rectifyFinding", params(IdPath), request_body = FindingRectification,
    responses((status = 200, body = FindingView, headers(("ETag" = String)))))]
#[post("/v1/findings/{id}/rectify")]
pub(crate) async fn rectify(
    ctx: Ctx,
    id: Id<FindingId>,
    body: Late<FindingRectification>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::FindingRectify, |finding, permit| {
        finding.step(Action::FindingRectify)?;
        let FindingRectification { note, evidence, links } = body.get()?.clone();
        let told = Rectifying { note, evidence: Evidence { words: evidence, links } };
        finding.rectify(permit, told, (ctx.now, ctx.today()))
    })
    .await
}
