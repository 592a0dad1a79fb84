//! `listFindings`: the findings of an area, or about one's own enterprise.

use access::Action;
use actix_web::get;
use chrono::NaiveDate;
use kernel::{AreaId, EstateId, Fault, OrganizationId, Refusal};
use persistence::rating::{FindingFilter, findings};
use rating::finding::FindingState;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{FindingView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, day_or_none, page},
    place::terms,
    rating::narrow::place,
};

/// Which findings, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    /// Those on estates of an area.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    enterprise_id: Option<OrganizationId>,
    /// The code of an indicator.
    #[param(max_length = 20)]
    indicator: Option<String>,
    state: Option<FindingState>,
    /// Only those whose due day is over and that nobody says are put right, or only the others.
    overdue: Option<bool>,
    /// Found on this day or later.
    #[serde(default, deserialize_with = "day_or_none")]
    #[param(value_type = Option<String>, format = Date, max_length = 10)]
    found_from: Option<NaiveDate>,
    /// Found on this day or before.
    #[serde(default, deserialize_with = "day_or_none")]
    #[param(value_type = Option<String>, format = Date, max_length = 10)]
    found_to: Option<NaiveDate>,
}

/// List findings, newest first.
///
/// An enterprise sees those about itself, the others those of their area or estate.
#[utoipa::path(tag = "ratings", operation_id = "listFindings", params(Filter, PageParams),
    responses((status = 200, body = Page<FindingView>)))]
#[get("/v1/findings")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let terms = terms(&ctx.actor, Action::FindingRead)?;
    if filter.indicator.as_ref().is_some_and(|code| code.chars().count() > 20) {
        return Err(Refusal::malformed("indicator", Fault::Format).into());
    }
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let Some((estate, within)) = place(&ctx, filter.estate_id, filter.area_id).await? else {
        return paging.nothing::<FindingView>(&ctx);
    };
    let narrowed = FindingFilter {
        estate,
        within,
        enterprise: filter.enterprise_id,
        indicator: filter.indicator,
        state: filter.state,
        overdue: filter.overdue.map(|overdue| (overdue, ctx.today())),
        found: (filter.found_from, filter.found_to),
    };
    let read = async |after, limit| findings(ctx.reader(), &terms, &narrowed, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let views = views(&ctx, ctx.reader(), &rows).await?;
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
