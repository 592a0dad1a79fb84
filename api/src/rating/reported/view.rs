//! A reported figure as it is shown.

use access::{Action, Role, SubjectKind};
use kernel::Uuid;
use persistence::{Conn, Failure, StoreError, rating::evidence_counts};
use rating::{
    EvidenceLink,
    reported::{REPORTED, ReportedFigure, ReportedState, reportable},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Versioned},
    place::Lookup,
};

/// A reported figure (外部报送数据).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "figure": "finance.fee_collection_rate",
    "figure_label": "物业费收缴率", "year": 2026, "quarter": 1, "first_on": "2026-01-01", "last_on": "2026-03-31", "part": 1860,
    "whole": 2000, "count": null, "evidence": "一季度收费台账汇总表", "links": [], "state": "reported",
    "state_label": "已报送待核实", "reported_by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "reported_role": "manager",
    "words": null, "judged_by": null, "judged_role": null, "judged_at": null, "replaced_by": null, "replaced_at": null,
    "evidence_files": 0, "allowed_actions": ["verify"], "version": 1, "created_at": "2026-04-03T10:00:00.000+08:00",
    "updated_at": "2026-04-03T10:00:00.000+08:00"
}))]
pub(crate) struct ReportedFigureView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    /// Whose contract holds on the last day of the period.
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    #[schema(max_length = 80)]
    figure: String,
    #[schema(max_length = 60)]
    figure_label: &'static str,
    #[schema(minimum = 2000, maximum = 2200)]
    year: i32,
    /// Null of a whole year.
    #[schema(minimum = 1, maximum = 4)]
    quarter: Option<u32>,
    #[schema(format = "date", max_length = 10)]
    first_on: String,
    #[schema(format = "date", max_length = 10)]
    last_on: String,
    #[schema(maximum = 1000000)]
    part: Option<u32>,
    #[schema(maximum = 1000000)]
    whole: Option<u32>,
    #[schema(maximum = 1000000)]
    count: Option<u32>,
    #[schema(max_length = 2000)]
    evidence: String,
    #[schema(max_items = 10)]
    links: Vec<EvidenceLink>,
    state: ReportedState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    /// The account or the system.
    #[schema(format = "uuid", max_length = 36)]
    reported_by: Uuid,
    reported_role: Role,
    /// Why it was verified or rejected.
    #[schema(max_length = 1000)]
    words: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    judged_by: Option<Uuid>,
    judged_role: Option<Role>,
    #[schema(format = "date-time", max_length = 40)]
    judged_at: Option<String>,
    /// The newer one that took its place.
    #[schema(format = "uuid", max_length = 36)]
    replaced_by: Option<Uuid>,
    #[schema(format = "date-time", max_length = 40)]
    replaced_at: Option<String>,
    /// Photos and papers that are attached to it.
    #[schema(minimum = 0)]
    evidence_files: u32,
    #[schema(max_items = 10, max_length = 40)]
    allowed_actions: Vec<&'static str>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

pub(super) async fn views(
    ctx: &Ctx,
    db: &impl Conn,
    figures: &[ReportedFigure],
) -> Result<Vec<ReportedFigureView>, StoreError> {
    let ids = figures.iter().map(|one| one.id.0);
    let files = evidence_counts(db, SubjectKind::ReportedFigure, ids).await?;
    let (mut views, mut known) = (Vec::with_capacity(figures.len()), Lookup::default());
    for figure in figures {
        let files = files.get(&figure.id.0).copied().unwrap_or_default();
        let key = figure.path.estate.ok_or(StoreError::Corrupt("reported_figure.estate"))?;
        views.push(view(ctx, figure, (known.estate(db, key).await?, files)));
    }
    Ok(views)
}

fn view(ctx: &Ctx, figure: &ReportedFigure, (estate_id, files): (Uuid, u32)) -> ReportedFigureView {
    let ([part, whole, count], judged) = (figure.value.written(), figure.judged.as_ref());
    let label = reportable(&figure.figure).map(|known| known.label.in_language(ctx.language()));
    ReportedFigureView {
        id: figure.id.0,
        estate_id,
        enterprise_id: figure.enterprise.0,
        figure: figure.figure.clone(),
        figure_label: label.unwrap_or_default(),
        year: figure.period.year(),
        quarter: figure.period.quarter(),
        first_on: figure.period.first.to_string(),
        last_on: figure.period.last.to_string(),
        part,
        whole,
        count,
        evidence: figure.evidence.words.clone(),
        links: figure.evidence.links.clone(),
        state: figure.state,
        state_label: figure.state.label().in_language(ctx.language()),
        reported_by: figure.reported_by,
        reported_role: figure.reported_role,
        words: judged.map(|judged| judged.words.clone()),
        judged_by: judged.map(|judged| judged.by),
        judged_role: judged.map(|judged| judged.role),
        judged_at: judged.map(|judged| ctx.time(judged.at)),
        replaced_by: figure.replaced.map(|(_, by)| by.0),
        replaced_at: figure.replaced.map(|(at, _)| ctx.time(at)),
        evidence_files: files,
        allowed_actions: allowed(ctx, figure),
        version: figure.version,
        created_at: ctx.time(figure.reported_at),
        updated_at: ctx.time(figure.updated_at),
    }
}

/// What the caller may do to it now; rejecting is the other answer of `verify`.
pub(super) fn allowed(ctx: &Ctx, figure: &ReportedFigure) -> Vec<&'static str> {
    let legal = REPORTED.legal(figure.state).filter(|action| *action != Action::ReportedReject);
    ctx.permitted(legal, figure)
}

pub(super) async fn answer(
    ctx: &Ctx,
    db: &impl Conn,
    figure: &ReportedFigure,
) -> Result<Answer, Failure> {
    let shown = views(ctx, db, std::slice::from_ref(figure)).await?.pop();
    let (id, version) = (figure.id.0, figure.version);
    let what = Versioned { kind: SubjectKind::ReportedFigure, id, version };
    Ok(Answer::ok(&shown)?.of(what))
}
