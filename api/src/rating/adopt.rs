//! `adoptScheme`: the second person puts a scheme in force in its district.

use access::{Action, Level, Permit, authorize};
use actix_web::post;
use kernel::{Moment, Refusal, SchemeId};
use persistence::{
    Failure, Tx,
    rating::{SchemeRow, in_force},
};
use rating::{Desk, Standpoint, shipped_by_id};

use super::view::{SchemeDetail, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Empty, Id, IdPath, Late, Problem},
};

/// Put a scheme in force in its district.
///
/// By someone other than who drafted it, and only where it is sound as a whole; otherwise `scheme_unsound` names every
/// place. It takes the place of the one that was in force.
#[utoipa::path(tag = "ratings", operation_id = "adoptScheme", params(IdPath), request_body = Empty,
    responses((status = 200, body = SchemeDetail, headers(("ETag" = String)))))]
#[post("/v1/schemes/{id}/adopt")]
pub(crate) async fn adopt(
    ctx: Ctx,
    id: Id<SchemeId>,
    body: Late<Empty>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        if shipped_by_id(id.0).is_some() {
            authorize(&ctx.actor, Action::SchemeAdopt, &Desk::open())?;
        }
        let row = tx.hold_scheme(id.0).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, Action::SchemeAdopt, &row.stand.desk())?;
        ctx.match_version(row.stand.version, false)?;
        body.get()?;
        let after = adopted(tx, &row, &permit, ctx.now).await?;
        answer(&ctx, tx, (&after, &row.scheme)).await
    })
    .await
}

/// Puts in force what someone was permitted to; the scheme as it stands then.
pub(crate) async fn adopted(
    tx: &Tx,
    row: &SchemeRow,
    permit: &Permit,
    now: Moment,
) -> Result<Standpoint, Failure> {
    let old = match row.stand.path.at(Level::District) {
        Some(district) => in_force(tx, district).await?,
        None => None,
    };
    let changes = row.stand.adopt(permit, (&row.scheme, old.as_ref()), now)?;
    for change in &changes {
        tx.put_scheme(change).await?;
    }
    let after = changes.into_iter().find(|change| change.after.id == row.stand.id);
    Ok(after.ok_or_else(Refusal::missing)?.after)
}
