//! `listTicketTimeline`: the ticket's entries in the journal, oldest first.

use access::{Action, Role, SubjectKind, authorize};
use actix_web::get;
use kernel::{Code, Moment, TicketId, Uuid};
use persistence::{identity::display_names, journal::lines, ticket::load_for};
use serde::Serialize;
use serde_json::{Value, json};
use ticket::shown;
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Page, PageParams, Params, Problem, page},
};

/// One entry of the timeline.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "number": 3, "action": "accept", "by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "by_name": "陈志强", "role": "volunteer",
    "at": "2026-03-01T10:02:11.120+08:00", "from": "dispatched", "to": "accepted", "detail": {}
}))]
pub(crate) struct EntryView {
    /// From 1, without gaps.
    #[schema(minimum = 1)]
    number: i32,
    #[schema(max_length = 40)]
    action: String,
    /// Null for a neighbour, and for the system.
    #[schema(format = "uuid", max_length = 36)]
    by: Option<Uuid>,
    #[schema(max_length = 50)]
    by_name: Option<String>,
    role: Option<Role>,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
    #[schema(max_length = 40)]
    from: Option<String>,
    #[schema(max_length = 40)]
    to: Option<String>,
    /// What came with the action; null for a neighbour, and once it was erased.
    #[schema(value_type = Option<Object>)]
    detail: Option<Value>,
}

/// List what happened to a ticket, oldest first.
#[utoipa::path(tag = "tickets", operation_id = "listTicketTimeline", params(IdPath, PageParams),
    responses((status = 200, body = Page<EntryView>)))]
#[get("/v1/tickets/{id}/timeline")]
pub(crate) async fn timeline(
    ctx: Ctx,
    id: Id<TicketId>,
    asked: Params<PageParams>,
) -> Result<Answer, Problem> {
    let found = load_for(ctx.reader(), id.0, &ctx.actor, ctx.today(), ctx.now).await?;
    let ticket = found.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::TicketRead, &ticket)?;
    let whole = shown(&ticket, &ctx.actor, ctx.now).is_some_and(|seen| seen.whole);
    let mut paging = asked.0.paging(&ctx)?;
    let after = paging.after_number()?;
    let read =
        async |after, limit| lines(ctx.reader(), SubjectKind::Ticket, id.0.0, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let people: Vec<Uuid> = rows.iter().filter(|_| whole).map(|line| line.actor_id).collect();
    let names = display_names(ctx.reader(), &people).await?;
    page(
        &ctx,
        &paging,
        &rows,
        |line| line.number.to_be_bytes().to_vec(),
        |line| EntryView {
            number: line.number,
            action: line.action.clone(),
            by: Some(line.actor_id).filter(|id| whole && !id.is_nil()),
            by_name: names.get(&line.actor_id).cloned(),
            role: line.role.as_deref().and_then(|role| role.parse().ok()),
            at: ctx.time(line.at),
            from: line.from.clone(),
            to: line.to.clone(),
            detail: line.detail.clone().filter(|_| whole).map(|detail| local(&ctx, detail)),
        },
    )
}

/// The fields of a step's detail that are times.
const MOMENTS: &[&str] = &["answer_by", "due_at", "target_at", "until"];

/// What is kept of a step, with its times as they are told.
fn local(ctx: &Ctx, mut detail: Value) -> Value {
    let fields = detail.as_object_mut().into_iter().flatten();
    for (_, value) in fields.filter(|(name, _)| MOMENTS.contains(&name.as_str())) {
        let told = value.as_str().and_then(|text| text.parse::<Moment>().ok());
        if let Some(at) = told {
            *value = json!(ctx.time(at));
        }
    }
    detail
}
