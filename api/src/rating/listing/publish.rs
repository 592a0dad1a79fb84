//! `publishList`: another person than who proposed it publishes a list.

use access::{Action, authorize};
use actix_web::post;
use kernel::ListId;
use persistence::rating::{bad_records, listings_of};
use rating::listing::Listing;

use super::{list_view::ListView, step};
use crate::{
    ctx::Ctx,
    http::{Answer, Empty, Id, IdPath, Late, Problem},
};

/// Publish a red or a black list.
///
/// Once the time for objections is over and each is decided; never by who proposed it. Of a red list whoever has a bad record
/// in effect by now is dropped. Everyone may read it then, without an account.
#[utoipa::path(tag = "ratings", operation_id = "publishList", params(IdPath), request_body = Empty,
    responses((status = 200, body = ListView, headers(("ETag" = String)))))]
#[post("/v1/lists/{id}/publish")]
pub(crate) async fn publish(
    ctx: Ctx,
    id: Id<ListId>,
    body: Late<Empty>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::ListPublish, async |tx, list, permit| {
        list.publishable(ctx.now)?;
        body.get()?;
        let bad = bad_records(tx, ctx.today()).await?;
        let counted = |one: Listing| {
            let records = bad.get(&one.enterprise).copied().unwrap_or_default();
            (one, records)
        };
        let listings = listings_of(tx, list.id).await?;
        let listings: Vec<_> = listings.into_iter().map(counted).collect();
        let drops = |one: &Listing| Ok(authorize(&ctx.actor, Action::ListingDrop, one)?);
        let (change, dropped) = list.publish(permit, &listings, drops, ctx.now)?;
        for one in &dropped {
            tx.save_listing(one).await?;
        }
        tx.save_list(&change).await?;
        Ok(change.after)
    })
    .await
}
