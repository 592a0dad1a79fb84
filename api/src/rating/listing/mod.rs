//! Red and black lists 红黑榜 over HTTP: proposed from final results, told to those who are on them, objected to, and published.

mod decide;
mod get;
mod get_proposal;
mod list;
mod list_view;
mod object;
mod propose;
mod public;
mod public_view;
mod publish;
mod view;
mod withdraw;

use access::{Action, Permit, authorize};
use kernel::{ListId, ListingId, Refusal};
use persistence::{Failure, Tx, rating::listing_by_id};
pub(crate) use propose::{ListProposal, ToldRule, proposed};
use rating::listing::{Listing, ListingChange, RatingList};

use crate::{
    ctx::Ctx,
    http::{Answer, Problem},
    routes::Registry,
};

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(public::list)
        .service(propose::propose)
        .service(public::get)
        .service(get_proposal::get)
        .service(publish::publish)
        .service(withdraw::withdraw)
        .service(list::list)
        .service(get::get)
        .service(object::object_to)
        .service(decide::decide);
}

/// Takes a step of a list, and answers with the list as it is afterwards. Nothing else happens on it meanwhile.
async fn step(
    ctx: &Ctx,
    id: ListId,
    action: Action,
    take: impl AsyncFn(&Tx, &RatingList, &Permit) -> Result<RatingList, Failure>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let before = tx.hold_list(id).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, action, &before)?;
        ctx.match_version(before.version, false)?;
        let told = |refusal: Refusal| refusal.allowing(|| list_view::allowed(ctx, &before));
        let after = take(tx, &before, &permit).await;
        let after = after.map_err(|failure| failure.map_refusal(told))?;
        list_view::answer(ctx, tx, &after).await
    })
    .await
}

/// Takes a step of a listing, and answers with the listing as it is afterwards. Nothing else happens on its list meanwhile.
async fn listing_step(
    ctx: &Ctx,
    id: ListingId,
    action: Action,
    take: impl AsyncFn(&Tx, &Listing, &Permit) -> Result<ListingChange, Failure>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let before = listing_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, action, &before)?;
        ctx.match_version(before.version, false)?;
        let list = tx.hold_list(before.list).await?.ok_or_else(Refusal::missing)?;
        let before = Listing { list_state: list.state, ..before };
        let told = |refusal: Refusal| refusal.allowing(|| view::allowed(ctx, &before));
        before.step(action, ctx.now).map_err(told)?;
        let change = take(tx, &before, &permit).await?;
        tx.save_listing(&change).await?;
        view::answer(ctx, tx, &change.after).await
    })
    .await
}
