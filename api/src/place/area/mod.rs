//! Areas 区域: district, street, community and grid.

mod create;
mod get;
mod list;
mod relocate;

use access::{Level, SubjectKind};
use kernel::Uuid;
use persistence::{Conn, Failure, StoreError, place::is_moving};
use place::{Area, AreaCode};
use serde::Serialize;
use utoipa::ToSchema;

use super::Lookup;
use crate::{
    ctx::Ctx,
    http::{Answer, Versioned},
    routes::Registry,
};

pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(create::create)
        .service(list::list)
        .service(get::get)
        .service(relocate::relocate);
}

/// An area (区域).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "level": "street", "level_label": "街道", "name": "横岗街道",
    "code": "440307017000", "parent_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "version": 1,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct AreaView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    level: Level,
    #[schema(max_length = 60)]
    level_label: &'static str,
    #[schema(max_length = 100)]
    name: String,
    /// The statistical code (统计用区划代码), where there is one; grids have none.
    #[schema(max_length = 12, pattern = "^[0-9]{12}$")]
    code: Option<String>,
    /// Null for a district.
    #[schema(format = "uuid", max_length = 36)]
    parent_id: Option<Uuid>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

/// An area with what is going on with it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "level": "street", "level_label": "街道", "name": "横岗街道",
    "code": "440307017000", "parent_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "version": 1,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00", "moving": false
}))]
pub(crate) struct AreaDetail {
    #[serde(flatten)]
    area: AreaView,
    /// Whether a move to another parent lies ahead or is not finished.
    moving: bool,
}

async fn view(
    ctx: &Ctx,
    db: &impl Conn,
    area: &Area,
    known: &mut Lookup,
) -> Result<AreaView, StoreError> {
    let parent_id = match area.parent {
        Some(key) => Some(known.area(db, key).await?),
        None => None,
    };
    Ok(AreaView {
        id: area.id.0,
        level: area.level,
        level_label: area.level.label().in_language(ctx.language()),
        name: area.name.clone(),
        code: area.code.as_ref().map(AreaCode::to_string),
        parent_id,
        version: area.version,
        created_at: crate::http::created_at(ctx, area.id.0),
        updated_at: ctx.time(area.updated_at),
    })
}

async fn answer(ctx: &Ctx, db: &impl Conn, area: &Area) -> Result<Answer, Failure> {
    let shown = AreaDetail {
        area: view(ctx, db, area, &mut Lookup::default()).await?,
        moving: is_moving(db, area.key).await?,
    };
    let what = Versioned { kind: SubjectKind::Area, id: area.id.0, version: area.version };
    Ok(Answer::ok(&shown)?.of(what))
}
