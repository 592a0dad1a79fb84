//! Computed scores over HTTP: computing a cycle, its league table, and the explanation and the sheet of each score.

mod compute;
mod explain;
mod league;
mod sheet;
mod table;

use ::rating::Rated;
use access::{Action, authorize};
use kernel::{Code, Refusal, Uuid};
use persistence::{
    StoreError,
    rating::{SchemeRow, ScoreRow, scheme_by_id, score_by_id},
};

use crate::{ctx::Ctx, http::Problem, routes::Registry};

pub(crate) use compute::reckoned;

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(compute::compute)
        .service(league::list)
        .service(table::export)
        .service(explain::explain)
        .service(sheet::export);
}

/// A score that the caller may read, with the scheme that made it.
async fn readable(ctx: &Ctx, id: Uuid) -> Result<(ScoreRow, SchemeRow), Problem> {
    let row = score_by_id(ctx.reader(), id).await?.ok_or_else(Refusal::missing)?;
    let whose = Rated { path: row.path, enterprise: row.score.enterprise };
    authorize(&ctx.actor, Action::ScoreRead, &whose).map_err(|_| Code::NotFound)?;
    let scheme = scheme_by_id(ctx.reader(), row.scheme).await?;
    Ok((row, scheme.ok_or(StoreError::Corrupt("rating_cycle.scheme_id"))?))
}
