//! `listFigures`: the reported figures of an area, or of one's own enterprise.

use access::Action;
use actix_web::get;
use kernel::{AreaId, EstateId, Fault, OrganizationId, Refusal};
use persistence::rating::{ReportedFilter, reported_list};
use rating::{Period, reported::ReportedState};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{ReportedFigureView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page},
    place::terms,
    rating::narrow::place,
};

/// Which reported figures, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    /// Those of estates of an area.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    enterprise_id: Option<OrganizationId>,
    /// The name of a figure.
    #[param(max_length = 80)]
    figure: Option<String>,
    state: Option<ReportedState>,
    /// Those of the whole year, or of its `quarter`.
    #[param(minimum = 2000, maximum = 2200)]
    year: Option<i32>,
    /// Of the `year`.
    #[param(minimum = 1, maximum = 4)]
    quarter: Option<u32>,
}

impl Filter {
    fn period(&self) -> Result<Option<Period>, Refusal> {
        if self.figure.as_ref().is_some_and(|name| name.chars().count() > 80) {
            return Err(Refusal::malformed("figure", Fault::Format));
        }
        let Some(year) = self.year else {
            return if self.quarter.is_none() {
                Ok(None)
            } else {
                Err(Refusal::malformed("year", Fault::Required))
            };
        };
        if !(2000..=2200).contains(&year) {
            return Err(Refusal::malformed("year", Fault::Range));
        }
        let period = Period::of(year, self.quarter);
        let field = if self.quarter.is_some() { "quarter" } else { "year" };
        period.map(Some).ok_or_else(|| Refusal::malformed(field, Fault::Range))
    }
}

/// List reported figures, newest first.
///
/// An enterprise sees its own, a system and the offices those of their area.
#[utoipa::path(tag = "ratings", operation_id = "listFigures", params(Filter, PageParams),
    responses((status = 200, body = Page<ReportedFigureView>)))]
#[get("/v1/reported-figures")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let terms = terms(&ctx.actor, Action::ReportedRead)?;
    let period = filter.period()?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let Some((estate, within)) = place(&ctx, filter.estate_id, filter.area_id).await? else {
        return paging.nothing::<ReportedFigureView>(&ctx);
    };
    let narrowed = ReportedFilter {
        estate,
        within,
        enterprise: filter.enterprise_id,
        figure: filter.figure,
        state: filter.state,
        period,
    };
    let read =
        async |after, limit| reported_list(ctx.reader(), &terms, &narrowed, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let views = views(&ctx, ctx.reader(), &rows).await?;
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
