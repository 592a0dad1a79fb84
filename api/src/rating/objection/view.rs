//! An objection as it is shown.

use access::{Action, Role, SubjectKind};
use kernel::Uuid;
use persistence::{
    Conn, Failure, StoreError,
    rating::{Revision, evidence_counts, revisions_of_objections},
};
use rating::{
    EvidenceLink,
    objection::{ItemKind, Objection, ObjectionSide, ObjectionState},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::parts::{DecisionView, RecheckView, RevisionView, decision, recheck, revision};
use crate::{
    ctx::Ctx,
    http::{Answer, Versioned},
    place::Lookup,
};

/// An objection to a score (评分异议).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "score_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f",
    "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "item_kind": "indicator", "item": "B1", "side": "enterprise",
    "side_label": "被评企业", "grounds": "合同已于一月备案", "evidence": "备案回执编号2026-017", "links": [], "state": "filed",
    "state_label": "待处理", "by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b41", "role": "manager",
    "due_at": "2026-04-22T09:30:00.000+08:00", "overdue": false, "extended_by": null, "extended_at": null,
    "extension_reason": null, "decision": null, "recheck_until": null, "recheck": null, "revisions": [],
    "evidence_files": 0, "allowed_actions": ["decide"], "version": 1, "created_at": "2026-04-20T09:30:00.000+08:00",
    "updated_at": "2026-04-20T09:30:00.000+08:00"
}))]
pub(crate) struct ObjectionView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    cycle_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    score_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    enterprise_id: Uuid,
    item_kind: ItemKind,
    #[schema(max_length = 20)]
    item: String,
    side: ObjectionSide,
    #[schema(max_length = 40)]
    side_label: &'static str,
    #[schema(max_length = 2000)]
    grounds: String,
    #[schema(max_length = 2000)]
    evidence: String,
    #[schema(max_items = 10)]
    links: Vec<EvidenceLink>,
    state: ObjectionState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    /// Who objected; null for an owner, who is shown to themselves alone.
    #[schema(format = "uuid", max_length = 36)]
    by: Option<Uuid>,
    role: Role,
    /// By when it is to be decided, by the calendar of the place.
    #[schema(format = "date-time", max_length = 40)]
    due_at: String,
    /// Whether it was not decided in time.
    overdue: bool,
    /// Who approved more time.
    #[schema(format = "uuid", max_length = 36)]
    extended_by: Option<Uuid>,
    #[schema(format = "date-time", max_length = 40)]
    extended_at: Option<String>,
    #[schema(max_length = 1000)]
    extension_reason: Option<String>,
    /// Null while it waits.
    decision: Option<DecisionView>,
    /// Until when a re-check can be asked for.
    #[schema(format = "date-time", max_length = 40)]
    recheck_until: Option<String>,
    recheck: Option<RecheckView>,
    /// What its corrections made of the score.
    #[schema(max_items = 2)]
    revisions: Vec<RevisionView>,
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
    objections: &[Objection],
) -> Result<Vec<ObjectionView>, StoreError> {
    let decided = objections.iter().filter(|one| one.decision.is_some());
    let decided: Vec<Uuid> = decided.map(|one| one.id.0).collect();
    let made = revisions_of_objections(db, &decided).await?;
    let ids = objections.iter().map(|one| one.id.0);
    let files = evidence_counts(db, SubjectKind::Objection, ids).await?;
    let (mut views, mut known) = (Vec::with_capacity(objections.len()), Lookup::default());
    for one in objections {
        let files = files.get(&one.id.0).copied().unwrap_or_default();
        let key = one.path.estate.ok_or(StoreError::Corrupt("rating_objection.estate"))?;
        let estate = known.estate(db, key).await?;
        let own = made.get(&one.id.0).map(Vec::as_slice).unwrap_or_default();
        views.push(view(ctx, one, (estate, own, files)));
    }
    Ok(views)
}

fn view(
    ctx: &Ctx,
    one: &Objection,
    (estate_id, made, files): (Uuid, &[Revision], u32),
) -> ObjectionView {
    let (language, more) = (ctx.language(), one.extended.as_ref());
    let open = one.side != ObjectionSide::Owners || one.by == ctx.actor.who.id();
    ObjectionView {
        id: one.id.0,
        cycle_id: one.cycle.0,
        score_id: one.score,
        estate_id,
        enterprise_id: one.enterprise.0,
        item_kind: one.item.kind,
        item: one.item.code.clone(),
        side: one.side,
        side_label: one.side.label().in_language(language),
        grounds: one.grounds.clone(),
        evidence: one.evidence.words.clone(),
        links: one.evidence.links.clone(),
        state: one.state,
        state_label: one.state.label().in_language(language),
        by: open.then_some(one.by),
        role: one.role,
        due_at: ctx.time(one.due),
        overdue: one.due < one.decision.as_ref().map_or(ctx.now, |made| made.at),
        extended_by: more.map(|more| more.by),
        extended_at: more.map(|more| ctx.time(more.at)),
        extension_reason: more.map(|more| more.reason.clone()),
        decision: one.decision.as_ref().map(|made| decision(ctx, made)),
        recheck_until: one.recheck_until.map(|until| ctx.time(until)),
        recheck: one.recheck.as_ref().map(|asked| recheck(ctx, asked)),
        revisions: made.iter().map(|one| revision(ctx, one)).collect(),
        evidence_files: files,
        allowed_actions: allowed(ctx, one),
        version: one.version,
        created_at: ctx.time(one.at),
        updated_at: ctx.time(one.updated_at),
    }
}

/// What the caller may do to it now; rejecting is the other answer of `decide` and `decide_recheck`.
pub(super) fn allowed(ctx: &Ctx, one: &Objection) -> Vec<&'static str> {
    let other = [Action::ObjectionReject, Action::RecheckReject];
    ctx.permitted(one.legal(ctx.now).filter(|action| !other.contains(action)), one)
}

pub(super) async fn answer(ctx: &Ctx, db: &impl Conn, one: &Objection) -> Result<Answer, Failure> {
    let shown = views(ctx, db, std::slice::from_ref(one)).await?.pop();
    let what = Versioned { kind: SubjectKind::Objection, id: one.id.0, version: one.version };
    Ok(Answer::ok(&shown)?.of(what))
}
