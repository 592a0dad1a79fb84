//! Rating cycles 评价周期 over HTTP: a district plans, opens and cancels them, and everyone may read them.

mod cancel;
mod disclose;
mod finalize;
mod get;
mod list;
mod open;
mod plan;
mod start;
mod subjects;
mod view;

use access::{Action, Permit, authorize};
pub(crate) use disclose::disclosed;
use kernel::{CycleId, Refusal};
pub(crate) use open::opened;
use persistence::{Failure, Tx};
pub(crate) use plan::{PlanBody, planned};
use rating::cycle::Cycle;

use crate::{
    ctx::Ctx,
    http::{Answer, Problem},
    routes::Registry,
};

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(list::list)
        .service(plan::plan)
        .service(get::get)
        .service(open::open)
        .service(start::start)
        .service(disclose::disclose)
        .service(finalize::finalize)
        .service(cancel::cancel)
        .service(subjects::subjects);
}

/// Takes a step of a cycle, and answers with the cycle as it is afterwards.
async fn step(
    ctx: &Ctx,
    id: CycleId,
    action: Action,
    take: impl AsyncFn(&Tx, &Cycle, &Permit) -> Result<Cycle, Failure>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let before = tx.hold_cycle(id).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, action, &before)?;
        ctx.match_version(before.version, false)?;
        let after = take(tx, &before, &permit).await;
        let told = |refusal| told(ctx, &before, refusal);
        let after = after.map_err(|failure| failure.map_refusal(told))?;
        view::answer(ctx, tx, &after).await
    })
    .await
}

/// A conflict says what the caller may do instead.
pub(super) fn told(ctx: &Ctx, cycle: &Cycle, refusal: Refusal) -> Refusal {
    refusal.allowing(|| view::allowed(ctx, cycle))
}
