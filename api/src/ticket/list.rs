//! `listTickets`: what the caller may see, newest first.

use access::{Action, scope};
use actix_web::get;
use kernel::{Code, Moment, TicketId, Uuid};
use persistence::ticket::{After, Order, Page as Part, list as found, settle};
use ticket::shown;

use super::{
    list_params::ListParams,
    view::{TicketView, names, view},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page_of},
};

/// List the tickets that the caller may see, newest first.
///
/// The scope is applied again on each page. A caller whose duties span more than 32 places names an area or an
/// estate (`filter_needed`).
#[utoipa::path(tag = "tickets", operation_id = "listTickets", params(ListParams, PageParams),
    responses((status = 200, body = Page<TicketView>)))]
#[get("/v1/tickets")]
pub(crate) async fn list(
    ctx: Ctx,
    params: Both<ListParams, PageParams>,
) -> Result<Answer, Problem> {
    let Both(asked, part) = params;
    let terms = scope(&ctx.actor, Action::TicketRead);
    if terms.is_empty() {
        return Err(Code::Forbidden.into());
    }
    let paging = part.paging(&ctx)?;
    let order = asked.order();
    let part = Part {
        order,
        after: paging.after.as_deref().map(|key| read_key(order, key)).transpose()?,
        size: paging.size,
        count: paging.counts,
    };
    let Some(filter) = asked.filter(&ctx).await? else {
        return paging.nothing::<TicketView>(&ctx);
    };
    let mut page = found(ctx.reader(), &terms, &filter, part, ctx.today()).await?;
    settle(ctx.reader(), &mut page.tickets, &ctx.actor, ctx.now).await?;
    let names = names(ctx.reader(), &page.tickets).await?;
    let seen =
        page.tickets.iter().filter_map(|t| shown(t, &ctx.actor, ctx.now).map(|seen| (t, seen)));
    let items = seen.map(|(ticket, seen)| view(&ctx, ticket, &seen, &names)).collect();
    let count = page.count.map(|count| (count.number, count.capped));
    page_of(&ctx, items, page.next.map(write_key), count)
}

/// The sort key of an item: its last change, where that is the order, and its id.
fn write_key(after: After) -> Vec<u8> {
    let at = after.at.map(|at| at.timestamp_millis().to_be_bytes().to_vec()).unwrap_or_default();
    [at.as_slice(), after.id.0.as_bytes()].concat()
}

fn read_key(order: Order, key: &[u8]) -> Result<After, Problem> {
    let bad = || Problem::from(Code::InvalidCursor);
    let (at, id) = key.split_at_checked(key.len().saturating_sub(16)).ok_or_else(bad)?;
    let id = TicketId(Uuid::from_slice(id).map_err(|_| bad())?);
    let at: Option<Moment> = match order {
        Order::Newest => None,
        Order::Updated => {
            let millis = i64::from_be_bytes(at.try_into().map_err(|_| bad())?);
            Some(chrono::DateTime::from_timestamp_millis(millis).ok_or_else(bad)?)
        }
    };
    Ok(After { at, id })
}
