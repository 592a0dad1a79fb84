//! An outage as it is shown.

use access::{Action, SubjectKind, may};
use kernel::Uuid;
use persistence::{Conn, Failure, StoreError};
use serde::Serialize;
use ticket::{OUTAGE, Outage, OutageState};
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Versioned, created_at},
    place::Lookup,
};

/// An announced outage (停供公告).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "category_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "building_id": null, "state": "announced",
    "state_label": "已公告", "active": true, "title": "三号楼停水", "note": "水管爆裂,正在抢修。",
    "from": "2026-03-01T09:00:00.000+08:00", "until": "2026-03-01T18:00:00.000+08:00", "ended_at": null,
    "ended_note": null, "allowed_actions": ["end"], "version": 1,
    "created_at": "2026-03-01T08:50:00.000+08:00", "updated_at": "2026-03-01T08:50:00.000+08:00"
}))]
pub(crate) struct OutageView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    /// New tickets of this category, or of one right below it, are told.
    #[schema(format = "uuid", max_length = 36)]
    category_id: Uuid,
    /// Only those about this building; null: about the whole estate.
    #[schema(format = "uuid", max_length = 36)]
    building_id: Option<Uuid>,
    state: OutageState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    /// Whether it is under way now.
    active: bool,
    #[schema(max_length = 100)]
    title: String,
    #[schema(max_length = 1000)]
    note: String,
    #[schema(format = "date-time", max_length = 40)]
    from: String,
    /// When it is expected to end, and ends at the latest.
    #[schema(format = "date-time", max_length = 40)]
    until: String,
    #[schema(format = "date-time", max_length = 40)]
    ended_at: Option<String>,
    #[schema(max_length = 500)]
    ended_note: Option<String>,
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
    rows: &[Outage],
) -> Result<Vec<OutageView>, StoreError> {
    let (mut views, mut known) = (Vec::with_capacity(rows.len()), Lookup::default());
    for row in rows {
        let key = row.path.estate.ok_or(StoreError::Corrupt("outage.estate"))?;
        views.push(view(ctx, row, known.estate(db, key).await?));
    }
    Ok(views)
}

fn view(ctx: &Ctx, row: &Outage, estate_id: Uuid) -> OutageView {
    OutageView {
        id: row.id.0,
        estate_id,
        category_id: row.category_id.0,
        building_id: row.building_id.map(|id| id.0),
        state: row.state,
        state_label: row.state.label().in_language(ctx.language()),
        active: row.is_active(ctx.now),
        title: row.title.clone(),
        note: row.note.clone(),
        from: ctx.time(row.from),
        until: ctx.time(row.until),
        ended_at: row.ended_at.map(|at| ctx.time(at)),
        ended_note: row.ended_note.clone(),
        allowed_actions: allowed(ctx, row).iter().map(|action| action.as_str()).collect(),
        version: row.version,
        created_at: created_at(ctx, row.id.0),
        updated_at: ctx.time(row.updated_at),
    }
}

/// What the caller may do to it now.
pub(super) fn allowed(ctx: &Ctx, row: &Outage) -> Vec<Action> {
    OUTAGE.legal(row.state).filter(|action| may(&ctx.actor, *action, row)).collect()
}

pub(super) async fn answer(ctx: &Ctx, db: &impl Conn, row: &Outage) -> Result<Answer, Failure> {
    let shown = views(ctx, db, std::slice::from_ref(row)).await?.pop();
    let what = Versioned { kind: SubjectKind::Outage, id: row.id.0, version: row.version };
    Ok(Answer::ok(&shown)?.of(what))
}
