//! `listBulletins`: those to the residents of one's estate.

use access::{Action, scope};
use actix_web::get;
use bulletin::BulletinState;
use kernel::{Code, EstateId};
use persistence::{
    bulletin::{BulletinFilter, bulletins},
    place::estate_by_id,
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{BulletinView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page},
    place::{spanned, within},
};

/// Which bulletins, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Those to an estate.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    state: Option<BulletinState>,
}

/// List the bulletins of one's estates, newest first. Those withdrawn show to who hears the replies.
#[utoipa::path(tag = "bulletins", operation_id = "listBulletins", params(Filter, PageParams),
    responses((status = 200, body = Page<BulletinView>)))]
#[get("/v1/bulletins")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let mut terms = scope(&ctx.actor, Action::BulletinRead);
    let mut hearing = scope(&ctx.actor, Action::OpinionRead);
    if terms.is_empty() {
        return Err(Code::Forbidden.into());
    }
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let mut narrowed = BulletinFilter { state: filter.state, estate: None };
    if let Some(id) = filter.estate_id {
        let Some(estate) = estate_by_id(ctx.reader(), id).await? else {
            return paging.nothing::<BulletinView>(&ctx);
        };
        narrowed.estate = Some(estate.key);
        (terms, hearing) = (within(&terms, &estate), within(&hearing, &estate));
    }
    spanned(&terms)?;
    let read = async |after, limit| {
        bulletins(ctx.reader(), (&terms, &hearing), &narrowed, after, limit).await
    };
    let rows = paging.rows(after, read).await?;
    let views = views(&ctx, ctx.reader(), &rows).await?;
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
