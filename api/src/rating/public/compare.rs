//! `compareRatings`: the league table of the enterprises in a cycle.

use ::rating::{EnterpriseRank, enterprises_ranked};
use access::Level;
use actix_web::get;
use kernel::{AreaId, CycleId, Hundredths, OrganizationId, Uuid};
use persistence::{
    Reader, StoreError,
    rating::{enterprise_names, enterprise_sums, newest_cycle},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{KEPT, area};
use crate::{
    ctx::Guest,
    http::{Answer, Attempt, Both, Page, PageParams, Problem, page_of},
};

/// Which cycle and area, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CompareFilter {
    /// The newest public cycle that covers the whole of the area where none is given.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    cycle_id: Option<CycleId>,
    /// Only estates of the area are counted.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
}

/// An enterprise in the league table of a cycle.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EnterpriseRating, example = json!({
    "cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "place": 1, "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40",
    "enterprise_name": "安居物业服务有限公司", "average": "91.35", "rated": 12, "unrated": 0, "stars": [0, 0, 0, 1, 4, 7]
}))]
pub(super) struct EnterpriseRatingView {
    #[schema(format = "uuid", max_length = 36)]
    cycle_id: Uuid,
    /// From 1; those whose exact averages are the same have the same one.
    #[schema(minimum = 1)]
    place: u32,
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    #[schema(max_length = 100)]
    enterprise_name: String,
    /// The mean total of its rated estates, each counted once, rounded half up to the hundredth; null where none is rated.
    average: Option<Hundredths>,
    /// Estates that have stars, or none by their points or a veto.
    rated: u32,
    /// Estates in which no indicator counted: they are in no average.
    unrated: u32,
    /// Rated estates by their stars, from none to five.
    #[schema(min_items = 6, max_items = 6)]
    stars: [u32; 6],
}

/// Compare the enterprises of a public cycle by their estates, the highest average first.
///
/// Without an account. Narrowed to an area, it is the league table of its estates alone.
#[utoipa::path(tag = "ratings", operation_id = "compareRatings", params(CompareFilter, PageParams),
    responses((status = 200, body = Page<EnterpriseRatingView>)))]
#[get("/v1/ratings/compare")]
pub(crate) async fn compare(
    guest: Guest,
    params: Both<CompareFilter, PageParams>,
) -> Result<Answer, Problem> {
    guest.limit(Attempt::Public)?;
    let Both(filter, part) = params;
    let (mut paging, reader) = (part.paging(&guest)?, guest.reader());
    let after = usize::try_from(paging.after_number()?).unwrap_or(0);
    let Some((cycle, within)) = which(reader, &filter).await? else {
        return paging.nothing::<EnterpriseRatingView>(&guest);
    };
    let table = enterprises_ranked(enterprise_sums(reader, cycle, within).await?);
    paging.counted(table.len() as u64);
    let rest: Vec<(i32, EnterpriseRank)> = (1..).zip(table).skip(after).collect();
    let (shown, next) = paging.cut(&rest, |(number, _)| number.to_be_bytes().to_vec());
    let shown: Vec<EnterpriseRank> = shown.iter().map(|(_, one)| *one).collect();
    let ids: Vec<OrganizationId> = shown.iter().map(|one| one.enterprise).collect();
    let names = enterprise_names(reader, &ids).await?;
    let view = |one: &EnterpriseRank| EnterpriseRatingView {
        cycle_id: cycle.0,
        place: one.place,
        enterprise_id: one.enterprise.0,
        enterprise_name: names.get(&one.enterprise).cloned().unwrap_or_default(),
        average: one.sums.average(),
        rated: one.sums.rated,
        unrated: one.sums.unrated,
        stars: one.sums.stars,
    };
    Ok(page_of(&guest, shown.iter().map(view).collect(), next, paging.count)?.public(KEPT))
}

/// The cycle, and the area by its level and key; `None` where the area is unknown or no cycle is public.
async fn which(
    db: &Reader,
    asked: &CompareFilter,
) -> Result<Option<(CycleId, Option<(Level, i32)>)>, StoreError> {
    let Ok(area) = area(db, asked.area_id).await? else { return Ok(None) };
    let cycle = match asked.cycle_id {
        Some(id) => Some(id),
        None => newest_cycle(db, area.as_ref().map(|area| area.path)).await?,
    };
    Ok(cycle.map(|cycle| (cycle, area.map(|area| (area.level, area.key)))))
}
