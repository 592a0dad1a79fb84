//! A bulletin as it is shown.

use access::{Action, SubjectKind};
use bulletin::{BULLETIN, Bulletin, BulletinState};
use kernel::Uuid;
use persistence::{Conn, Failure, StoreError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Versioned, created_at},
    place::Lookup,
};

/// A bulletin (支部公告).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "state": "open", "state_label": "征集中", "title": "加装充电桩,征求大家意见",
    "body": "拟在东门停车区加装20个充电桩,请说说您的看法。", "reply_until": "2026-03-08T18:00:00.000+08:00",
    "reason": null, "allowed_actions": ["reply"], "version": 1,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct BulletinView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    state: BulletinState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    #[schema(max_length = 100)]
    title: String,
    #[schema(max_length = 5000)]
    body: String,
    /// Replies are taken before this moment; null: until it is closed.
    #[schema(format = "date-time", max_length = 40)]
    reply_until: Option<String>,
    /// Why it was withdrawn.
    #[schema(max_length = 500)]
    reason: Option<String>,
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
    rows: &[Bulletin],
) -> Result<Vec<BulletinView>, StoreError> {
    let (mut views, mut known) = (Vec::with_capacity(rows.len()), Lookup::default());
    for row in rows {
        let key = row.path.estate.ok_or(StoreError::Corrupt("bulletin.estate"))?;
        views.push(view(ctx, row, known.estate(db, key).await?));
    }
    Ok(views)
}

fn view(ctx: &Ctx, row: &Bulletin, estate_id: Uuid) -> BulletinView {
    BulletinView {
        id: row.id.0,
        estate_id,
        state: row.state,
        state_label: row.state.label().in_language(ctx.language()),
        title: row.title.clone(),
        body: row.body.clone(),
        reply_until: row.reply_until.map(|at| ctx.time(at)),
        reason: row.reason.clone(),
        allowed_actions: allowed(ctx, row),
        version: row.version,
        created_at: created_at(ctx, row.id.0),
        updated_at: ctx.time(row.updated_at),
    }
}

/// What the caller may do to it now.
pub(super) fn allowed(ctx: &Ctx, row: &Bulletin) -> Vec<&'static str> {
    let replies = Some(Action::OpinionGive).filter(|_| row.takes_replies(ctx.now));
    let open = replies.into_iter().chain(BULLETIN.legal(row.state));
    ctx.permitted(open, row)
}

pub(super) async fn answer(ctx: &Ctx, db: &impl Conn, row: &Bulletin) -> Result<Answer, Failure> {
    let shown = views(ctx, db, std::slice::from_ref(row)).await?.pop();
    let what = Versioned { kind: SubjectKind::Bulletin, id: row.id.0, version: row.version };
    Ok(Answer::ok(&shown)?.of(what))
}
