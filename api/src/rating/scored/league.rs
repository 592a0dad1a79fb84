//! `listScores`: the league table of a cycle.

use std::collections::BTreeSet;

use access::Action;
use actix_web::get;
use kernel::{AreaId, Code, CycleId, EstateId, Hundredths, OrganizationId, Uuid};
use persistence::{
    Failure,
    rating::{LeagueRow, ScoreFilter, cycle_by_id, disputed_codes, league},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    ctx::Ctx,
    http::{Answer, Both, Id, IdPath, Page, PageParams, Problem, page},
    place::terms,
    rating::narrow,
};

/// Which scores, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LeagueFilter {
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    enterprise_id: Option<OrganizationId>,
    /// Those of estates of an area.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    #[param(maximum = 5)]
    stars: Option<u8>,
}

/// A line of the league table.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "place": 3, "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f",
    "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "total": "91.35", "stars": 5, "vetoes": [],
    "without_source": ["A2"], "disputed": [], "aspects": ["12.50", "11.00", null]
}))]
pub(crate) struct ScoreLine {
    /// Of the score, for its explanation.
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    /// In the whole cycle, from 1; those with the same total have the same one.
    #[schema(minimum = 1)]
    place: i32,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    total: Hundredths,
    /// Null where no indicator counts.
    #[schema(maximum = 5)]
    stars: Option<u8>,
    #[schema(value_type = Vec<::rating::ItemCode>, max_items = 30)]
    vetoes: Vec<String>,
    /// Indicators whose figures have no source.
    #[schema(value_type = Vec<::rating::ItemCode>, max_items = 800)]
    without_source: Vec<String>,
    /// The items of which an objection waits.
    #[schema(value_type = Vec<::rating::ItemCode>, max_items = 800)]
    disputed: Vec<String>,
    /// The points of the aspects in the order of the scheme; null where nothing of one counts.
    #[schema(max_items = 20)]
    aspects: Vec<Option<Hundredths>>,
}

/// List the scores of a computed cycle, the highest total first.
///
/// An enterprise is shown its own, an office those of its area; the places are those in the whole cycle.
#[utoipa::path(tag = "ratings", operation_id = "listScores", params(IdPath, LeagueFilter, PageParams),
    responses((status = 200, body = Page<ScoreLine>)))]
#[get("/v1/cycles/{id}/scores")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<CycleId>,
    params: Both<LeagueFilter, PageParams>,
) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let terms = terms(&ctx.actor, Action::ScoreRead)?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_number()?;
    let cycle = cycle_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    let Some(narrowed) = narrowed(&ctx, &filter).await? else {
        return paging.nothing::<ScoreLine>(&ctx);
    };
    let read = async |after, limit| {
        league(ctx.reader(), (cycle.id, &terms), &narrowed, (after, limit)).await
    };
    let rows = paging.rows(after, read).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let disputed = disputed_codes(ctx.reader(), &ids).await?;
    let shown = |row: &LeagueRow| line(row, disputed.get(&row.id));
    page(&ctx, &paging, &rows, |row| row.position.to_be_bytes().to_vec(), shown)
}

/// `None` where the area or the estate is unknown.
pub(super) async fn narrowed(
    ctx: &Ctx,
    filter: &LeagueFilter,
) -> Result<Option<ScoreFilter>, Failure> {
    let (enterprise, stars) = (filter.enterprise_id, narrow::stars(filter.stars)?);
    let place = narrow::place(ctx, filter.estate_id, filter.area_id).await?;
    Ok(place.map(|(estate, within)| ScoreFilter { estate, enterprise, within, stars }))
}

fn line(row: &LeagueRow, disputed: Option<&BTreeSet<String>>) -> ScoreLine {
    ScoreLine {
        id: row.id,
        place: row.place,
        estate_id: row.estate.0,
        enterprise_id: row.enterprise.0,
        total: row.total,
        stars: row.stars,
        vetoes: row.vetoes.iter().cloned().collect(),
        without_source: row.without_source.clone(),
        disputed: disputed.into_iter().flatten().cloned().collect(),
        aspects: row.aspects.clone(),
    }
}
