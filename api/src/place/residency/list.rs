//! `listResidencies`: one's own, and those in one's scope.

use access::{Action, scope};
use actix_web::get;
use kernel::{Code, EstateId};
use persistence::place::{ResidencyFilter, estate_by_id, residencies};
use place::ResidencyState;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{ResidencyView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page},
    place::{spanned, within},
};

/// Which residencies, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    state: Option<ResidencyState>,
    /// Those in an estate.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    /// Only one's own.
    mine: Option<bool>,
}

/// List one's own residencies and those in one's scope, newest first.
#[utoipa::path(tag = "places", operation_id = "listResidencies", params(Filter, PageParams),
    responses((status = 200, body = Page<ResidencyView>)))]
#[get("/v1/residencies")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let own = ctx.actor.who.account();
    let mut terms = scope(&ctx.actor, Action::ResidencyRead);
    if own.is_none() && terms.is_empty() {
        return Err(Code::Forbidden.into());
    }
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let estate = match filter.estate_id {
        None => None,
        Some(id) => match estate_by_id(ctx.reader(), id).await? {
            Some(estate) => Some(estate),
            None => return paging.nothing::<ResidencyView>(&ctx),
        },
    };
    if filter.mine == Some(true) {
        terms.clear();
    } else if let Some(estate) = &estate {
        terms = within(&terms, estate);
    }
    spanned(&terms)?;
    let narrowed = ResidencyFilter {
        state: filter.state,
        estate: estate.map(|estate| estate.key),
        premises: None,
    };
    let read = async |after, limit| {
        residencies(ctx.reader(), (&terms, own), &narrowed, after, limit).await
    };
    let rows = paging.rows(after, read).await?;
    let views = views(&ctx, ctx.reader(), &rows).await?;
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
