//! `listListings`: what is proposed for lists or on them, of an area, an estate, or of one's own enterprise.

use access::Action;
use actix_web::get;
use kernel::{AreaId, EstateId, ListId, OrganizationId};
use persistence::rating::{ListingFilter, listings};
use rating::listing::{ListKind, ListingState};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{ListingView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page},
    place::terms,
    rating::narrow::place,
};

/// Which listings, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    list_id: Option<ListId>,
    kind: Option<ListKind>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    /// Those of estates of an area.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    enterprise_id: Option<OrganizationId>,
    state: Option<ListingState>,
}

/// List what is proposed for red and black lists, on them, or taken off them, newest first.
///
/// An enterprise sees its own, the others those of their area or estate.
#[utoipa::path(tag = "ratings", operation_id = "listListings", params(Filter, PageParams),
    responses((status = 200, body = Page<ListingView>)))]
#[get("/v1/listings")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let terms = terms(&ctx.actor, Action::ListingRead)?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let Some((estate, within)) = place(&ctx, filter.estate_id, filter.area_id).await? else {
        return paging.nothing::<ListingView>(&ctx);
    };
    let narrowed = ListingFilter {
        list: filter.list_id,
        kind: filter.kind,
        estate,
        enterprise: filter.enterprise_id,
        within,
        state: filter.state,
    };
    let read = async |after, limit| listings(ctx.reader(), &terms, &narrowed, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let views = views(&ctx, ctx.reader(), &rows).await?;
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
