//! `listSuspended`: the ledger of what is suspended (挂账台账).

use access::{Action, Term, View, scope};
use actix_web::get;
use kernel::{Code, TicketId, TicketNumber, Uuid};
use persistence::ticket::{After, Filter, Order, Page as Part, SuspensionRow, list, suspensions};
use serde::Serialize;
use ticket::{State, Ticket, shown};
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Page, PageParams, Params, Problem, page_of},
};

/// One suspended ticket.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "ticket_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "number": "260301-ABCDEF-1234X",
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "reason": "更换电梯主板须由厂家发货",
    "measures": "已张贴告示并开放备用电梯", "review_at": "2026-04-15T00:00:00.000+08:00",
    "granted_by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f", "granted_at": "2026-03-01T10:02:11.120+08:00"
}))]
pub(crate) struct SuspendedView {
    #[schema(format = "uuid", max_length = 36)]
    ticket_id: Uuid,
    #[schema(max_length = 19)]
    number: String,
    #[schema(format = "uuid", max_length = 36)]
    estate_id: Uuid,
    #[schema(max_length = 1000)]
    reason: String,
    #[schema(max_length = 1000)]
    measures: String,
    /// When it comes back by itself.
    #[schema(format = "date-time", max_length = 40)]
    review_at: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    granted_by: Uuid,
    #[schema(format = "date-time", max_length = 40)]
    granted_at: String,
}

/// List the suspended tickets that the caller may see, with reasons, measures and review dates.
#[utoipa::path(tag = "tickets", operation_id = "listSuspended", params(PageParams),
    responses((status = 200, body = Page<SuspendedView>)))]
#[get("/v1/suspensions")]
pub(crate) async fn list_suspended(
    ctx: Ctx,
    params: Params<PageParams>,
) -> Result<Answer, Problem> {
    let mut terms = scope(&ctx.actor, Action::TicketRead);
    if terms.is_empty() {
        return Err(Code::Forbidden.into());
    }
    // What is shown in part is none of the ledger.
    terms.retain(|term| !matches!(term, Term::Estate { view: View::Public | View::Pooled, .. }));
    let paging = params.0.paging(&ctx)?;
    let after = paging.after_id()?.map(|id| After { at: None, id: TicketId(id) });
    let part = Part { order: Order::Newest, after, size: paging.size, count: paging.counts };
    let filter = Filter { states: vec![State::Suspended], ..Filter::default() };
    let page = list(ctx.reader(), &terms, &filter, part, ctx.today()).await?;
    let whole =
        |ticket: &&Ticket| shown(ticket, &ctx.actor, ctx.now).is_some_and(|seen| seen.whole);
    let tickets: Vec<&Ticket> = page.tickets.iter().filter(whole).collect();
    let ids: Vec<TicketId> = tickets.iter().map(|ticket| ticket.id).collect();
    let rows = suspensions(ctx.reader(), &ids).await?;
    let lines = tickets.iter().filter_map(|t| rows.get(&t.id.0).map(|row| view(&ctx, t, row)));
    page_of(
        &ctx,
        lines.collect(),
        page.next.map(|next| next.id.0.as_bytes().to_vec()),
        page.count.map(|count| (count.number, count.capped)),
    )
}

fn view(ctx: &Ctx, ticket: &Ticket, row: &SuspensionRow) -> SuspendedView {
    SuspendedView {
        ticket_id: ticket.id.0,
        number: TicketNumber::of(ticket.id.0, ctx.app.offset.local_minus_utc()).to_string(),
        estate_id: ticket.estate_id.0,
        reason: row.reason.clone(),
        measures: row.measures.clone(),
        review_at: row.review_at.map(|at| ctx.time(at)),
        granted_by: row.granted_by,
        granted_at: ctx.time(row.granted_at),
    }
}
