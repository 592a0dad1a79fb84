//! What the lists of enterprises and departments share.

use access::{Action, ScopePath, authorize};
use kernel::AreaId;
use organization::OrganizationKind;
use persistence::{
    organization::{OrganizationFilter, organizations},
    place::area_by_id,
};
use place::At;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{OrganizationView, view};
use crate::{
    ctx::Ctx,
    http::{Answer, Include, Paging, Problem, page},
    place::Lookup,
};

/// Which organisations, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Those registered in an area of any level but a grid.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    /// `count`: how many there are in all, exact up to 10,000.
    #[param(inline)]
    include: Option<Include>,
    /// Items a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<i64>,
    /// The `next` of the page before.
    #[param(max_length = 200)]
    after: Option<String>,
}

pub(super) async fn listed(
    ctx: &Ctx,
    kind: OrganizationKind,
    reading: Action,
    filter: &Filter,
) -> Result<Answer, Problem> {
    authorize(&ctx.actor, reading, &At::open(ScopePath::default()))?;
    let mut paging = Paging::of(ctx, filter.limit, filter.after.as_deref())?.with(filter.include);
    let after = paging.after_id()?;
    let within = match filter.area_id {
        None => None,
        Some(id) => match area_by_id(ctx.reader(), id).await? {
            Some(area) if area.level != access::Level::Grid => Some((area.level, area.key)),
            _ => return paging.nothing::<OrganizationView>(ctx),
        },
    };
    let narrowed = OrganizationFilter { kind, within };
    let read = async |after, limit| organizations(ctx.reader(), &narrowed, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let (mut views, mut known) = (Vec::with_capacity(rows.len()), Lookup::default());
    for organization in &rows {
        views.push(view(ctx, ctx.reader(), organization, &mut known).await?);
    }
    page(ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
