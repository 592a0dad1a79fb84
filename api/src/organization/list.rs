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
    http::{Answer, Both, PageParams, Problem, page},
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
}

pub(super) async fn listed(
    ctx: &Ctx,
    kind: OrganizationKind,
    reading: Action,
    Both(filter, part): Both<Filter, PageParams>,
) -> Result<Answer, Problem> {
    authorize(&ctx.actor, reading, &At::open(ScopePath::default()))?;
    let mut paging = part.paging(ctx)?;
    let after = paging.after_id()?;
    let within = match filter.area_id {
        None => None,
        Some(id) => match area_by_id(ctx.reader(), id).await? {
            Some(area) => Some((area.level, area.key)),
            None => return paging.nothing::<OrganizationView>(ctx),
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
