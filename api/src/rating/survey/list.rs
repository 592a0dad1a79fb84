//! `listSurveys`: the surveys of an area, an estate or a cycle.

use access::{Action, scope};
use actix_web::get;
use kernel::{AreaId, Code, CycleId, EstateId};
use persistence::{
    place::{area_by_id, estate_by_id},
    rating::{SurveyFilter, surveys},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{SurveyView, views};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page},
    place::{spanned, within},
};

/// Which surveys, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SurveyParams {
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    cycle_id: Option<CycleId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    /// Those of estates of an area.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
}

/// List the surveys of residents, newest first.
///
/// Cancelled ones too. Results are shown of those that are closed.
#[utoipa::path(tag = "ratings", operation_id = "listSurveys", params(SurveyParams, PageParams),
    responses((status = 200, body = Page<SurveyView>)))]
#[get("/v1/surveys")]
pub(crate) async fn list(
    ctx: Ctx,
    params: Both<SurveyParams, PageParams>,
) -> Result<Answer, Problem> {
    let Both(asked, part) = params;
    let mut terms = scope(&ctx.actor, Action::SurveyRead);
    if terms.is_empty() {
        return Err(Code::Forbidden.into());
    }
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let mut filter = SurveyFilter { cycle: asked.cycle_id, ..SurveyFilter::default() };
    if let Some(id) = asked.estate_id {
        let Some(estate) = estate_by_id(ctx.reader(), id).await? else {
            return paging.nothing::<SurveyView>(&ctx);
        };
        terms = within(&terms, &estate);
        filter.estate = Some(estate.key);
    }
    spanned(&terms)?;
    if let Some(id) = asked.area_id {
        let Some(area) = area_by_id(ctx.reader(), id).await? else {
            return paging.nothing::<SurveyView>(&ctx);
        };
        filter.within = Some((area.level, area.key));
    }
    let read = async |after, limit| surveys(ctx.reader(), &terms, &filter, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let views = views(&ctx, ctx.reader(), &rows).await?;
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}
