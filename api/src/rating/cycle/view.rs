//! How a cycle is shown.

use access::SubjectKind;
use kernel::Uuid;
use persistence::{Conn, Failure, StoreError};
use rating::cycle::{Cycle, CycleKind, CycleState};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Versioned},
    place::Lookup,
};

/// A rating cycle (评价周期).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Cycle, example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "name": "2026年第四季度物业服务星级评价", "kind": "quarter", "kind_label": "季度评价", "first_on": "2026-10-01",
    "last_on": "2026-12-31", "scheme_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "state": "open", "state_label": "已开启",
    "sheets_due": "2027-01-16T00:00:00.000+08:00", "rated": 120, "unrated": 4, "sheets": 600,
    "opened_at": "2026-10-08T09:30:00.000+08:00", "scoring_at": null, "disclosed_at": null,
    "objections_until": null, "finalized_at": null, "cancelled_at": null, "cancel_reason": null,
    "allowed_actions": ["cancel"], "version": 2, "created_at": "2026-09-20T09:30:00.000+08:00",
    "updated_at": "2026-10-08T09:30:00.000+08:00"
}))]
pub(crate) struct CycleView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    /// A district, or a street of it.
    #[schema(format = "uuid", max_length = 36)]
    area_id: Uuid,
    #[schema(max_length = 100)]
    name: String,
    kind: CycleKind,
    #[schema(max_length = 40)]
    kind_label: &'static str,
    #[schema(format = "date", max_length = 10)]
    first_on: String,
    #[schema(format = "date", max_length = 10)]
    last_on: String,
    /// The scheme that was in force when it was opened.
    #[schema(format = "uuid", max_length = 36)]
    scheme_id: Option<Uuid>,
    state: CycleState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    /// When the sheets are due.
    #[schema(format = "date-time", max_length = 40)]
    sheets_due: String,
    /// Estates that are rated.
    #[schema(minimum = 0)]
    rated: i32,
    /// Estates that are not.
    #[schema(minimum = 0)]
    unrated: i32,
    #[schema(minimum = 0)]
    sheets: i32,
    #[schema(format = "date-time", max_length = 40)]
    opened_at: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    scoring_at: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    disclosed_at: Option<String>,
    /// Until when its scores can be objected to.
    #[schema(format = "date-time", max_length = 40)]
    objections_until: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    finalized_at: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    cancelled_at: Option<String>,
    #[schema(max_length = 1000)]
    cancel_reason: Option<String>,
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
    cycles: &[Cycle],
) -> Result<Vec<CycleView>, StoreError> {
    let (mut views, mut known) = (Vec::with_capacity(cycles.len()), Lookup::default());
    for cycle in cycles {
        let area_id = known.narrowest(db, cycle.path).await?;
        views.push(view(ctx, cycle, area_id));
    }
    Ok(views)
}

fn view(ctx: &Ctx, cycle: &Cycle, area_id: Uuid) -> CycleView {
    let language = ctx.language();
    CycleView {
        id: cycle.id.0,
        area_id,
        name: cycle.name.clone(),
        kind: cycle.kind,
        kind_label: cycle.kind.label().in_language(language),
        first_on: cycle.first_on.to_string(),
        last_on: cycle.last_on.to_string(),
        scheme_id: cycle.scheme.map(|id| id.0),
        state: cycle.state,
        state_label: cycle.state.label().in_language(language),
        sheets_due: ctx.time(cycle.sheets_due),
        rated: cycle.rated,
        unrated: cycle.unrated,
        sheets: cycle.sheets,
        opened_at: cycle.opened_at.map(|at| ctx.time(at)),
        scoring_at: cycle.scoring_at.map(|at| ctx.time(at)),
        disclosed_at: cycle.disclosed_at.map(|at| ctx.time(at)),
        objections_until: cycle.objections_until.map(|at| ctx.time(at)),
        finalized_at: cycle.finalized_at.map(|at| ctx.time(at)),
        cancelled_at: cycle.cancelled_at.map(|at| ctx.time(at)),
        cancel_reason: cycle.cancel_reason.clone(),
        allowed_actions: allowed(ctx, cycle),
        version: cycle.version,
        created_at: ctx.time(cycle.planned_at),
        updated_at: ctx.time(cycle.updated_at),
    }
}

/// What the caller may do to it now.
pub(super) fn allowed(ctx: &Ctx, cycle: &Cycle) -> Vec<&'static str> {
    let legal = cycle.legal(ctx.today());
    ctx.permitted(legal, cycle)
}

pub(super) async fn answer(ctx: &Ctx, db: &impl Conn, cycle: &Cycle) -> Result<Answer, Failure> {
    let shown = views(ctx, db, std::slice::from_ref(cycle)).await?.pop();
    let what = Versioned { kind: SubjectKind::Cycle, id: cycle.id.0, version: cycle.version };
    Ok(Answer::ok(&shown)?.of(what))
}
