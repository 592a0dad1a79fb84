//! `explainScore`: why a score is what it is, to the last hundredth.

use ::rating::{Fact, Inputs};
use actix_web::get;
use kernel::Uuid;
use persistence::{
    StoreError,
    place::estate_by_key,
    rating::{SchemeRow, disputed_codes, revisions_of},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::readable;
use crate::{
    crypto::hex,
    ctx::Ctx,
    http::{Answer, Id, IdPath, Problem},
    rating::{
        objection::{RevisionView, revision},
        score::{ScoreView, view},
    },
};

/// A computed score with its explanation.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "scheme_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f",
    "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "place": 3, "holds": ["has_branch"], "disputed": [], "revisions": [],
    "digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    "computed_at": "2027-01-20T09:30:00.000+08:00", "score": {
        "total": "90.00", "stars": 5, "base": "90.00", "base_exact": "90", "bonus": "0.00", "vetoes": [], "awaits": [],
        "without_source": [], "unchecked": [], "aspects": [], "moves": []
    }
}))]
pub(crate) struct ExplainedScore {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    cycle_id: Uuid,
    /// By which it was computed.
    #[schema(format = "uuid", max_length = 36)]
    scheme_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    /// In the league table of the cycle, from 1.
    #[schema(minimum = 1)]
    place: i32,
    /// The facts that were taken to hold of the estate.
    #[schema(max_items = 10)]
    holds: Vec<Fact>,
    /// The items of which an objection waits.
    #[schema(value_type = Vec<::rating::ItemCode>, max_items = 800)]
    disputed: Vec<String>,
    /// What corrections made of it, in their order.
    #[schema(max_items = 1000)]
    revisions: Vec<RevisionView>,
    /// SHA-256 over inputs and result.
    #[schema(min_length = 64, max_length = 64)]
    digest: String,
    #[schema(format = "date-time", max_length = 40)]
    computed_at: String,
    score: ScoreView,
}

/// Explain a score: of every indicator the inputs, rule, arithmetic, evaluator and effect, and what would move the stars.
///
/// From what was kept with the score when it was computed, or corrected after an objection: what else happened since changes
/// nothing here.
#[utoipa::path(tag = "ratings", operation_id = "explainScore", params(IdPath),
    responses((status = 200, body = ExplainedScore)))]
#[get("/v1/scores/{id}")]
pub(crate) async fn explain(ctx: Ctx, id: Id<Uuid>) -> Result<Answer, Problem> {
    let (row, SchemeRow { scheme, .. }) = readable(&ctx, id.0).await?;
    let estate = estate_by_key(ctx.reader(), row.score.estate).await?;
    let disputed = disputed_codes(ctx.reader(), &[row.score.id]).await?;
    let made = revisions_of(ctx.reader(), row.score.id).await?;
    let inputs = Inputs::from(&row.score.inputs);
    Answer::ok(&ExplainedScore {
        id: row.score.id,
        cycle_id: row.cycle.0,
        scheme_id: row.scheme.0,
        estate_id: estate.ok_or(StoreError::Corrupt("rating_score.estate"))?.id.0,
        enterprise_id: row.score.enterprise.0,
        place: row.score.place,
        holds: row.score.inputs.facts.iter().copied().collect(),
        disputed: disputed.into_values().flatten().collect(),
        revisions: made.iter().map(|one| revision(&ctx, one)).collect(),
        digest: hex(&row.digest),
        computed_at: ctx.time(row.computed_at),
        score: view(&scheme.score(&inputs), ctx.language()),
    })
}
