//! Duties: granted, ended and listed.

mod end;
mod grant;
mod list;

use access::{Action, Reach, Role, SubjectKind};
pub(crate) use grant::{GrantBody, give};
use identity::{DutyState, Tenure};
use kernel::Moment;
use persistence::{
    Entry, StoreError,
    identity::DutyRow,
    place::{area_by_key, estate_by_key},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Versioned},
    routes::Registry,
};

pub(super) fn operations(config: &mut impl Registry) {
    config.service(grant::grant).service(end::end).service(list::list);
}

/// A duty.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "account_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "role": "community_officer", "role_label": "社区工作者", "state": "active",
    "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "estate_id": null, "organization_id": null,
    "from": "2026-03-01T09:30:00.000+08:00", "until": null, "ended_at": null, "shown_as_volunteer": false, "version": 1
}))]
pub(crate) struct DutyView {
    #[schema(format = "uuid", max_length = 36)]
    id: String,
    #[schema(format = "uuid", max_length = 36)]
    account_id: String,
    role: Role,
    #[schema(max_length = 60)]
    role_label: &'static str,
    state: DutyState,
    #[schema(format = "uuid", max_length = 36)]
    area_id: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    organization_id: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    from: String,
    #[schema(format = "date-time", max_length = 40)]
    until: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    ended_at: Option<String>,
    shown_as_volunteer: bool,
    #[schema(minimum = 1)]
    version: i32,
}

fn tenure(row: &DutyRow) -> Tenure {
    Tenure { from: row.from_at, until: row.until_at, ended_at: row.ended_at }
}

/// Views with the ids of the places in which the duties are held.
pub(super) async fn views(ctx: &Ctx, rows: &[DutyRow]) -> Result<Vec<DutyView>, StoreError> {
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        views.push(view(ctx, ctx.reader(), row).await?);
    }
    Ok(views)
}

async fn view(
    ctx: &Ctx,
    db: &impl persistence::Conn,
    row: &DutyRow,
) -> Result<DutyView, StoreError> {
    let (mut area_id, mut estate_id, mut organization_id) = (None, None, None);
    match &row.reach {
        Reach::Area { key, .. } => {
            area_id = area_by_key(db, *key).await?.map(|area| area.id.to_string())
        }
        Reach::Estate(key) => {
            estate_id = estate_by_key(db, *key).await?.map(|estate| estate.id.to_string())
        }
        Reach::Organization { id, .. } => organization_id = Some(id.to_string()),
        Reach::Own | Reach::Everywhere => {}
    }
    Ok(DutyView {
        id: row.id.to_string(),
        account_id: row.account_id.to_string(),
        role: row.role,
        role_label: row.role.label().in_language(ctx.language()),
        state: tenure(row).state(ctx.now),
        area_id,
        estate_id,
        organization_id,
        from: ctx.time(row.from_at),
        until: row.until_at.map(|at| ctx.time(at)),
        ended_at: row.ended_at.map(|at| ctx.time(at)),
        shown_as_volunteer: row.shown_as_volunteer,
        version: row.version,
    })
}

fn versioned(row: &DutyRow) -> Versioned {
    Versioned { kind: SubjectKind::Duty, id: row.id.0, version: row.version }
}

async fn answer(
    ctx: &Ctx,
    tx: &persistence::Tx,
    row: &DutyRow,
) -> Result<Answer, persistence::Failure> {
    let shown = view(ctx, tx, row).await?;
    Ok(Answer::ok(&shown)?.of(versioned(row)))
}

fn entry(now: Moment, row: &DutyRow, permit: &access::Permit, action: Action) -> Entry {
    Entry {
        subject: row.id.0,
        number: row.version,
        action,
        who: permit.who(),
        role: Some(permit.role()),
        duty: permit.duty(),
        at: now,
        from: None,
        to: Some(tenure(row).state(now).as_str()),
        path: row.path,
        before: None,
        detail: serde_json::json!({ "account_id": row.account_id, "role": row.role, "reason": row.reason, "end_reason": row.end_reason }),
    }
}
