//! How a scheme is shown.

use ::rating::{Found, LIFECYCLE, Scheme, SchemeFault, SchemeState, Standpoint, Status};
use access::{Action, Level, SubjectKind, may};
use kernel::{Language, SchemeId, Uuid};
use persistence::{Conn, Failure, StoreError, rating::Summary};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Versioned},
    place::Lookup,
};

/// A scheme of a list (评分方案).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "00000000-0000-7000-8000-000000000001", "area_id": null, "edition": null, "code": "star-rating-2023",
    "name_zh": "物业服务企业星级评价(8大方面58个考核指标)评分模板", "name_en": "Property-service star rating template (8 aspects, 58 indicators)",
    "status": "reconstructed", "status_label": "复原设计(正式清单未公布)", "aspects": 8, "indicators": 58, "state": "shipped",
    "state_label": "系统模板", "drafted_by": null, "drafted_at": null, "adopted_by": null, "adopted_at": null,
    "replaced_at": null, "version": 1
}))]
pub(crate) struct SchemeView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    /// The district; null for what came with the system.
    #[schema(format = "uuid", max_length = 36)]
    area_id: Option<Uuid>,
    /// Counted within the district.
    #[schema(minimum = 1)]
    edition: Option<i32>,
    #[schema(max_length = 60)]
    code: String,
    #[schema(max_length = 100)]
    name_zh: String,
    #[schema(max_length = 100)]
    name_en: String,
    /// Whether the list is that of an authority.
    status: Status,
    #[schema(max_length = 100)]
    status_label: &'static str,
    aspects: i32,
    indicators: i32,
    state: SchemeState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    #[schema(format = "uuid", max_length = 36)]
    drafted_by: Option<Uuid>,
    #[schema(format = "date-time", max_length = 40)]
    drafted_at: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    adopted_by: Option<Uuid>,
    #[schema(format = "date-time", max_length = 40)]
    adopted_at: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    replaced_at: Option<String>,
    #[schema(minimum = 1)]
    version: i32,
}

/// A scheme with its content.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "edition": 1,
    "code": "begun", "name_zh": "未完成的方案", "name_en": "Begun", "status": "local", "status_label": "本地自定",
    "aspects": 0, "indicators": 0, "state": "drafted", "state_label": "草案", "drafted_by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "drafted_at": "2026-03-01T09:30:00.000+08:00", "adopted_by": null, "adopted_at": null, "replaced_at": null, "version": 1,
    "faults": [{"pointer": "#/aspects", "code": "nothing_there", "detail": "至少须有一项"}], "allowed_actions": ["adopt"],
    "document": {
        "code": "begun", "name_zh": "未完成的方案", "name_en": "Begun", "status": "local", "provenance": "", "aspects": [],
        "vetoes": [], "bonus": {"cap": "0.00", "items": []}, "bands": [{"stars": 0, "from": "0.00"}],
        "survey": {"sample_share": "0.10", "valid_answers": 50}, "sources": []
    }
}))]
pub(crate) struct SchemeDetail {
    #[serde(flatten)]
    scheme: SchemeView,
    /// What keeps it from being put in force.
    #[schema(max_items = 10000)]
    faults: Vec<FaultView>,
    #[schema(max_items = 5)]
    allowed_actions: Vec<&'static str>,
    document: Scheme,
}

/// A fault of a scheme, at its place in the document.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"pointer": "#/aspects", "code": "total_not_100", "detail": "各方面满分之和须为100.00"}))]
pub(crate) struct FaultView {
    #[schema(max_length = 200)]
    pointer: String,
    code: SchemeFault,
    #[schema(max_length = 200)]
    detail: &'static str,
}

pub(super) fn faults(found: &[Found], language: Language) -> Vec<FaultView> {
    let view = |found: &Found| FaultView {
        pointer: format!("#/{}", found.at),
        code: found.fault,
        detail: found.fault.label().in_language(language),
    };
    found.iter().map(view).collect()
}

/// One that came with the system.
pub(super) fn shipped(ctx: &Ctx, id: SchemeId, scheme: &Scheme) -> SchemeView {
    bare(ctx, (id, SchemeState::Shipped, 1), &Summary::of(scheme))
}

fn bare(
    ctx: &Ctx,
    (id, state, version): (SchemeId, SchemeState, i32),
    summary: &Summary,
) -> SchemeView {
    let language = ctx.language();
    SchemeView {
        id: id.0,
        area_id: None,
        edition: None,
        code: summary.code.clone(),
        name_zh: summary.name_zh.clone(),
        name_en: summary.name_en.clone(),
        status: summary.status,
        status_label: summary.status.label().in_language(language),
        aspects: summary.aspects,
        indicators: summary.indicators,
        state,
        state_label: state.label().in_language(language),
        drafted_by: None,
        drafted_at: None,
        adopted_by: None,
        adopted_at: None,
        replaced_at: None,
        version,
    }
}

/// One of a district.
pub(super) async fn view(
    ctx: &Ctx,
    db: &impl Conn,
    (stand, summary): (&Standpoint, &Summary),
    known: &mut Lookup,
) -> Result<SchemeView, StoreError> {
    let area_id = match stand.path.at(Level::District) {
        None => None,
        Some(key) => Some(known.area(db, key).await?),
    };
    Ok(SchemeView {
        area_id,
        edition: Some(stand.edition),
        drafted_by: stand.drafted_by.map(|id| id.0),
        drafted_at: Some(ctx.time(stand.drafted_at)),
        adopted_by: stand.adopted_by.map(|id| id.0),
        adopted_at: stand.adopted_at.map(|at| ctx.time(at)),
        replaced_at: stand.replaced_at.map(|at| ctx.time(at)),
        ..bare(ctx, (stand.id, stand.state, stand.version), summary)
    })
}

/// A single scheme of a district as an answer.
pub(super) async fn answer(
    ctx: &Ctx,
    db: &impl Conn,
    (stand, document): (&Standpoint, &Scheme),
) -> Result<Answer, Failure> {
    let scheme = view(ctx, db, (stand, &Summary::of(document)), &mut Lookup::default()).await?;
    let desk = stand.desk();
    let legal = LIFECYCLE.legal(stand.state).filter(|action| may(&ctx.actor, *action, &desk));
    let allowed: Vec<Action> = legal.collect();
    Ok(detail(ctx, scheme, (document, &allowed))?.of(versioned(stand.id, stand.version)))
}

/// One that came with the system as an answer; nothing can be done with it but to draft from it.
pub(super) fn answer_shipped(
    ctx: &Ctx,
    id: SchemeId,
    document: &Scheme,
) -> Result<Answer, Failure> {
    let scheme = shipped(ctx, id, document);
    Ok(detail(ctx, scheme, (document, &[]))?.of(versioned(id, 1)))
}

fn detail(
    ctx: &Ctx,
    scheme: SchemeView,
    (document, allowed): (&Scheme, &[Action]),
) -> Result<Answer, Failure> {
    Ok(Answer::ok(&SchemeDetail {
        scheme,
        faults: faults(&document.faults(), ctx.language()),
        allowed_actions: allowed.iter().map(|action| action.as_str()).collect(),
        document: document.clone(),
    })?)
}

fn versioned(id: SchemeId, version: i32) -> Versioned {
    Versioned { kind: SubjectKind::Scheme, id: id.0, version }
}
