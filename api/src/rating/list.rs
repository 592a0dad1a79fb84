//! `listSchemes`: those of the districts, and those that come with the system.

use ::rating::{Desk, SchemeState, shipped};
use access::{Action, authorize, scope};
use actix_web::get;
use kernel::{AreaId, SchemeId};
use persistence::{
    Failure,
    place::area_by_id,
    rating::{SchemeFilter, schemes},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{self, SchemeView};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page_of},
    place::Lookup,
};

/// Which schemes, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Those of a district alone, without those that come with the system.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    /// `adopted` for those in force, `shipped` for those that come with the system.
    state: Option<SchemeState>,
}

/// List the schemes of the star rating, newest first; those that come with the system are the last.
///
/// Everyone sees what was ever in force, a district its drafts too.
#[utoipa::path(tag = "ratings", operation_id = "listSchemes", params(Filter, PageParams),
    responses((status = 200, body = Page<SchemeView>)))]
#[get("/v1/schemes")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    authorize(&ctx.actor, Action::SchemeRead, &Desk::open())?;
    let Both(Filter { area_id, state }, part) = params;
    let mut paging = part.paging(&ctx)?;
    let after: Option<SchemeId> = paging.after_id()?.map(Into::into);
    let district = match area_id {
        None => None,
        Some(id) => match area_by_id(ctx.reader(), id).await? {
            Some(area) => Some(area.key),
            None => return paging.nothing::<SchemeView>(&ctx),
        },
    };
    let filter = SchemeFilter { district, state };
    let terms = scope(&ctx.actor, Action::SchemeRead);
    let with_shipped = area_id.is_none() && state.is_none_or(|state| state == SchemeState::Shipped);
    let read = async |after: Option<SchemeId>, limit| {
        let (mut known, mut rows) = (Lookup::default(), Vec::new());
        for (stand, summary) in schemes(ctx.reader(), (&terms, filter), (after, limit)).await? {
            let view = view::view(&ctx, ctx.reader(), (&stand, &summary), &mut known).await?;
            rows.push((stand.id, view));
        }
        let own = shipped().iter().rev().filter(|one| after.is_none_or(|after| one.id < after));
        let own = own.filter(|_| with_shipped);
        rows.extend(own.map(|one| (one.id, view::shipped(&ctx, one.id, &one.scheme))));
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok::<_, Failure>(rows)
    };
    let rows = paging.rows(after, read).await?;
    let (shown, next) = paging.cut(&rows, |(id, _)| id.0.as_bytes().to_vec());
    let items = shown.iter().map(|(_, view)| view.clone()).collect();
    page_of(&ctx, items, next, paging.count)
}
