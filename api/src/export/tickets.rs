//! `exportTickets`: what the caller's office may see, as a file.

use std::{io, vec::IntoIter};

use access::{Action, authorize, scope};
use actix_web::{HttpResponse, get, http::header, web::Bytes};
use kernel::{Code, ExportId, Fault, Refusal, TicketId};
use persistence::{
    Entry, Failure,
    ticket::{Filter, ids, labels, load_many, settle},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use ticket::{Exporting, MAX_EXPORTED, shown};
use utoipa::{IntoParams, ToSchema};

use super::{
    columns::{Style, names},
    making::{Making, written},
    sheet::{Format, Sheet},
};
use crate::{
    ctx::Ctx,
    http::{Both, Problem},
    ticket::ListParams,
};

/// Tickets read at once.
const BATCH: usize = 200;

/// What sort of file.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportParams {
    #[param(inline)]
    format: Format,
}

/// A table with a line for each ticket.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary, max_length = 1073741824, example = "编号,状态\r\n260301-ABCDEF-1234X,已接单\r\n")]
#[expect(dead_code, reason = "read by the contract alone")]
pub(crate) struct TableBytes(Vec<u8>);

/// Export the tickets of one's office as CSV or XLSX, newest first, 50,000 at most.
///
/// With the filters of `listTickets`. People are masked for everyone. Text that a spreadsheet might calculate is made
/// harmless. That it was exported, by whom, with which filters and how many, stands in the journal.
#[utoipa::path(tag = "tickets", operation_id = "exportTickets", params(ListParams, ExportParams),
    responses((status = 200, content((TableBytes = "text/csv"),
        (TableBytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
#[get("/v1/tickets/export")]
pub(crate) async fn export(
    ctx: Ctx,
    params: Both<ListParams, ExportParams>,
) -> Result<HttpResponse, Problem> {
    let Both(asked, ExportParams { format }) = params;
    let terms = scope(&ctx.actor, Action::ExportCreate);
    if terms.is_empty() {
        return Err(Code::Forbidden.into());
    }
    let found = match asked.filter(&ctx).await? {
        Some(filter) => {
            office(&filter)?;
            ids(ctx.reader(), &terms, &filter, asked.order(), MAX_EXPORTED).await?
        }
        None => Vec::new(),
    };
    if found.len() > MAX_EXPORTED {
        return Err(Code::ExportTooLarge.into());
    }
    record(&ctx, format, found.len()).await?;
    let style = Style { language: ctx.language(), offset: ctx.app.offset };
    let sheet = Sheet::begin(format, &names(style.language)).map_err(|_| Code::InternalError)?;
    let name = format!("attachment; filename=\"tickets-{}.{}\"", ctx.today(), format.ending());
    let work = Work { ctx, style, sheet, rest: found.into_iter() };
    let mut response = HttpResponse::Ok();
    response.content_type(format.media_type()).insert_header((header::CONTENT_DISPOSITION, name));
    Ok(response.streaming(written(work)))
}

/// An export is of an office's tickets, not of those that someone has a part in.
fn office(filter: &Filter) -> Result<(), Refusal> {
    let own = if filter.mine.is_some() { "mine" } else { "assigned_to_me" };
    if filter.mine.is_none() && !filter.assigned {
        return Ok(());
    }
    Err(Refusal::malformed(own, Fault::NotAllowed))
}

/// Before the first byte leaves, the journal says who takes what.
async fn record(ctx: &Ctx, format: Format, rows: usize) -> Result<(), Failure> {
    let id: ExportId = ctx.id();
    let pairs = actix_web::web::Query::<Vec<(String, String)>>::from_query(ctx.query());
    let filters: Map<String, Value> = pairs
        .map(|pairs| pairs.into_inner().into_iter().map(|(k, v)| (k, v.into())).collect())
        .unwrap_or_default();
    let work = ctx.app.store.write(async |tx| {
        let permit = authorize(&ctx.actor, Action::ExportCreate, &Exporting)?;
        let detail = json!({ "format": format, "rows": rows, "filters": filters });
        let entry = Entry::of(&permit, id, 1, ctx.now, access::ScopePath::default());
        Ok(tx.journal(&Entry { detail, ..entry }).await?)
    });
    work.await
}

/// An export in the making.
struct Work {
    ctx: Ctx,
    style: Style,
    sheet: Sheet,
    rest: IntoIter<TicketId>,
}

impl Making for Work {
    async fn go_on(&mut self) -> io::Result<bool> {
        let ids: Vec<TicketId> = self.rest.by_ref().take(BATCH).collect();
        if ids.is_empty() {
            self.sheet.end()?;
            return Ok(false);
        }
        for cells in self.rows(&ids).await.map_err(io::Error::other)? {
            self.sheet.row(&cells)?;
        }
        Ok(true)
    }

    fn take(&mut self) -> Bytes {
        self.sheet.take()
    }
}

impl Work {
    /// Looks at each ticket as it is now: what the caller lost sight of meanwhile is left out.
    async fn rows(&self, ids: &[TicketId]) -> Result<Vec<Vec<String>>, Failure> {
        let (ctx, db) = (&self.ctx, self.ctx.reader());
        let mut tickets = load_many(db, ids, ctx.today()).await?;
        settle(db, &mut tickets, &ctx.actor, ctx.now).await?;
        let labels = labels(db, &tickets).await?;
        let seen = tickets.iter().filter_map(|t| shown(t, &ctx.actor, ctx.now).map(|s| (t, s)));
        Ok(seen.map(|(ticket, seen)| self.style.cells(ticket, &seen, &labels)).collect())
    }
}
