//! `listDuties`: the duties held in one's area.

use access::{Action, Role};
use actix_web::get;
use kernel::AccountId;
use persistence::identity::{DutyFilter, duties};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{DutyView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page},
    identity::scope::{areas, merged},
};

/// Which duties, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Those of one account.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    account_id: Option<AccountId>,
    role: Option<Role>,
    /// Only those in force now.
    active: Option<bool>,
}

/// List the duties held in one's area, newest first.
#[utoipa::path(tag = "identity", operation_id = "listDuties", params(Filter, PageParams),
    responses((status = 200, body = Page<DutyView>)))]
#[get("/v1/duties")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let areas = areas(&ctx.actor, Action::DutyRead)?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let narrowed = |within| DutyFilter {
        account: filter.account_id,
        within,
        role: filter.role,
        in_force_at: (filter.active == Some(true)).then_some(ctx.now),
    };
    let read = async |after, limit| {
        let read = async |within| duties(ctx.reader(), &narrowed(within), after, limit).await;
        merged(&areas, limit, read, |row| row.id.0).await
    };
    let rows = paging.rows(after, read).await?;
    let shown: Vec<_> = rows.iter().map(|row| row.id.0).zip(views(&ctx, &rows).await?).collect();
    page(&ctx, &paging, &shown, |(id, _)| id.as_bytes().to_vec(), |(_, view)| view.clone())
}
