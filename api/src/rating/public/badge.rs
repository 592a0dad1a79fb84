//! `getRatingBadge`: the star badge of an estate, for other people's pages.

use ::rating::cycle::CycleState;
use access::SubjectKind;
use actix_web::get;
use kernel::{Code, EstateId};
use persistence::rating::newest_result;
use utoipa::ToSchema;

use crate::{
    ctx::Guest,
    http::{Answer, Attempt, Id, IdPath, Problem, ProblemBody, Versioned},
    rating::paper::{Badge, badge},
};

/// Seconds for which pages may show the badge that they have.
const KEPT: u32 = 300;
/// Nothing is run or loaded, even where it is opened by itself.
const POLICY: &str = "default-src 'none'; sandbox";

/// A picture.
#[derive(ToSchema)]
#[schema(value_type = String, max_length = 20000, example = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"194\" height=\"20\"></svg>")]
#[expect(dead_code, reason = "read by the contract alone")]
pub(crate) struct BadgePicture(String);

/// Show the star badge of an estate, as SVG for any page.
///
/// Without an account: its result for the latest period that is final; where none is, the latest that is disclosed, marked
/// as such (公示中). Any page may load it.
#[utoipa::path(tag = "ratings", operation_id = "getRatingBadge", params(IdPath),
    responses((status = 200, headers(("ETag" = String)), content((BadgePicture = "image/svg+xml"))),
        (status = 404, description = "The estate is unknown, or has no public result.", body = ProblemBody, content_type = "application/problem+json")))]
#[get("/v1/estates/{id}/badge.svg")]
pub(crate) async fn show(guest: Guest, id: Id<EstateId>) -> Result<Answer, Problem> {
    guest.limit(Attempt::Public)?;
    let row = newest_result(guest.reader(), id.0).await?.ok_or(Code::NotFound)?;
    let picture = badge(&Badge {
        estate: row.estate.1,
        cycle: row.cycle.name,
        stars: row.stars,
        total: row.total,
        disclosed: row.cycle.state == CycleState::Disclosed,
    });
    let what = Versioned { kind: SubjectKind::Cycle, id: row.id, version: row.cycle.version };
    let headers = [
        ("content-security-policy", POLICY),
        ("access-control-allow-origin", "*"),
        ("cross-origin-resource-policy", "cross-origin"),
    ];
    let answer = Answer::file("image/svg+xml; charset=utf-8", picture).of(what).public(KEPT);
    Ok(headers
        .iter()
        .fold(answer, |answer, (name, value)| answer.with_header(name, (*value).to_owned())))
}
