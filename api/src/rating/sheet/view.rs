//! How a sheet is shown in a list.

use access::{Role, SubjectKind};
use kernel::Uuid;
use persistence::{Conn, StoreError, rating::evidence_counts};
use rating::cycle::{RuledSheet, Ruling, Sheet, SheetEvaluator, SheetState};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{ctx::Ctx, place::Lookup};

/// A sheet of a list (评分表).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Sheet, example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f",
    "evaluator": "estate_branch", "evaluator_label": "小区党支部", "acting": false, "state": "drafted",
    "state_label": "填写中", "entries": 4, "due": "2027-01-16T00:00:00.000+08:00", "late_at": null, "in_time": null,
    "signed_by": null, "signed_role": null, "signed_at": null, "ruling": null, "evidence_files": 0, "allowed_actions": ["fill"], "version": 3,
    "updated_at": "2026-12-20T09:30:00.000+08:00"
}))]
pub(crate) struct SheetView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    cycle_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    evaluator: SheetEvaluator,
    #[schema(max_length = 100)]
    evaluator_label: &'static str,
    /// The community fills it for an owners' committee without members (代行).
    acting: bool,
    state: SheetState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    /// Indicators of which something is said.
    #[schema(minimum = 0)]
    entries: usize,
    #[schema(format = "date-time", max_length = 40)]
    due: String,
    /// When it was first found late; more time does not undo that.
    #[schema(format = "date-time", max_length = 40)]
    late_at: Option<String>,
    /// Whether it was signed when it was due; null while that is open.
    in_time: Option<bool>,
    #[schema(format = "uuid", max_length = 36)]
    signed_by: Option<Uuid>,
    signed_role: Option<Role>,
    #[schema(format = "date-time", max_length = 40)]
    signed_at: Option<String>,
    ruling: Option<SheetRulingView>,
    /// Photos and papers that are attached to it.
    #[schema(minimum = 0)]
    evidence_files: u32,
    #[schema(max_items = 10, max_length = 40)]
    allowed_actions: Vec<&'static str>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

/// What was ruled last of a late sheet.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SheetRuling, example = json!({
    "ruling": "extend", "label": "准予延期", "reason": "支部书记换届,准予延期", "by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c",
    "role": "street_officer", "at": "2027-01-17T09:30:00.000+08:00"
}))]
pub(crate) struct SheetRulingView {
    ruling: Ruling,
    #[schema(max_length = 40)]
    label: &'static str,
    #[schema(max_length = 1000)]
    reason: String,
    #[schema(format = "uuid", max_length = 36)]
    by: Uuid,
    role: Role,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
}

pub(super) async fn views(
    ctx: &Ctx,
    db: &impl Conn,
    sheets: &[Sheet],
) -> Result<Vec<SheetView>, StoreError> {
    let ids = sheets.iter().map(|one| one.id.0);
    let files = evidence_counts(db, SubjectKind::Sheet, ids).await?;
    let (mut views, mut known) = (Vec::with_capacity(sheets.len()), Lookup::default());
    for sheet in sheets {
        let files = files.get(&sheet.id.0).copied().unwrap_or_default();
        let key = sheet.path.estate.ok_or(StoreError::Corrupt("rating_sheet.estate"))?;
        let estate_id = known.estate(db, key).await?;
        views.push(view(ctx, sheet, (estate_id, files)));
    }
    Ok(views)
}

fn view(ctx: &Ctx, sheet: &Sheet, (estate_id, files): (Uuid, u32)) -> SheetView {
    let language = ctx.language();
    SheetView {
        id: sheet.id.0,
        cycle_id: sheet.cycle.0,
        estate_id,
        enterprise_id: sheet.enterprise.0,
        evaluator: sheet.evaluator,
        evaluator_label: sheet.evaluator.label().in_language(language),
        acting: sheet.acting,
        state: sheet.state,
        state_label: sheet.state.label().in_language(language),
        entries: sheet.document.entries.len(),
        due: ctx.time(sheet.due),
        late_at: sheet.late_at.map(|at| ctx.time(at)),
        in_time: sheet.in_time(),
        signed_by: sheet.signed.map(|signed| signed.by),
        signed_role: sheet.signed.map(|signed| signed.role),
        signed_at: sheet.signed.map(|signed| ctx.time(signed.at)),
        ruling: sheet.ruled.as_ref().map(|ruled| ruling(ctx, ruled)),
        evidence_files: files,
        allowed_actions: allowed(ctx, sheet),
        version: sheet.version,
        updated_at: ctx.time(sheet.updated_at),
    }
}

fn ruling(ctx: &Ctx, ruled: &RuledSheet) -> SheetRulingView {
    SheetRulingView {
        ruling: ruled.ruling,
        label: ruled.ruling.label().in_language(ctx.language()),
        reason: ruled.reason.clone(),
        by: ruled.by,
        role: ruled.role,
        at: ctx.time(ruled.at),
    }
}

/// What the caller may do to it now.
pub(super) fn allowed(ctx: &Ctx, sheet: &Sheet) -> Vec<&'static str> {
    let legal = sheet.legal(ctx.today());
    ctx.permitted(legal, sheet)
}
