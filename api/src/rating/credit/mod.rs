//! The credit ledger 诚信台账 over HTTP: good and bad records of enterprises, and the grade that they make.

mod add;
mod cards;
mod claim;
mod claim_view;
mod decide;
mod extend;
mod get;
mod grade;
mod list;
mod reverse;
mod view;

pub(crate) use add::{NewCreditEntry, recorded};
pub(crate) use cards::follow;

use access::{Action, Permit, authorize};
use kernel::{CreditEntryId, Refusal, Refused};
use persistence::rating::credit_record;
use rating::credit::{CreditChange, CreditRecord};

use crate::{
    ctx::Ctx,
    http::{Answer, Problem},
    routes::Registry,
};

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(list::list)
        .service(add::add)
        .service(get::get)
        .service(reverse::reverse)
        .service(claim::object_to)
        .service(claim::seek_repair)
        .service(extend::extend)
        .service(decide::decide_objection)
        .service(decide::decide_repair)
        .service(grade::grade);
}

/// Takes a step of a record, and answers with the record as it is afterwards.
async fn step(
    ctx: &Ctx,
    id: CreditEntryId,
    action: Action,
    apply: impl Fn(&CreditRecord, &Permit) -> Refused<CreditChange>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let before = credit_record(tx, id).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, action, &before)?;
        ctx.match_version(before.version, false)?;
        let change = apply(&before, &permit)
            .map_err(|refusal| refusal.allowing(|| view::allowed(ctx, &before)))?;
        tx.save_credit(&change).await?;
        view::answer(ctx, tx, &change.after).await
    })
    .await
}
