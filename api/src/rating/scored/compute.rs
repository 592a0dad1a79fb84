//! `computeCycle`: the scores of all estates of a cycle, from what was handed in, found and measured.

use std::cell::Cell;

use ::rating::{Computed, Scheme, cycle::Cycle, places};
use access::{Action, SubjectKind, authorize};
use actix_web::post;
use kernel::{Code, CycleId, Fault, FieldError, Moment, Refusal, SchemeId, Uuid};
use persistence::{
    Conn, Failure, StoreError, Tx,
    rating::{
        Gathered, Mark, computation, cycle_by_id, gather_cycle, gathered_mark, scheme_by_id,
        unsettled,
    },
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    crypto::hex,
    ctx::Ctx,
    http::{Answer, Empty, Id, IdPath, Late, Problem, Versioned},
    rating::cycle::told,
};

/// How often computing begins where something was filed or decided meanwhile.
const TRIES: usize = 3;
/// Sheets that are named where some are missing.
const NAMED: u32 = 20;

/// How a cycle was computed.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CycleComputation, example = json!({
    "cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "state": "computed", "scheme_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "scores": 120, "times": 1, "digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    "computed_at": "2027-01-20T09:30:00.000+08:00", "version": 4
}))]
pub(crate) struct ComputationView {
    #[schema(format = "uuid", max_length = 36)]
    cycle_id: Uuid,
    state: ::rating::cycle::CycleState,
    #[schema(format = "uuid", max_length = 36)]
    scheme_id: Uuid,
    /// Estates that have a score.
    #[schema(minimum = 0)]
    scores: i32,
    /// How often it was computed.
    #[schema(minimum = 1)]
    times: i32,
    /// SHA-256 over the inputs and results of all scores: the same where nothing was changed.
    #[schema(min_length = 64, max_length = 64)]
    digest: String,
    #[schema(format = "date-time", max_length = 40)]
    computed_at: String,
    /// Of the cycle.
    #[schema(minimum = 1)]
    version: i32,
}

/// Compute the scores of a cycle that is being scored.
///
/// Every sheet is signed, or was gone on without; else 409 `sheets_unsettled` names the first twenty that are missing. The
/// same inputs make the same bytes in whatever order they came, as the digest tells. A computed cycle can be computed again.
#[utoipa::path(tag = "ratings", operation_id = "computeCycle", params(IdPath), request_body = Empty,
    responses((status = 200, body = ComputationView, headers(("ETag" = String)))))]
#[post("/v1/cycles/{id}/compute")]
pub(crate) async fn compute(
    ctx: Ctx,
    id: Id<CycleId>,
    body: Late<Empty>,
) -> Result<Answer, Problem> {
    for attempt in 1.. {
        let cycle = cycle_by_id(ctx.reader(), id.0).await?.ok_or(Code::NotFound)?;
        authorize(&ctx.actor, Action::CycleCompute, &cycle)?;
        body.get()?;
        ctx.match_version(cycle.version, false)?;
        cycle.computable().map_err(|refusal| told(&ctx, &cycle, refusal))?;
        settled(ctx.reader(), &cycle).await?;
        let (mark, scheme_id, scores) = reckoned(&ctx.app, &cycle, ctx.now).await?;
        let moved = Cell::new(false);
        let answer = ctx
            .write(async |tx| {
                moved.set(false);
                let before = tx.hold_cycle(cycle.id).await?.ok_or_else(Refusal::missing)?;
                let permit = authorize(&ctx.actor, Action::CycleCompute, &before)?;
                if before.version != cycle.version || gathered_mark(tx, &before).await? != mark {
                    moved.set(true);
                    return Err(Refusal::not_now(before.state.as_str()).into());
                }
                let change = before.compute(&permit, ctx.now)?;
                tx.save_computation(&change, (scheme_id, &scores)).await?;
                shown(&ctx, tx, &change.after).await
            })
            .await;
        if !moved.get() || attempt == TRIES {
            return answer;
        }
    }
    Err(Code::InternalError.into())
}

/// # Errors
/// `sheets_unsettled`, with the first of them.
async fn settled(db: &impl Conn, cycle: &Cycle) -> Result<(), Problem> {
    let missing = unsettled(db, cycle.id, NAMED).await?;
    if missing.is_empty() {
        return Ok(());
    }
    let named = missing.iter().map(|id| FieldError::body(format!("sheets/{id}"), Fault::Required));
    Err(Refusal { errors: named.collect(), ..Refusal::new(Code::SheetsUnsettled) }.into())
}

/// The scores of all that is there now, and by what it is known again whether something came since.
pub(crate) async fn reckoned(
    app: &App,
    cycle: &Cycle,
    now: Moment,
) -> Result<(Mark, SchemeId, Vec<Computed>), Failure> {
    let id = cycle.scheme.ok_or(StoreError::Corrupt("rating_cycle.scheme_id"))?;
    let row = scheme_by_id(app.store.reader(), id).await?;
    let scheme = row.ok_or(StoreError::Corrupt("rating_cycle.scheme_id"))?.scheme;
    let found = app.store.snapshot(async |db| gather_cycle(db, cycle, now).await).await?;
    Ok((found.mark, id, scored(scheme, found).await?))
}

/// The scores in the order of the league table; nobody else waits for the reckoning.
async fn scored(scheme: Scheme, found: Gathered) -> Result<Vec<Computed>, StoreError> {
    let work = move || {
        let mut scores: Vec<Computed> = found
            .estates(&scheme)
            .map(|(which, inputs)| Computed::of(&scheme, which, &inputs))
            .collect();
        places(&mut scores);
        scores
    };
    let broken = |_| StoreError::Broken("the scores were not reckoned to the end".into());
    tokio::task::spawn_blocking(work).await.map_err(broken)
}

async fn shown(ctx: &Ctx, tx: &Tx, cycle: &Cycle) -> Result<Answer, Failure> {
    let done = computation(tx, cycle.id).await?;
    let done = done.ok_or(StoreError::Corrupt("rating_computation"))?;
    let view = ComputationView {
        cycle_id: cycle.id.0,
        state: cycle.state,
        scheme_id: cycle.scheme.map(|id| id.0).unwrap_or_default(),
        scores: done.scores,
        times: done.times,
        digest: hex(&done.digest),
        computed_at: ctx.time(done.at),
        version: cycle.version,
    };
    let what = Versioned { kind: SubjectKind::Cycle, id: cycle.id.0, version: cycle.version };
    Ok(Answer::ok(&view)?.of(what))
}
