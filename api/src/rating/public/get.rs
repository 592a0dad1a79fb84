//! `getRating`: one public result, with those of the estate before it.

use access::SubjectKind;
use actix_web::get;
use kernel::{Code, Uuid};
use persistence::{
    StoreError,
    rating::{earlier_results, result_by_id, scheme_by_id},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Disputed, KEPT,
    view::{PastRatingView, RatingSchemeView, RatingView, past, rating, scheme},
};
use crate::{
    ctx::Guest,
    http::{Answer, Attempt, Id, IdPath, Problem, ProblemBody, Versioned},
};

/// Earlier results that are shown.
const HISTORY: u64 = 20;

/// A public result with the history of its estate.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "rating": {
        "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "cycle": {
            "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "name": "2026年第四季度物业服务星级评价", "kind": "quarter",
            "kind_label": "季度评价", "first_on": "2026-10-01", "last_on": "2026-12-31", "state": "final",
            "state_label": "已定案", "objections_until": null
        }, "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "estate_name": "和谐花园",
        "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "enterprise_name": "安居物业服务有限公司", "place": 3,
        "of": 120, "total": "91.35", "stars": 5, "vetoes": [], "disputed": [],
        "aspects": [{"code": "A", "name": "党建引领", "maximum": "14.00", "points": "12.50"}]
    },
    "scheme": {
        "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "name": "物业服务星级评价方案", "edition": 1, "status": "reconstructed",
        "status_label": "复原设计(正式清单未公布)"
    },
    "computed_at": "2027-01-20T09:30:00.000+08:00", "history": []
}))]
pub(super) struct RatingDetail {
    rating: RatingView,
    /// By which it was made.
    scheme: RatingSchemeView,
    #[schema(format = "date-time", max_length = 40)]
    computed_at: String,
    /// Public results of the estate for periods before, the latest first, twenty at most.
    #[schema(max_items = 20)]
    history: Vec<PastRatingView>,
}

/// Read a public result, with the earlier ones of its estate.
///
/// Without an account. A result that is not public is as if it were not there.
#[utoipa::path(tag = "ratings", operation_id = "getRating", params(IdPath),
    responses((status = 200, body = RatingDetail, headers(("ETag" = String))),
        (status = 404, description = "No public result has this id.", body = ProblemBody, content_type = "application/problem+json")))]
#[get("/v1/ratings/{id}")]
pub(crate) async fn get(guest: Guest, id: Id<Uuid>) -> Result<Answer, Problem> {
    guest.limit(Attempt::Public)?;
    let (reader, language) = (guest.reader(), guest.language());
    let row = result_by_id(reader, id.0).await?.ok_or(Code::NotFound)?;
    let by = scheme_by_id(reader, row.cycle.scheme).await?;
    let by = by.ok_or(StoreError::Corrupt("rating_cycle.scheme_id"))?;
    let disputed = Disputed::read(reader, std::slice::from_ref(&row)).await?;
    let earlier = earlier_results(reader, &row, HISTORY).await?;
    let detail = RatingDetail {
        rating: rating(&guest, &row, &by.scheme, &disputed),
        scheme: scheme(&by, language),
        computed_at: guest.app.time(row.cycle.computed_at),
        history: earlier.iter().map(|one| past(&guest, one)).collect(),
    };
    let what = Versioned { kind: SubjectKind::Cycle, id: row.id, version: row.cycle.version };
    Ok(Answer::ok(&detail)?.of(what).public(KEPT))
}
