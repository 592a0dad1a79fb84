//! A residency as it is shown.

use access::{Actor, SubjectKind, may};
use kernel::Uuid;
use persistence::{Conn, Failure, StoreError, identity::display_names, place::premises_by_id};
use place::{Residency, ResidencyRelation, ResidencyState};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Versioned, created_at},
    place::Lookup,
};

/// A residency (居住关系): a person bound to premises, or asking to be.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "account_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "account_name": "李晓梅", "premises_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "premises_label": "1单元1203",
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "relation": "owner", "relation_label": "业主",
    "state": "requested", "state_label": "待审核", "note": null, "reason": null, "decided_at": null,
    "allowed_actions": ["approve", "reject"], "version": 1,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct ResidencyView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    account_id: Uuid,
    #[schema(max_length = 100)]
    account_name: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    premises_id: Uuid,
    #[schema(max_length = 60)]
    premises_label: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    relation: ResidencyRelation,
    #[schema(max_length = 60)]
    relation_label: &'static str,
    state: ResidencyState,
    #[schema(max_length = 60)]
    state_label: &'static str,
    /// What the person wrote with the request.
    #[schema(max_length = 500)]
    note: Option<String>,
    /// Why it was rejected.
    #[schema(max_length = 500)]
    reason: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    decided_at: Option<String>,
    #[schema(max_items = 10, max_length = 40)]
    allowed_actions: Vec<&'static str>,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

/// What the actor may do to the residency now.
pub(super) fn allowed(actor: &Actor, residency: &Residency) -> Vec<&'static str> {
    let subject = residency.subject();
    let open = residency.legal().filter(|action| may(actor, *action, &subject));
    open.map(|action| action.as_str()).collect()
}

/// Views with the names of the persons and the labels of the premises.
pub(super) async fn views(
    ctx: &Ctx,
    db: &impl Conn,
    rows: &[Residency],
) -> Result<Vec<ResidencyView>, StoreError> {
    let people: Vec<Uuid> = rows.iter().map(|row| row.account.0).collect();
    let names = display_names(db, &people).await?;
    let (mut views, mut known) = (Vec::with_capacity(rows.len()), Lookup::default());
    for row in rows {
        let label = premises_by_id(db, row.premises).await?.map(|premises| premises.label);
        let key = row.path.estate.ok_or(StoreError::Corrupt("residency.estate"))?;
        let estate = known.estate(db, key).await?;
        views.push(view(ctx, row, (names.get(&row.account.0).cloned(), label, estate)));
    }
    Ok(views)
}

fn view(
    ctx: &Ctx,
    row: &Residency,
    (account_name, premises_label, estate_id): (Option<String>, Option<String>, Uuid),
) -> ResidencyView {
    let language = ctx.language();
    ResidencyView {
        id: row.id.0,
        account_id: row.account.0,
        account_name,
        premises_id: row.premises.0,
        premises_label,
        estate_id,
        relation: row.relation,
        relation_label: row.relation.label().in_language(language),
        state: row.state,
        state_label: row.state.label().in_language(language),
        note: row.note.clone(),
        reason: row.reason.clone(),
        decided_at: row.decided_at.map(|at| ctx.time(at)),
        allowed_actions: allowed(&ctx.actor, row),
        version: row.version,
        created_at: created_at(ctx, row.id.0),
        updated_at: ctx.time(row.updated_at),
    }
}

pub(super) async fn answer(ctx: &Ctx, db: &impl Conn, row: &Residency) -> Result<Answer, Failure> {
    let shown = views(ctx, db, std::slice::from_ref(row)).await?.pop();
    let what = Versioned { kind: SubjectKind::Residency, id: row.id.0, version: row.version };
    Ok(Answer::ok(&shown)?.of(what))
}
