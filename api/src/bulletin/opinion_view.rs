//! A reply to a bulletin as it is shown: to the branch without a name unless it is signed.

use access::{Action, SubjectKind, may};
use bulletin::{Bulletin, Opinion};
use kernel::Uuid;
use persistence::{Conn, Failure, StoreError, identity::display_names};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Versioned, created_at},
};

/// A reply to a bulletin (民意回复).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "bulletin_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "by": null, "by_name": null, "text": "支持,但请离儿童乐园远一些。", "signed": false, "answer": null, "answered_at": null,
    "allowed_actions": ["answer"], "version": 1,
    "created_at": "2026-03-01T09:30:00.000+08:00", "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct OpinionView {
    #[schema(format = "uuid", max_length = 36)]
    pub(super) id: Uuid,
    #[schema(format = "uuid", max_length = 36)]
    bulletin_id: Uuid,
    /// Who says so; null for others where it is not signed.
    #[schema(format = "uuid", max_length = 36)]
    by: Option<Uuid>,
    #[schema(max_length = 50)]
    by_name: Option<String>,
    #[schema(max_length = 1000)]
    text: String,
    signed: bool,
    /// Of the branch.
    #[schema(max_length = 1000)]
    answer: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    answered_at: Option<String>,
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
    (bulletin, rows): (&Bulletin, &[Opinion]),
) -> Result<Vec<OpinionView>, StoreError> {
    let shown = |row: &Opinion| row.signed || Some(row.account) == ctx.actor.who.account();
    let people: Vec<Uuid> = rows.iter().filter(|row| shown(row)).map(|row| row.account.0).collect();
    let names = display_names(db, &people).await?;
    let view = |row: &Opinion| OpinionView {
        id: row.id.0,
        bulletin_id: row.bulletin_id.0,
        by: Some(row.account.0).filter(|_| shown(row)),
        by_name: names.get(&row.account.0).filter(|_| shown(row)).cloned(),
        text: row.text.clone(),
        signed: row.signed,
        answer: row.answer.clone(),
        answered_at: row.answered_at.map(|at| ctx.time(at)),
        allowed_actions: allowed(ctx, bulletin, row),
        version: row.version,
        created_at: created_at(ctx, row.id.0),
        updated_at: ctx.time(row.updated_at),
    };
    Ok(rows.iter().map(view).collect())
}

fn allowed(ctx: &Ctx, bulletin: &Bulletin, row: &Opinion) -> Vec<&'static str> {
    let own = Some(row.account) == ctx.actor.who.account() && bulletin.takes_replies(ctx.now);
    [(Action::OpinionGive, own), (Action::OpinionAnswer, true)]
        .into_iter()
        .filter(|(action, open)| {
            *open && row.answer.is_none() && may(&ctx.actor, *action, bulletin)
        })
        .map(|(action, _)| action.as_str())
        .collect()
}

pub(super) async fn answer(
    ctx: &Ctx,
    db: &impl Conn,
    (bulletin, row): (&Bulletin, &Opinion),
) -> Result<Answer, Failure> {
    let shown = views(ctx, db, (bulletin, std::slice::from_ref(row))).await?.pop();
    let what = Versioned { kind: SubjectKind::Opinion, id: row.id.0, version: row.version };
    Ok(Answer::ok(&shown)?.of(what))
}
