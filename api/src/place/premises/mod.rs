//! Premises 专有部分 of estates.

mod create;
mod list;

use access::{Action, Relation, SubjectKind, sees};
use kernel::{Hundredths, Uuid};
use place::{At, Estate, Premises, PremisesUse};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Problem, Versioned, created_at},
    routes::Registry,
};

pub(super) fn operations(config: &mut impl Registry) {
    config.service(create::create).service(list::list);
}

/// Premises (专有部分): a flat, a shop, a parking space.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "building_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "label": "1单元1203", "usage": "residential",
    "usage_label": "住宅", "exclusive_area": "89.53", "version": 1, "created_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct PremisesView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    /// Null outside buildings.
    #[schema(format = "uuid", max_length = 36)]
    building_id: Option<Uuid>,
    /// What the door says.
    #[schema(max_length = 60)]
    label: String,
    usage: PremisesUse,
    #[schema(max_length = 60)]
    usage_label: &'static str,
    /// 专有部分面积 in square metres; null for those whose duties do not reach the estate.
    exclusive_area: Option<Hundredths>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
}

fn subject(estate: &Estate) -> At {
    At::hidden(estate.path, Action::PremisesRead)
}

/// Whether a duty of the caller opens the register of the estate: everyone signed in may read its labels.
fn whole(ctx: &Ctx, estate: &Estate) -> bool {
    sees(&ctx.actor, Action::PremisesRead, &subject(estate)).any(|(_, by)| by != Relation::Own)
}

fn view(ctx: &Ctx, premises: &Premises, estate: &Estate, whole: bool) -> PremisesView {
    PremisesView {
        id: premises.id.0,
        estate_id: estate.id.0,
        building_id: premises.building.map(|id| id.0),
        label: premises.label.clone(),
        usage: premises.usage,
        usage_label: premises.usage.label().in_language(ctx.language()),
        exclusive_area: whole.then_some(premises.exclusive_area),
        version: premises.version,
        created_at: created_at(ctx, premises.id.0),
    }
}

fn answer(ctx: &Ctx, premises: &Premises, estate: &Estate) -> Result<Answer, Problem> {
    let shown = view(ctx, premises, estate, whole(ctx, estate));
    let what =
        Versioned { kind: SubjectKind::Premises, id: premises.id.0, version: premises.version };
    Ok(Answer::ok(&shown)?.of(what))
}
