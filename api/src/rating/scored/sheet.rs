//! `exportScore`: the rating sheet of one estate as a workbook.

use ::rating::Inputs;
use actix_web::get;
use kernel::{Code, Uuid};
use persistence::{
    StoreError,
    rating::{ScoreRow, cycle_by_id, score_names},
};

use super::readable;
use crate::{
    ctx::Ctx,
    export::{Format, TableBytes, Xlsx},
    http::{Answer, Id, IdPath, Problem},
    rating::paper::{SHEET, ScoreHead, score_rows},
};

/// Export the rating sheet of a score as XLSX: every indicator by aspect, with sub-totals, total and stars.
///
/// From what was kept with the score when it was computed. Points are numbers; text that a spreadsheet might calculate is
/// made harmless.
#[utoipa::path(tag = "ratings", operation_id = "exportScore", params(IdPath),
    responses((status = 200, content((TableBytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
#[get("/v1/scores/{id}/sheet")]
pub(crate) async fn export(ctx: Ctx, id: Id<Uuid>) -> Result<Answer, Problem> {
    let (row, scheme) = readable(&ctx, id.0).await?;
    let whose = head(&ctx, &row, scheme.stand.edition).await?;
    let inputs = Inputs::from(&row.score.inputs);
    let rows = score_rows(&whose, &scheme.scheme.score(&inputs), ctx.language());
    let written = || {
        let mut book = Xlsx::begin(&SHEET)?;
        rows.iter().try_for_each(|row| book.row(row))?;
        book.end()?;
        std::io::Result::Ok(book.take())
    };
    let bytes = written().map_err(|_| Code::InternalError)?;
    let name = format!("attachment; filename=\"score-{}.xlsx\"", row.score.id.simple());
    let answer = Answer::file(Format::Xlsx.media_type(), bytes);
    Ok(answer.with_header("content-disposition", name))
}

async fn head(ctx: &Ctx, row: &ScoreRow, edition: i32) -> Result<ScoreHead, StoreError> {
    let cycle = cycle_by_id(ctx.reader(), row.cycle).await?;
    let cycle = cycle.ok_or(StoreError::Corrupt("rating_score.cycle_id"))?;
    let mut names = score_names(ctx.reader(), &[row.score.id]).await?;
    let names = names.remove(&row.score.id).ok_or(StoreError::Corrupt("rating_score"))?;
    Ok(ScoreHead {
        estate: names.estate,
        enterprise: names.enterprise,
        cycle: format!("{} ({} — {})", cycle.name, cycle.first_on, cycle.last_on),
        edition,
        place: row.score.place,
    })
}
