//! Rating sheets 评分表 over HTTP: filled in parts, checked, signed, and ruled on where they are late.

mod check;
mod detail;
mod fill;
mod get;
mod list;
mod rule;
mod sign;
mod view;

use access::{Action, Permit, authorize};
use kernel::{Refusal, Refused, SheetId};
use persistence::{Conn, Failure, StoreError, rating::scheme_by_id};
use rating::{
    Scheme,
    cycle::{Sheet, SheetChange},
};

use crate::{
    ctx::Ctx,
    http::{Answer, Problem},
    routes::Registry,
};

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(list::list)
        .service(get::get)
        .service(fill::fill)
        .service(check::check)
        .service(sign::sign)
        .service(rule::rule);
}

/// The scheme by which a sheet is filled.
pub(crate) async fn scheme_of(db: &impl Conn, sheet: &Sheet) -> Result<Scheme, Failure> {
    let row = scheme_by_id(db, sheet.scheme).await?;
    Ok(row.ok_or(StoreError::Corrupt("rating_sheet.scheme_id"))?.scheme)
}

/// Takes a step of a sheet, and answers with the sheet as it is afterwards.
async fn step(
    ctx: &Ctx,
    id: SheetId,
    action: Action,
    apply: impl Fn(&Sheet, &Permit, &Scheme) -> Refused<SheetChange>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let before = tx.hold_sheet(id).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, action, &before)?;
        ctx.match_version(before.version, false)?;
        let scheme = scheme_of(tx, &before).await?;
        let change = apply(&before, &permit, &scheme)
            .map_err(|refusal| refusal.allowing(|| view::allowed(ctx, &before)))?;
        tx.save_sheet(&change).await?;
        detail::answer(ctx, tx, (&change.after, &scheme)).await
    })
    .await
}
