//! `listCreditEntries`: the records of an area, or of one's own enterprise.

use access::Action;
use actix_web::get;
use chrono::NaiveDate;
use kernel::{AreaId, OrganizationId};
use persistence::rating::{CreditFilter, credit_records};
use rating::credit::CreditKind;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{CreditEntryView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, day_or_none, page},
    place::terms,
    rating::narrow::place,
};

/// Which records, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    enterprise_id: Option<OrganizationId>,
    kind: Option<CreditKind>,
    /// Those that count on a day; counter-entries never do.
    #[serde(default, deserialize_with = "day_or_none")]
    #[param(value_type = Option<String>, format = Date, max_length = 10)]
    effective_on: Option<NaiveDate>,
    /// Those about estates of an area.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    /// Only those with an objection that waits, or only the others.
    disputed: Option<bool>,
}

/// List the records of the credit ledger, newest first.
///
/// An enterprise sees its own, an office those of its area. A record triggers no penalty by itself.
#[utoipa::path(tag = "ratings", operation_id = "listCreditEntries", params(Filter, PageParams),
    responses((status = 200, body = Page<CreditEntryView>)))]
#[get("/v1/credit-entries")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let terms = terms(&ctx.actor, Action::CreditRead)?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let Some((_, within)) = place(&ctx, None, filter.area_id).await? else {
        return paging.nothing::<CreditEntryView>(&ctx);
    };
    let narrowed = CreditFilter {
        enterprise: filter.enterprise_id,
        kind: filter.kind,
        effective_on: filter.effective_on,
        within,
        disputed: filter.disputed,
    };
    let read =
        async |after, limit| credit_records(ctx.reader(), &terms, &narrowed, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let views = views(&ctx, ctx.reader(), &rows).await?;
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
