//! `listRatings`: the results that are public, by cycle and place.

use ::rating::cycle::CycleKind;
use actix_web::get;
use kernel::{AreaId, Code, CycleId, EstateId, OrganizationId, Uuid};
use persistence::{
    Failure, Reader,
    place::estate_by_id,
    rating::{ResultFilter, ResultRow, results, results_counted},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    Disputed, KEPT, Schemes, area,
    view::{RatingView, rating},
};
use crate::{
    ctx::Guest,
    http::{Answer, Attempt, Both, MOST_COUNTED, Page, PageParams, Paging, Problem, page_of},
    rating::narrow,
};

/// Which results, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RatingFilter {
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    enterprise_id: Option<OrganizationId>,
    /// Those of estates of an area.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    cycle_id: Option<CycleId>,
    kind: Option<CycleKind>,
    #[param(maximum = 5)]
    stars: Option<u8>,
}

/// List the public results of estates: the newest cycle first, and in it the highest total first.
///
/// Without an account: the results of cycles that are disclosed or final, and nothing of what they were reckoned from. So
/// many from one address in a minute (429).
#[utoipa::path(tag = "ratings", operation_id = "listRatings", params(RatingFilter, PageParams),
    responses((status = 200, body = Page<RatingView>)))]
#[get("/v1/ratings")]
pub(crate) async fn list(
    guest: Guest,
    params: Both<RatingFilter, PageParams>,
) -> Result<Answer, Problem> {
    guest.limit(Attempt::Public)?;
    let Both(filter, part) = params;
    let mut paging = part.paging(&guest)?;
    let (after, reader) = (behind(&paging)?, guest.reader());
    let Some(filter) = narrowed(reader, &filter).await? else {
        return paging.nothing::<RatingView>(&guest);
    };
    let limit = usize::try_from(paging.size.with_lookahead()).unwrap_or(usize::MAX);
    let rows = results(reader, &filter, (after, limit)).await?;
    if paging.counts {
        paging.counted(results_counted(reader, &filter, MOST_COUNTED + 1).await?);
    }
    let (shown, next) = paging.cut(&rows, key);
    let disputed = Disputed::read(reader, shown).await?;
    let (mut views, mut schemes) = (Vec::with_capacity(shown.len()), Schemes::default());
    for row in shown {
        let by = schemes.of(reader, row.cycle.scheme).await?;
        views.push(rating(&guest, row, &by.scheme, &disputed));
    }
    Ok(page_of(&guest, views, next, paging.count)?.public(KEPT))
}

/// The cursor: the cycle of the last item, and its position in it.
fn key(row: &ResultRow) -> Vec<u8> {
    [row.cycle.id.0.as_bytes().as_slice(), &row.position.to_be_bytes()].concat()
}

fn behind(paging: &Paging) -> Result<Option<(CycleId, i32)>, Problem> {
    let Some(bytes) = &paging.after else { return Ok(None) };
    let (cycle, position) = bytes.split_at_checked(16).ok_or(Code::InvalidCursor)?;
    let cycle = Uuid::from_slice(cycle).map_err(|_| Code::InvalidCursor)?;
    let position = position.try_into().map_err(|_| Code::InvalidCursor)?;
    Ok(Some((CycleId(cycle), i32::from_be_bytes(position))))
}

/// `None` where the area or the estate is unknown.
async fn narrowed(db: &Reader, asked: &RatingFilter) -> Result<Option<ResultFilter>, Failure> {
    let stars = narrow::stars(asked.stars)?;
    let Ok(area) = area(db, asked.area_id).await? else { return Ok(None) };
    let estate = match asked.estate_id {
        None => None,
        Some(id) => match estate_by_id(db, id).await? {
            None => return Ok(None),
            Some(estate) => Some(estate.key),
        },
    };
    Ok(Some(ResultFilter {
        cycle: asked.cycle_id,
        kind: asked.kind,
        estate,
        enterprise: asked.enterprise_id,
        within: area.map(|area| (area.level, area.key, area.path)),
        stars,
    }))
}
