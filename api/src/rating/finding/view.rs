//! A finding as it is shown.

use access::{Action, Role, SubjectKind};
use chrono::Datelike as _;
use kernel::{Hundredths, Uuid};
use persistence::{
    Conn, Failure, StoreError,
    rating::{evidence_counts, rectifications},
};
use rating::{
    EvidenceLink,
    finding::{Finding, FindingState, Rectification},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::parts::{
    FindingRuleView, RectificationView, WithdrawalView, rectification, rule, withdrawal,
};
use crate::{
    ctx::Ctx,
    http::{Answer, Versioned},
    place::Lookup,
};

/// A finding (检查发现、扣分项).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "indicator": "D4",
    "rule": {"scheme_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b31", "label": "供配电与公共照明", "evaluator": "property_office",
        "evaluator_label": "街道办(物管办)", "each": "0.20"},
    "units": 2, "points": "0.40", "place": "3栋地下车库", "latitude": "22.720968", "longitude": "114.246899",
    "found_at": "2026-03-02T09:30:00.000+08:00", "found_on": "2026-03-02", "note": "两处照明灯具不亮",
    "evidence": "现场照片两张,见检查记录第17号", "links": [], "state": "filed", "state_label": "待整改", "due_on": "2026-03-11",
    "due_by_default": true, "provisional": false, "overdue": false, "rejections": 0, "rectifications": [],
    "filed_by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "filed_role": "property_office", "withdrawal": null,
    "evidence_files": 0, "allowed_actions": ["rectify"], "version": 1,
    "created_at": "2026-03-02T10:00:00.000+08:00", "updated_at": "2026-03-02T10:00:00.000+08:00"
}))]
pub(crate) struct FindingView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    /// Whose contract held on the day.
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    #[schema(max_length = 20)]
    indicator: String,
    rule: FindingRuleView,
    #[schema(minimum = 1, maximum = 100)]
    units: u32,
    /// Units times what each takes off; what an indicator loses at most is up to the scheme.
    points: Hundredths,
    #[schema(max_length = 200)]
    place: String,
    /// WGS-84 degrees with six places.
    #[schema(max_length = 11)]
    latitude: Option<String>,
    #[schema(max_length = 11)]
    longitude: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    found_at: String,
    #[schema(format = "date", max_length = 10)]
    found_on: String,
    #[schema(max_length = 1000)]
    note: String,
    #[schema(max_length = 2000)]
    evidence: String,
    #[schema(max_items = 10)]
    links: Vec<EvidenceLink>,
    state: FindingState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    /// By when it is to be put right.
    #[schema(format = "date", max_length = 10)]
    due_on: String,
    /// Whether that is the house default: seven working days by the calendar of the place.
    due_by_default: bool,
    /// Whether that default touches a year whose holidays are not in the calendar.
    provisional: bool,
    /// Whether the due day is over and nobody says that it is put right.
    overdue: bool,
    /// How often what was done about it was rejected.
    #[schema(minimum = 0, maximum = 20)]
    rejections: i32,
    #[schema(max_items = 20)]
    rectifications: Vec<RectificationView>,
    #[schema(format = "uuid", max_length = 36)]
    filed_by: Uuid,
    filed_role: Role,
    withdrawal: Option<WithdrawalView>,
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
    findings: &[Finding],
) -> Result<Vec<FindingView>, StoreError> {
    let worked = findings.iter().filter(|one| one.rectifications > 0);
    let worked: Vec<_> = worked.map(|one| one.id).collect();
    let done = rectifications(db, &worked).await?;
    let ids = findings.iter().map(|one| one.id.0);
    let files = evidence_counts(db, SubjectKind::Finding, ids).await?;
    let (mut views, mut known) = (Vec::with_capacity(findings.len()), Lookup::default());
    for finding in findings {
        let files = files.get(&finding.id.0).copied().unwrap_or_default();
        let key = finding.path.estate.ok_or(StoreError::Corrupt("rating_finding.estate"))?;
        let estate = known.estate(db, key).await?;
        let own = done.get(&finding.id).map(Vec::as_slice).unwrap_or_default();
        views.push(view(ctx, finding, (estate, own, files)));
    }
    Ok(views)
}

fn view(ctx: &Ctx, finding: &Finding, own: (Uuid, &[Rectification], u32)) -> FindingView {
    let (estate_id, done, files) = own;
    let language = ctx.language();
    FindingView {
        id: finding.id.0,
        estate_id,
        enterprise_id: finding.enterprise.0,
        indicator: finding.item.indicator.clone(),
        rule: rule(finding, language),
        units: finding.units,
        points: finding.points(),
        place: finding.place.clone(),
        latitude: finding.latitude.clone(),
        longitude: finding.longitude.clone(),
        found_at: ctx.time(finding.found_at),
        found_on: finding.found_on.to_string(),
        note: finding.note.clone(),
        evidence: finding.evidence.words.clone(),
        links: finding.evidence.links.clone(),
        state: finding.state,
        state_label: finding.state.label().in_language(language),
        due_on: finding.due_on.to_string(),
        due_by_default: finding.due_by_default,
        provisional: finding.due_by_default && unknown_year(ctx, finding),
        overdue: finding.is_overdue(ctx.today()),
        rejections: finding.rejections,
        rectifications: done.iter().map(|one| rectification(ctx, finding, one)).collect(),
        filed_by: finding.filed_by,
        filed_role: finding.filed_role,
        withdrawal: finding.withdrawn.as_ref().map(|gone| withdrawal(ctx, gone)),
        evidence_files: files,
        allowed_actions: allowed(ctx, finding),
        version: finding.version,
        created_at: ctx.time(finding.filed_at),
        updated_at: ctx.time(finding.updated_at),
    }
}

/// Whether the days up to the due day touch a year that the calendar of the place does not know.
fn unknown_year(ctx: &Ctx, finding: &Finding) -> bool {
    let clockwork = ctx.app.clockwork();
    let placed = clockwork.calendar(&finding.path);
    let mut years = ctx.app.today(finding.filed_at).year()..=finding.due_on.year();
    placed.is_some_and(|placed| years.any(|year| !placed.calendar.knows(year)))
}

/// What the caller may do to it now; rejecting is the other answer of `verify`.
pub(super) fn allowed(ctx: &Ctx, finding: &Finding) -> Vec<&'static str> {
    let legal = finding.legal().filter(|action| *action != Action::FindingReject);
    ctx.permitted(legal, finding)
}

pub(super) async fn answer(
    ctx: &Ctx,
    db: &impl Conn,
    finding: &Finding,
) -> Result<Answer, Failure> {
    let shown = views(ctx, db, std::slice::from_ref(finding)).await?.pop();
    let (id, version) = (finding.id.0, finding.version);
    let what = Versioned { kind: SubjectKind::Finding, id, version };
    Ok(Answer::ok(&shown)?.of(what))
}
