//! How a published list is shown to everyone.

use kernel::{Hundredths, Language, Uuid};
use persistence::rating::{PublishedListing, PublishedRow};
use rating::{
    Scheme,
    cycle::CycleKind,
    listing::{ListKind, ListRule, NO_PENALTY},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Guest,
    rating::score::{VetoView, vetoes},
};

/// A red or black list that is published.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "kind": "red", "kind_label": "红榜",
    "cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "cycle_name": "2026年第四季度物业服务星级评价", "cycle_kind": "quarter",
    "first_on": "2026-10-01", "last_on": "2026-12-31", "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "area_name": "和平街道", "rule": {"stars": 5, "clean": true, "vetoed": false}, "listings": 12,
    "published_at": "2027-03-11T09:30:00.000+08:00", "effect": "红榜、黑榜只是评价结果的公布"
}))]
pub(super) struct PublishedList {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    kind: ListKind,
    #[schema(max_length = 40)]
    kind_label: &'static str,
    #[schema(format = "uuid", max_length = 36)]
    cycle_id: Uuid,
    #[schema(max_length = 100)]
    cycle_name: String,
    cycle_kind: CycleKind,
    #[schema(format = "date", max_length = 10)]
    first_on: String,
    #[schema(format = "date", max_length = 10)]
    last_on: String,
    /// The area that was rated: a district, or a street of it.
    #[schema(format = "uuid", max_length = 36)]
    area_id: Uuid,
    #[schema(max_length = 100)]
    area_name: String,
    /// By which results came onto it.
    rule: ListRule,
    /// Results that are on it.
    #[schema(minimum = 1, maximum = 2000)]
    listings: i32,
    #[schema(format = "date-time", max_length = 40)]
    published_at: Option<String>,
    /// What a listing does, and does not.
    #[schema(max_length = 400)]
    effect: &'static str,
}

/// A result on a published list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "rating_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f",
    "estate_name": "和谐花园", "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40",
    "enterprise_name": "安居物业服务有限公司", "total": "91.35", "stars": 5, "vetoes": []
}))]
pub(super) struct PublishedListingView {
    /// The public result (getRating).
    #[schema(format = "uuid", max_length = 36)]
    rating_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    #[schema(max_length = 100)]
    estate_name: String,
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    #[schema(max_length = 100)]
    enterprise_name: String,
    total: Hundredths,
    #[schema(maximum = 5)]
    stars: u8,
    /// Facts that gave no star, whatever the points.
    #[schema(max_items = 30)]
    vetoes: Vec<VetoView>,
}

pub(super) fn shown(guest: &Guest, row: &PublishedRow) -> PublishedList {
    let (list, language) = (&row.list, guest.language());
    PublishedList {
        id: list.id.0,
        kind: list.kind,
        kind_label: list.kind.label().in_language(language),
        cycle_id: list.cycle.0,
        cycle_name: row.cycle.clone(),
        cycle_kind: row.cycle_kind,
        first_on: row.first_on.to_string(),
        last_on: row.last_on.to_string(),
        area_id: row.area.0.0,
        area_name: row.area.1.clone(),
        rule: list.rule,
        listings: list.listings,
        published_at: list.published_at.map(|at| guest.app.time(at)),
        effect: NO_PENALTY.in_language(language),
    }
}

pub(super) fn listing(
    scheme: &Scheme,
    one: &PublishedListing,
    language: Language,
) -> PublishedListingView {
    PublishedListingView {
        rating_id: one.score,
        estate_id: one.estate.0.0,
        estate_name: one.estate.1.clone(),
        enterprise_id: one.enterprise.0.0,
        enterprise_name: one.enterprise.1.clone(),
        total: one.total,
        stars: one.stars,
        vetoes: vetoes(scheme, &one.vetoes.iter().cloned().collect(), language),
    }
}
