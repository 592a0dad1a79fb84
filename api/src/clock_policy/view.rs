//! How a policy of clocks is shown.

use access::{Level as AreaLevel, ScopePath};
use kernel::Uuid;
use persistence::{Conn, StoreError};
use serde::Serialize;
use ticket::{ClockKind, ClockPolicy, Kind, Level, Limit, Priority};
use utoipa::ToSchema;

use crate::{ctx::Ctx, place::Lookup};

/// A policy (时限规则): how much time there is for something, and what follows when it runs out.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "clock": "resolution", "clock_label": "办结", "category_id": null,
    "area_id": null, "kind": "complaint", "priority": null, "limit": {"unit": "workdays", "amount": 5},
    "levels": [{"percent": 75, "effect": "notice"}, {"percent": 100, "effect": "reminder"}], "active": true, "version": 1,
    "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct ClockPolicyView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    clock: ClockKind,
    #[schema(max_length = 40)]
    clock_label: &'static str,
    /// Null fits all; so with the area, the kind and the priority.
    #[schema(format = "uuid", max_length = 36)]
    category_id: Option<Uuid>,
    #[schema(format = "uuid", max_length = 36)]
    area_id: Option<Uuid>,
    kind: Option<Kind>,
    priority: Option<Priority>,
    limit: Limit,
    #[schema(max_items = 10)]
    levels: Vec<Level>,
    /// One that is not active fits nothing.
    active: bool,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

pub(super) async fn view(
    ctx: &Ctx,
    db: &impl Conn,
    policy: &ClockPolicy,
    known: &mut Lookup,
) -> Result<ClockPolicyView, StoreError> {
    let matches = &policy.matches;
    Ok(ClockPolicyView {
        id: policy.id.0,
        clock: matches.clock,
        clock_label: matches.clock.label().in_language(ctx.language()),
        category_id: matches.category_id.map(|id| id.0),
        area_id: area(db, matches.path, known).await?,
        kind: matches.kind,
        priority: matches.priority,
        limit: policy.limit,
        levels: policy.levels.clone(),
        active: policy.active,
        version: policy.version,
        updated_at: ctx.time(policy.updated_at),
    })
}

async fn area(
    db: &impl Conn,
    path: ScopePath,
    known: &mut Lookup,
) -> Result<Option<Uuid>, StoreError> {
    match path.at(AreaLevel::District) {
        None => Ok(None),
        Some(_) => Ok(Some(known.narrowest(db, path).await?)),
    }
}
