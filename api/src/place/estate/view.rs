//! An estate as it is shown.

use access::SubjectKind;
use kernel::Uuid;
use persistence::{Conn, Failure, StoreError, journal::lines};
use place::{Estate, Management, Phase};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Versioned, created_at},
    place::Lookup,
};

/// An estate (小区), or the commons (公共区域) of a community.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "name": "翠湖花园", "address": "翠湖路1号", "management": "enterprise", "management_label": "物业服务企业管理",
    "phase": "maturity", "phase_label": "成熟期", "commons": false, "version": 1,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct EstateView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    /// Its grid, or else its community.
    #[schema(format = "uuid", max_length = 36)]
    area_id: Uuid,
    #[schema(max_length = 120)]
    name: String,
    #[schema(max_length = 200)]
    address: Option<String>,
    management: Management,
    #[schema(max_length = 60)]
    management_label: &'static str,
    phase: Phase,
    #[schema(max_length = 60)]
    phase_label: &'static str,
    /// Whether it stands for the land of a community outside all estates.
    commons: bool,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

/// A phase that an estate entered.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"phase": "maturity", "phase_label": "成熟期", "entered_at": "2026-03-01T09:30:00.000+08:00"}))]
pub(crate) struct PhaseView {
    phase: Phase,
    #[schema(max_length = 60)]
    phase_label: &'static str,
    #[schema(format = "date-time", max_length = 40)]
    entered_at: String,
}

/// An estate with the phases of its life, and what the caller may do.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "name": "翠湖花园", "address": "翠湖路1号", "management": "enterprise", "management_label": "物业服务企业管理",
    "phase": "maturity", "phase_label": "成熟期", "commons": false, "version": 1,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00",
    "phases": [{"phase": "maturity", "phase_label": "成熟期", "entered_at": "2026-03-01T09:30:00.000+08:00"}],
    "allowed_actions": ["update", "change_phase"]
}))]
pub(crate) struct EstateDetail {
    #[serde(flatten)]
    estate: EstateView,
    /// The last hundred phases, oldest first, out of the journal.
    #[schema(max_items = 100)]
    phases: Vec<PhaseView>,
    #[schema(max_items = 10, max_length = 40)]
    allowed_actions: Vec<&'static str>,
}

/// Entries of the journal read at once.
const ENTRIES: u64 = 500;
/// Phases shown.
const SHOWN: usize = 100;

pub(super) async fn view(
    ctx: &Ctx,
    db: &impl Conn,
    estate: &Estate,
    known: &mut Lookup,
) -> Result<EstateView, StoreError> {
    let language = ctx.language();
    Ok(EstateView {
        id: estate.id.0,
        area_id: known.narrowest(db, estate.path).await?,
        name: estate.name.clone(),
        address: estate.address.clone(),
        management: estate.management,
        management_label: estate.management.label().in_language(language),
        phase: estate.phase,
        phase_label: estate.phase.label().in_language(language),
        commons: estate.commons,
        version: estate.version,
        created_at: created_at(ctx, estate.id.0),
        updated_at: ctx.time(estate.updated_at),
    })
}

pub(super) async fn answer(ctx: &Ctx, db: &impl Conn, estate: &Estate) -> Result<Answer, Failure> {
    let shown = EstateDetail {
        estate: view(ctx, db, estate, &mut Lookup::default()).await?,
        phases: phases(ctx, db, estate).await?,
        allowed_actions: super::allowed(&ctx.actor, estate),
    };
    let what = Versioned { kind: SubjectKind::Estate, id: estate.id.0, version: estate.version };
    Ok(Answer::ok(&shown)?.of(what))
}

/// The entries of the journal that lead to a phase.
async fn phases(ctx: &Ctx, db: &impl Conn, estate: &Estate) -> Result<Vec<PhaseView>, StoreError> {
    let mut found: Vec<PhaseView> = Vec::new();
    let mut last = Some(0);
    while let Some(after) = last.take() {
        let entries = lines(db, SubjectKind::Estate, estate.id.0, after, ENTRIES).await?;
        for entry in &entries {
            let Some(word) = &entry.to else { continue };
            let phase: Phase = word.parse().map_err(|_| StoreError::Corrupt("journal.to_state"))?;
            let phase_label = phase.label().in_language(ctx.language());
            found.push(PhaseView { phase, phase_label, entered_at: ctx.time(entry.at) });
        }
        let full = u64::try_from(entries.len()).is_ok_and(|read| read >= ENTRIES);
        last = entries.last().filter(|_| full).map(|entry| entry.number);
    }
    Ok(found.split_off(found.len().saturating_sub(SHOWN)))
}
