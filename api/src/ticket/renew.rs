//! `renewTicket` 逾期重提: a closed matter that is not over, filed anew.

use access::{Action, authorize};
use actix_web::post;
use kernel::{Fault, Refusal, TicketId};
use persistence::{
    Failure, Tx,
    ticket::{Filing, load_for, site},
};
use serde::Deserialize;
use ticket::{Detail, Renewed, Submission, Ticket};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    step::told,
    view::{TicketView, answer},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What is new about it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "归档两周后,同一处再次漏水"}))]
pub(crate) struct Renewal {
    /// The description of the new ticket.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// File a closed matter anew, after the time in which it could be reopened.
///
/// By the reporter, or who filed it for a caller, once. The new ticket takes over place, category and contact, and each
/// names the other.
#[utoipa::path(tag = "tickets", operation_id = "renewTicket", params(IdPath), request_body = Renewal,
    responses((status = 201, body = TicketView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/tickets/{id}/renew")]
pub(crate) async fn renew(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<Renewal>,
) -> Result<Answer, Problem> {
    ctx.write(async |tx| {
        let old = load_for(tx, id.0, &ctx.actor, ctx.today(), ctx.now).await?;
        let old = old.ok_or_else(Refusal::missing)?;
        let permit = authorize(&ctx.actor, Action::Renew, &old)?;
        ctx.match_version(old.version, false)?;
        old.guard(&permit, ctx.now).map_err(|refusal| told(ctx.by(), &old, refusal))?;
        let reason = body.get()?.reason.clone();
        let told = again(&ctx, tx, &old, reason.clone()).await?;
        let mut new = ticket::submit(&permit, told, ctx.now)?;
        new.clocks = ticket::tick(&[], &new, &ctx.app.clockwork());
        tx.create_ticket(&new).await?;
        let done = old.apply(&permit, Detail::Renew { by: new.after.id, reason }, ctx.now)?;
        tx.save_ticket(&done, old.version).await?;
        let location = format!("/v1/tickets/{}", new.after.id);
        Ok(answer(&ctx, tx, &new.after).await?.at(location))
    })
    .await
}

async fn again(ctx: &Ctx, tx: &Tx, old: &Ticket, reason: String) -> Result<Submission, Failure> {
    let (premises, building) = (old.location.premises_id, old.location.building_id);
    let filing = Filing { estate: old.estate_id, category: old.category_id, premises, building };
    let (site, category) = site(tx, filing, ctx.today()).await?.ok_or_else(Refusal::missing)?;
    let category = category.ok_or_else(|| Refusal::field("category_id", Fault::NotFound))?;
    Ok(Submission {
        id: ctx.id(),
        site,
        category,
        kind: Some(old.kind),
        priority: Some(old.priority),
        visibility: Some(old.visibility),
        description: reason,
        location: old.location.clone(),
        contact: old.contact.clone(),
        on_behalf: old.on_behalf,
        channel: None,
        client_ref: None,
        client_body: None,
        renews: Some(Renewed { ticket: old.id, reporter: old.reporter_id }),
    })
}
