//! `listPremises`: the premises of an estate.

use access::{Action, authorize};
use actix_web::get;
use kernel::{BuildingId, Code, EstateId};
use persistence::place::{PremisesFilter, estate_by_id, premises};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{PremisesView, subject, view, whole};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Id, IdPath, Page, PageParams, Problem, page},
};

/// Which premises, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Those in a building.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    building_id: Option<BuildingId>,
}

/// List the premises of an estate, newest first.
///
/// Everyone who is signed in reads the labels, to ask for a residency; areas only those whose duties reach the
/// estate.
#[utoipa::path(tag = "places", operation_id = "listPremises", params(IdPath, Filter, PageParams),
    responses((status = 200, body = Page<PremisesView>)))]
#[get("/v1/estates/{id}/premises")]
pub(crate) async fn list(
    ctx: Ctx,
    id: Id<EstateId>,
    params: Both<Filter, PageParams>,
) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let estate = estate_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::PremisesRead, &subject(&estate))?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let narrowed = PremisesFilter { estate: estate.key, building: filter.building_id };
    let read = async |after, limit| premises(ctx.reader(), &narrowed, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let whole = whole(&ctx, &estate);
    let key = |row: &place::Premises| row.id.0.as_bytes().to_vec();
    page(&ctx, &paging, &rows, key, |row| view(&ctx, row, &estate, whole))
}
