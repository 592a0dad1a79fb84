//! One decision about a residency: load, authorize, apply, save.

use access::{Action, Permit, authorize};
use kernel::{Refusal, ResidencyId};
use persistence::{Failure, Tx, place::residency_by_id};
use place::Residency;

use super::view::{allowed, answer};
use crate::{
    ctx::Ctx,
    http::{Answer, Problem},
};

/// Decides. `apply` is asked only once the decision is known to be permitted and possible now.
pub(super) async fn decide(
    ctx: &Ctx,
    id: ResidencyId,
    action: Action,
    apply: impl AsyncFn(&Tx, &Residency, &Permit) -> Result<Residency, Failure>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let before = residency_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, action, &before.subject())?;
        ctx.match_version(before.version, false)?;
        if !before.legal().any(|legal| legal == action) {
            let allowed = allowed(&ctx.actor, &before);
            return Err(Refusal { allowed, ..Refusal::not_now(before.state.as_str()) }.into());
        }
        let after = apply(tx, &before, &permit).await?;
        tx.save_residency(&permit, before.state, &after).await?;
        answer(ctx, tx, &after).await
    })
    .await
}
