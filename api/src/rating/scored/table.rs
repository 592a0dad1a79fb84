//! `exportCycle`: the results of a cycle as a workbook, written as it goes.

use std::io;

use ::rating::Scheme;
use access::{Action, Term};
use actix_web::{HttpResponse, get, http::header, web::Bytes};
use kernel::{Code, CycleId, Language, Moment, Uuid};
use persistence::{
    StoreError,
    rating::{ScoreFilter, ScoreRow, computation, cycle_by_id, scheme_by_id, score_names, scores},
};

use super::league::{LeagueFilter, narrowed};
use crate::{
    ctx::Ctx,
    export::{Format, Making, TableBytes, Xlsx, written},
    http::{Id, IdPath, Params, Problem},
    place::terms,
    rating::paper::{TABLE, table_names, table_row},
};

/// Scores read at once.
const BATCH: u64 = 200;

/// Export the scores of a computed cycle as XLSX: a row for each estate, in the order of the league table.
///
/// With the filters of `listScores`, and of the same estates: an enterprise is given its own, an office those of its area.
/// A cycle that is computed again meanwhile breaks the file off.
#[utoipa::path(tag = "ratings", operation_id = "exportCycle", params(IdPath, LeagueFilter),
    responses((status = 200, content((TableBytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
#[get("/v1/cycles/{id}/scores/sheet")]
pub(crate) async fn export(
    ctx: Ctx,
    id: Id<CycleId>,
    filter: Params<LeagueFilter>,
) -> Result<HttpResponse, Problem> {
    let terms = terms(&ctx.actor, Action::ScoreRead)?;
    let cycle = cycle_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
    let done = computation(ctx.reader(), cycle.id).await?;
    // Without a scheme or scores it is a table without rows.
    let scheme = match cycle.scheme {
        Some(id) => scheme_by_id(ctx.reader(), id).await?.map(|row| row.scheme),
        None => None,
    };
    let filter = narrowed(&ctx, &filter.0).await?;
    let book = begun(scheme.as_ref(), ctx.language()).map_err(|_| Code::InternalError)?;
    let rest = filter.zip(scheme).zip(done.map(|done| done.at));
    let rest = rest.map(|((filter, scheme), at)| Rest {
        cycle: id.0,
        at,
        terms,
        filter,
        scheme,
        after: 0,
    });
    let name = format!("attachment; filename=\"scores-{}.xlsx\"", cycle.id.0.simple());
    let work = Work { ctx, book, rest };
    let mut response = HttpResponse::Ok();
    response
        .content_type(Format::Xlsx.media_type())
        .insert_header((header::CONTENT_DISPOSITION, name));
    Ok(response.streaming(written(work)))
}

/// The table with the names of its columns.
fn begun(scheme: Option<&Scheme>, language: Language) -> io::Result<Xlsx> {
    let mut book = Xlsx::begin(&TABLE)?;
    scheme.iter().try_for_each(|scheme| book.row(&table_names(scheme, language)))?;
    Ok(book)
}

/// What is still to be written.
struct Rest {
    cycle: CycleId,
    /// When the cycle was computed.
    at: Moment,
    terms: Vec<Term>,
    filter: ScoreFilter,
    scheme: Scheme,
    after: i32,
}

/// A table in the making.
struct Work {
    ctx: Ctx,
    book: Xlsx,
    rest: Option<Rest>,
}

impl Making for Work {
    async fn go_on(&mut self) -> io::Result<bool> {
        let (reader, language) = (self.ctx.reader(), self.ctx.language());
        let Some(rest) = &mut self.rest else {
            self.book.end()?;
            return Ok(false);
        };
        let rows = rest.read(reader).await.map_err(io::Error::other)?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.score.id).collect();
        let names = score_names(reader, &ids).await.map_err(io::Error::other)?;
        for row in &rows {
            let names =
                names.get(&row.score.id).ok_or_else(|| io::Error::other("computed again"))?;
            self.book.row(&table_row(&rest.scheme, &row.score, names, language))?;
        }
        if rows.is_empty() {
            self.rest = None;
        }
        Ok(true)
    }

    fn take(&mut self) -> Bytes {
        self.book.take()
    }
}

impl Rest {
    async fn read(&mut self, db: &persistence::Reader) -> Result<Vec<ScoreRow>, StoreError> {
        let asked = (self.cycle, self.terms.as_slice());
        let rows = scores(db, asked, &self.filter, (self.after, BATCH)).await?;
        if rows.iter().any(|row| row.computed_at != self.at) {
            return Err(StoreError::Stale);
        }
        self.after = rows.last().map_or(self.after, |row| row.position);
        Ok(rows)
    }
}
