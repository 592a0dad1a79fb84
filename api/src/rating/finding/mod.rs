//! Findings 检查发现 over HTTP: filed by those who score an indicator, rectified by the enterprise, verified and withdrawn.

mod file;
mod get;
mod list;
mod parts;
mod rectify;
mod verify;
mod view;
mod withdraw;

pub(crate) use file::{NewFinding, filed};

use access::{Action, Permit, authorize};
use kernel::{FindingId, Refusal, Refused};
use persistence::rating::finding_by_id;
use rating::finding::{Finding, FindingChange};

use crate::{
    ctx::Ctx,
    http::{Answer, Problem},
    routes::Registry,
};

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(list::list)
        .service(file::file)
        .service(get::get)
        .service(rectify::rectify)
        .service(verify::verify)
        .service(withdraw::withdraw);
}

/// Takes a step of a finding, and answers with the finding as it is afterwards.
async fn step(
    ctx: &Ctx,
    id: FindingId,
    action: Action,
    apply: impl Fn(&Finding, &Permit) -> Refused<FindingChange>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let before = finding_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, action, &before)?;
        ctx.match_version(before.version, false)?;
        let change = apply(&before, &permit)
            .map_err(|refusal| refusal.allowing(|| view::allowed(ctx, &before)))?;
        if action == Action::FindingWithdraw {
            file::still_taken(tx, &before.path, (before.found_on, before.due_on)).await?;
        }
        tx.save_finding(&change).await?;
        view::answer(ctx, tx, &change.after).await
    })
    .await
}
