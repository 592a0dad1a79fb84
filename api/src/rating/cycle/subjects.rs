//! `listSubjects`: the estates of a cycle, rated or not.

use access::{Action, authorize};
use actix_web::get;
use kernel::{AreaId, Code, CycleId, EstateId, OrganizationId, Uuid};
use persistence::{
    StoreError,
    place::{area_by_id, estate_by_id},
    rating::{SubjectFilter, cycle_by_id, subjects as rows_of},
};
use rating::{
    Fact,
    cycle::{Subject, SubjectStanding},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    ctx::Ctx,
    http::{Answer, Both, Id, IdPath, Page, PageParams, Problem, page},
    place::Lookup,
};

/// Which estates, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Those of an area.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    estate_id: Option<EstateId>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    enterprise_id: Option<OrganizationId>,
    standing: Option<SubjectStanding>,
}

/// An estate of a cycle.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CycleSubject, example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f",
    "contract_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "served_since": "2024-03-01", "standing": "rated",
    "standing_label": "参评", "facts": ["has_branch"]
}))]
pub(crate) struct SubjectView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    cycle_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    /// Who serves it on the last day of the period; null where nobody does.
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Option<Uuid>,
    #[schema(format = "uuid", max_length = 36)]
    contract_id: Option<Uuid>,
    /// From when on without a break.
    #[schema(format = "date", max_length = 10)]
    served_since: Option<String>,
    standing: SubjectStanding,
    #[schema(max_length = 100)]
    standing_label: &'static str,
    /// What was known of the estate when the cycle was opened; what people state is on their sheets.
    #[schema(max_items = 10)]
    facts: Vec<Fact>,
}

/// List the estates of a cycle: those that are rated, and the others with the reason.
#[utoipa::path(tag = "ratings", operation_id = "listSubjects", params(IdPath, Filter, PageParams),
    responses((status = 200, body = Page<SubjectView>)))]
#[get("/v1/cycles/{id}/subjects")]
pub(crate) async fn subjects(
    ctx: Ctx,
    id: Id<CycleId>,
    params: Both<Filter, PageParams>,
) -> Result<Answer, Problem> {
    let cycle = cycle_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::CycleRead, &cycle)?;
    let Both(filter, part) = params;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let Some(narrowed) = narrowed(&ctx, &filter).await? else {
        return paging.nothing::<SubjectView>(&ctx);
    };
    let read =
        async |after, limit| rows_of(ctx.reader(), (cycle.id, narrowed), (after, limit)).await;
    let rows = paging.rows(after, read).await?;
    let (mut views, mut known) = (Vec::with_capacity(rows.len()), Lookup::default());
    for row in &rows {
        let key = row.path.estate.ok_or(StoreError::Corrupt("rating_subject.estate"))?;
        views.push(view(&ctx, row, known.estate(ctx.reader(), key).await?));
    }
    page(&ctx, &paging, &views, |view| view.id.as_bytes().to_vec(), Clone::clone)
}

/// `None` where the area or the estate is unknown.
async fn narrowed(ctx: &Ctx, filter: &Filter) -> Result<Option<SubjectFilter>, StoreError> {
    let mut narrowed = SubjectFilter {
        enterprise: filter.enterprise_id,
        standing: filter.standing,
        ..SubjectFilter::default()
    };
    if let Some(id) = filter.area_id {
        let Some(area) = area_by_id(ctx.reader(), id).await? else { return Ok(None) };
        narrowed.within = Some((area.level, area.key));
    }
    if let Some(id) = filter.estate_id {
        let Some(estate) = estate_by_id(ctx.reader(), id).await? else { return Ok(None) };
        narrowed.estate = Some(estate.key);
    }
    Ok(Some(narrowed))
}

fn view(ctx: &Ctx, subject: &Subject, estate_id: Uuid) -> SubjectView {
    SubjectView {
        id: subject.id,
        cycle_id: subject.cycle.0,
        estate_id,
        enterprise_id: subject.enterprise.map(|id| id.0),
        contract_id: subject.contract.map(|id| id.0),
        served_since: subject.served_since.map(|on| on.to_string()),
        standing: subject.standing,
        standing_label: subject.standing.label().in_language(ctx.language()),
        facts: subject.facts.iter().copied().collect(),
    }
}
