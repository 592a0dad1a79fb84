//! Objections 评分异议 over HTTP: raised while a cycle is disclosed, decided by others than those who scored, checked again.

mod decide;
mod decision;
mod extend;
mod get;
mod list;
mod object;
mod parts;
mod recheck;
mod view;

pub(crate) use decide::decided;
pub(crate) use decision::DecisionBody;
pub(crate) use object::{NewObjection, filed};
pub(crate) use parts::RevisionView;
pub(super) use parts::revision;

use access::{Action, Permit, authorize};
use kernel::{ObjectionId, Refusal};
use persistence::{Failure, Tx, rating::objection_by_id};
use rating::objection::{Objection, ObjectionChange};

use crate::{
    ctx::Ctx,
    http::{Answer, Problem},
    routes::Registry,
};

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(object::object_to)
        .service(list::list)
        .service(get::get)
        .service(extend::extend)
        .service(decide::decide)
        .service(recheck::request)
        .service(recheck::decide);
}

/// Takes a step of an objection, and answers with the objection as it is afterwards. Nothing else happens in its cycle
/// meanwhile.
async fn step(
    ctx: &Ctx,
    id: ObjectionId,
    action: Action,
    take: impl AsyncFn(&Tx, &Objection, &Permit) -> Result<ObjectionChange, Failure>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let before = objection_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, action, &before)?;
        ctx.match_version(before.version, false)?;
        let cycle = tx.hold_disclosed(before.cycle).await?.ok_or_else(Refusal::missing)?;
        let before = Objection { cycle_state: cycle.state, ..before };
        let told = |refusal: Refusal| refusal.allowing(|| view::allowed(ctx, &before));
        before.step(action, ctx.now).map_err(told)?;
        let change = take(tx, &before, &permit).await?;
        tx.save_objection(&change).await?;
        view::answer(ctx, tx, &change.after).await
    })
    .await
}
