//! How a public result is shown.

use ::rating::{
    Scheme, Status,
    cycle::{CycleKind, CycleState},
};
use kernel::{Hundredths, Language, Uuid};
use persistence::rating::{PublicCycle, ResultRow, SchemeRow};
use serde::Serialize;
use utoipa::ToSchema;

use super::Disputed;
use crate::{
    ctx::Guest,
    rating::score::{VetoView, vetoes},
};

/// The cycle of a result.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct RatingCycleView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    #[schema(max_length = 100)]
    name: String,
    kind: CycleKind,
    #[schema(max_length = 40)]
    kind_label: &'static str,
    #[schema(format = "date", max_length = 10)]
    first_on: String,
    #[schema(format = "date", max_length = 10)]
    last_on: String,
    /// `disclosed` while it can be objected to, `final` when nothing changes any more.
    state: CycleState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    /// Until when its results can be objected to; null once they are final.
    #[schema(format = "date-time", max_length = 40)]
    objections_until: Option<String>,
}

/// An aspect of a result.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct RatingAspectView {
    #[schema(max_length = 20)]
    code: String,
    #[schema(max_length = 100)]
    name: String,
    maximum: Hundredths,
    /// Null where nothing of it counts, which is not zero.
    points: Option<Hundredths>,
}

/// The result of an estate in a cycle.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Rating, example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "cycle": {
        "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "name": "2026年第四季度物业服务星级评价", "kind": "quarter",
        "kind_label": "季度评价", "first_on": "2026-10-01", "last_on": "2026-12-31", "state": "disclosed", "state_label": "公示中",
        "objections_until": "2027-01-30T00:00:00.000+08:00"
    }, "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "estate_name": "和谐花园",
    "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "enterprise_name": "安居物业服务有限公司", "place": 3, "of": 120,
    "total": "91.35", "stars": 5, "vetoes": [], "disputed": ["B1"],
    "aspects": [{"code": "A", "name": "党建引领", "maximum": "14.00", "points": "12.50"}]
}))]
pub(super) struct RatingView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    cycle: RatingCycleView,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    #[schema(max_length = 100)]
    estate_name: String,
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    #[schema(max_length = 100)]
    enterprise_name: String,
    /// In the whole cycle, from 1; those with the same total have the same one.
    #[schema(minimum = 1)]
    place: i32,
    /// Estates that have a result in the cycle.
    #[schema(minimum = 1)]
    of: i32,
    total: Hundredths,
    /// Null where no indicator counts: nothing was rated.
    #[schema(maximum = 5)]
    stars: Option<u8>,
    /// Facts that gave no star, whatever the points.
    #[schema(max_items = 30)]
    vetoes: Vec<VetoView>,
    /// The items of which an objection waits.
    #[schema(value_type = Vec<::rating::ItemCode>, max_items = 800)]
    disputed: Vec<String>,
    #[schema(max_items = 20)]
    aspects: Vec<RatingAspectView>,
}

/// An earlier result of the estate.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct PastRatingView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    cycle: RatingCycleView,
    /// Who managed the estate then.
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    #[schema(max_length = 100)]
    enterprise_name: String,
    #[schema(minimum = 1)]
    place: i32,
    #[schema(minimum = 1)]
    of: i32,
    total: Hundredths,
    #[schema(maximum = 5)]
    stars: Option<u8>,
}

/// By which scheme a result was made.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct RatingSchemeView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    #[schema(max_length = 100)]
    name: String,
    #[schema(minimum = 0)]
    edition: i32,
    status: Status,
    #[schema(max_length = 100)]
    status_label: &'static str,
}

fn cycle(guest: &Guest, one: &PublicCycle) -> RatingCycleView {
    let language = guest.language();
    RatingCycleView {
        id: one.id.0,
        name: one.name.clone(),
        kind: one.kind,
        kind_label: one.kind.label().in_language(language),
        first_on: one.first_on.to_string(),
        last_on: one.last_on.to_string(),
        state: one.state,
        state_label: one.state.label().in_language(language),
        objections_until: one.open_until().map(|at| guest.app.time(at)),
    }
}

fn aspects(row: &ResultRow, scheme: &Scheme, language: Language) -> Vec<RatingAspectView> {
    let shown = scheme.aspects.iter().zip(&row.aspects).map(|(aspect, points)| RatingAspectView {
        code: aspect.code.clone(),
        name: if language == Language::Zh { &aspect.name_zh } else { &aspect.name_en }.clone(),
        maximum: aspect.maximum,
        points: *points,
    });
    shown.collect()
}

pub(super) fn rating(
    guest: &Guest,
    row: &ResultRow,
    scheme: &Scheme,
    disputed: &Disputed,
) -> RatingView {
    let language = guest.language();
    RatingView {
        id: row.id,
        cycle: cycle(guest, &row.cycle),
        estate_id: row.estate.0.0,
        estate_name: row.estate.1.clone(),
        enterprise_id: row.enterprise.0.0,
        enterprise_name: row.enterprise.1.clone(),
        place: row.place,
        of: row.cycle.results,
        total: row.total,
        stars: row.stars,
        vetoes: vetoes(scheme, &row.vetoes, language),
        disputed: disputed.of(row),
        aspects: aspects(row, scheme, language),
    }
}

pub(super) fn past(guest: &Guest, row: &ResultRow) -> PastRatingView {
    PastRatingView {
        id: row.id,
        cycle: cycle(guest, &row.cycle),
        enterprise_id: row.enterprise.0.0,
        enterprise_name: row.enterprise.1.clone(),
        place: row.place,
        of: row.cycle.results,
        total: row.total,
        stars: row.stars,
    }
}

pub(super) fn scheme(row: &SchemeRow, language: Language) -> RatingSchemeView {
    let scheme = &row.scheme;
    RatingSchemeView {
        id: row.stand.id.0,
        name: if language == Language::Zh { &scheme.name_zh } else { &scheme.name_en }.clone(),
        edition: row.stand.edition,
        status: scheme.status,
        status_label: scheme.status.label().in_language(language),
    }
}
