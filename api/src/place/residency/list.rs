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
    http::{Answer, Include, Page, Paging, Params, Problem, page},
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

/// List one's own residencies and those in one's scope, newest first.
#[utoipa::path(tag = "places", operation_id = "listResidencies", params(Filter),
    responses((status = 200, body = Page<ResidencyView>)))]
#[get("/v1/residencies")]
pub(crate) async fn list(ctx: Ctx, filter: Params<Filter>) -> Result<Answer, Problem> {
    let own = ctx.actor.who.account();
    let mut terms = scope(&ctx.actor, Action::ResidencyRead);
    if own.is_none() && terms.is_empty() {
        return Err(Code::Forbidden.into());
    }
    let mut paging =
        Paging::of(&ctx, filter.0.limit, filter.0.after.as_deref())?.with(filter.0.include);
    let after = paging.after_id()?;
    let estate = match filter.0.estate_id {
        None => None,
        Some(id) => match estate_by_id(ctx.reader(), id).await? {
            Some(estate) => Some(estate),
            None => return paging.nothing::<ResidencyView>(&ctx),
        },
    };
    if filter.0.mine == Some(true) {
        terms.clear();
    } else if let Some(estate) = &estate {
        terms = within(&terms, estate);
    }
    spanned(&terms)?;
    let narrowed = ResidencyFilter {
        state: filter.0.state,
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
