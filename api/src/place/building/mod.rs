//! Buildings 楼栋 of estates.

mod create;
mod list;

use access::SubjectKind;
use kernel::Uuid;
use persistence::{Conn, Failure, StoreError};
use place::Building;
use serde::Serialize;
use utoipa::ToSchema;

use super::Lookup;
use crate::{
    ctx::Ctx,
    http::{Answer, Versioned, created_at},
    routes::Registry,
};

pub(super) fn operations(config: &mut impl Registry) {
    config.service(create::create).service(list::list);
}

/// A building (楼栋).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "name": "3栋",
    "grid_id": null, "version": 1, "created_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct BuildingView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    #[schema(max_length = 60)]
    name: String,
    /// The grid that it stands in: its own, or the estate's.
    #[schema(format = "uuid", max_length = 36)]
    grid_id: Option<Uuid>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
}

async fn view(
    ctx: &Ctx,
    db: &impl Conn,
    building: &Building,
    known: &mut Lookup,
) -> Result<BuildingView, StoreError> {
    let grid_id = match building.path.grid {
        Some(key) => Some(known.area(db, key).await?),
        None => None,
    };
    Ok(BuildingView {
        id: building.id.0,
        estate_id: known.estate(db, building.estate).await?,
        name: building.name.clone(),
        grid_id,
        version: building.version,
        created_at: created_at(ctx, building.id.0),
    })
}

async fn answer(ctx: &Ctx, db: &impl Conn, building: &Building) -> Result<Answer, Failure> {
    let shown = view(ctx, db, building, &mut Lookup::default()).await?;
    let what =
        Versioned { kind: SubjectKind::Building, id: building.id.0, version: building.version };
    Ok(Answer::ok(&shown)?.of(what))
}
