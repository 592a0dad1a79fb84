//! `listWhistles`: the whistles in the caller's scope, and those that their department was called by.

use access::{Action, scope};
use actix_web::get;
use kernel::{Code, TicketId, Uuid};
use persistence::ticket::{WhistleFilter, load_many, whistles};
use serde::Deserialize;
use ticket::WhistleState;
use utoipa::IntoParams;

use super::view::{WhistleView, whistle_view};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, page_of},
};

/// Which whistles, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    state: Option<WhistleState>,
    /// Only those that lie stuck in a hand-over.
    stuck: Option<bool>,
}

/// List the whistles that the caller may see, those of the newest tickets first.
#[utoipa::path(tag = "whistles", operation_id = "listWhistles", params(Filter, PageParams),
    responses((status = 200, body = Page<WhistleView>)))]
#[get("/v1/whistles")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let terms = scope(&ctx.actor, Action::TicketRead);
    if terms.is_empty() {
        return Err(Code::Forbidden.into());
    }
    let mut paging = part.paging(&ctx)?;
    let after = paging.after.as_deref().map(read_key).transpose()?;
    let narrowed = WhistleFilter { state: filter.state, stuck: filter.stuck.unwrap_or_default() };
    let read = async |after, limit| whistles(ctx.reader(), &terms, narrowed, after, limit).await;
    let found = paging.rows(after, read).await?;
    let (keys, next) = paging.cut(&found, write_key);
    let mut ids: Vec<TicketId> = keys.iter().map(|(ticket, _)| *ticket).collect();
    ids.dedup();
    let tickets = load_many(ctx.reader(), &ids, ctx.today()).await?;
    let view = |(id, number): &(TicketId, i32)| {
        let ticket = tickets.iter().find(|ticket| ticket.id == *id)?;
        let whistle = ticket.whistles.iter().find(|whistle| whistle.number == *number)?;
        Some(whistle_view(&ctx, *id, whistle))
    };
    let views: Vec<WhistleView> = keys.iter().filter_map(view).collect();
    page_of(&ctx, views, next, paging.count)
}

fn write_key((ticket, number): &(TicketId, i32)) -> Vec<u8> {
    [ticket.0.as_bytes().as_slice(), &number.to_be_bytes()].concat()
}

fn read_key(key: &[u8]) -> Result<(Uuid, i32), Problem> {
    let bad = || Problem::from(Code::InvalidCursor);
    let (ticket, number) = key.split_at_checked(16).ok_or_else(bad)?;
    let ticket = Uuid::from_slice(ticket).map_err(|_| bad())?;
    Ok((ticket, i32::from_be_bytes(number.try_into().map_err(|_| bad())?)))
}
