//! `getRatingNotice`: the notice of a public result, ready to print.

use ::rating::{Scheme, cycle::CycleState};
use access::SubjectKind;
use actix_web::get;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::{Code, Moment, Uuid};
use persistence::{
    StoreError,
    place::area_by_key,
    rating::{ResultRow, SchemeRow, result_by_id, scheme_by_id},
};
use utoipa::ToSchema;

use super::{Disputed, KEPT};
use crate::{
    app::App,
    crypto::sha256,
    ctx::Guest,
    http::{Answer, Attempt, Id, IdPath, Problem, ProblemBody, Versioned},
    rating::paper::{Notice, NoticeAspect, STYLE, notice},
};

/// A page of HTML.
#[derive(ToSchema)]
#[schema(value_type = String, max_length = 200000, example = "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><title>和谐花园 · 星级评价结果告知书</title></head></html>\n")]
#[expect(dead_code, reason = "read by the contract alone")]
pub(crate) struct NoticePage(String);

/// Print the notice of a public result (结果告知书), as one page of HTML for A4.
///
/// Without an account, and in Chinese. The page loads nothing and runs nothing; any browser turns it into PDF.
#[utoipa::path(tag = "ratings", operation_id = "getRatingNotice", params(IdPath),
    responses((status = 200, headers(("ETag" = String)), content((NoticePage = "text/html"))),
        (status = 404, description = "No public result has this id.", body = ProblemBody, content_type = "application/problem+json")))]
#[get("/v1/ratings/{id}/notice")]
pub(crate) async fn print(guest: Guest, id: Id<Uuid>) -> Result<Answer, Problem> {
    guest.limit(Attempt::Public)?;
    let reader = guest.reader();
    let row = result_by_id(reader, id.0).await?.ok_or(Code::NotFound)?;
    let by = scheme_by_id(reader, row.cycle.scheme).await?;
    let by = by.ok_or(StoreError::Corrupt("rating_cycle.scheme_id"))?;
    let key = row.cycle.path.street.or(row.cycle.path.district);
    let area =
        area_by_key(reader, key.ok_or(StoreError::Corrupt("rating_cycle.district"))?).await?;
    let area = area.ok_or(StoreError::Corrupt("rating_cycle.district"))?;
    let disputed = Disputed::read(reader, std::slice::from_ref(&row)).await?.of(&row);
    let page = notice(&Notice { disputed, ..filled(&guest.app, &row, &by, area.name) });
    let what = Versioned { kind: SubjectKind::Cycle, id: row.id, version: row.cycle.version };
    let answer = Answer::file("text/html; charset=utf-8", page).of(what).public(KEPT);
    Ok(answer.with_header("content-security-policy", policy()))
}

/// Nothing but the page's own style.
fn policy() -> String {
    let style = STANDARD.encode(sha256(&[STYLE.as_bytes()]));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

fn filled(app: &App, row: &ResultRow, by: &SchemeRow, area: String) -> Notice {
    let cycle = &row.cycle;
    Notice {
        area,
        estate: row.estate.1.clone(),
        enterprise: row.enterprise.1.clone(),
        cycle: cycle.name.clone(),
        period: (cycle.first_on.to_string(), cycle.last_on.to_string()),
        state: cycle.state.label().zh.to_owned(),
        open: cycle.state == CycleState::Disclosed,
        until: cycle.open_until().map(|at| minute(app, at)),
        disputed: Vec::new(),
        total: row.total,
        stars: row.stars,
        place: (row.place, cycle.results),
        aspects: aspects(row, &by.scheme),
        vetoes: vetoes(row, &by.scheme),
        scheme: (
            by.scheme.name_zh.clone(),
            by.stand.edition,
            by.scheme.status.label().zh.to_owned(),
        ),
        computed_on: app.today(cycle.computed_at).to_string(),
    }
}

/// The local day and minute.
fn minute(app: &App, at: Moment) -> String {
    at.with_timezone(&app.offset).format("%Y-%m-%d %H:%M").to_string()
}

fn aspects(row: &ResultRow, scheme: &Scheme) -> Vec<NoticeAspect> {
    let shown = scheme.aspects.iter().zip(&row.aspects).map(|(aspect, points)| NoticeAspect {
        name: aspect.name_zh.clone(),
        maximum: aspect.maximum,
        points: *points,
    });
    shown.collect()
}

fn vetoes(row: &ResultRow, scheme: &Scheme) -> Vec<String> {
    let found = scheme.vetoes.iter().filter(|veto| row.vetoes.contains(&veto.code));
    found.map(|veto| format!("{} {}", veto.code, veto.name_zh)).collect()
}
