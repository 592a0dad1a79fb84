//! `listObjections`: the objections to scores of an area, an estate, or about one's own enterprise.

use access::Action;
use actix_web::get;
use kernel::{AreaId, CycleId, EstateId, OrganizationId, Uuid};
use persistence::rating::{ObjectionFilter, objections};
use rating::objection::{ObjectionSide, ObjectionState};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{ObjectionView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page},
    place::terms,
    rating::narrow::place,
};

/// Which objections, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    cycle_id: Option<CycleId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    score_id: Option<Uuid>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    /// Those about estates of an area.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    enterprise_id: Option<OrganizationId>,
    side: Option<ObjectionSide>,
    state: Option<ObjectionState>,
}

/// List objections to scores, newest first.
///
/// An enterprise sees those to its own scores, the others those of their area or estate.
#[utoipa::path(tag = "ratings", operation_id = "listObjections", params(Filter, PageParams),
    responses((status = 200, body = Page<ObjectionView>)))]
#[get("/v1/objections")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let terms = terms(&ctx.actor, Action::ObjectionRead)?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let Some((estate, within)) = place(&ctx, filter.estate_id, filter.area_id).await? else {
        return paging.nothing::<ObjectionView>(&ctx);
    };
    let narrowed = ObjectionFilter {
        cycle: filter.cycle_id,
        score: filter.score_id,
        estate,
        enterprise: filter.enterprise_id,
        within,
        side: filter.side,
        state: filter.state,
    };
    let read = async |after, limit| objections(ctx.reader(), &terms, &narrowed, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let views = views(&ctx, ctx.reader(), &rows).await?;
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
