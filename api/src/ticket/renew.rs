//! `renewTicket` 逾期重提: a closed matter that is not over, filed anew.

use std::cell::OnceCell;

use access::Action;
use actix_web::post;
use kernel::{Refusal, TicketId};
use persistence::{Failure, Tx};
use serde::Deserialize;
use ticket::{Descent, Detail, Ticket};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    descend::{Heading, descend},
    step::take,
    view::{TicketView, answer},
};
use crate::{
    ctx::{By, Ctx},
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
        let fits = |version| ctx.match_version(version, false);
        let new = again(ctx.by(), tx, id.0, fits, || Ok(body.get()?.reason.clone())).await?;
        let location = format!("/v1/tickets/{}", new.id);
        Ok(answer(&ctx, tx, &new).await?.at(location))
    })
    .await
}

/// The new ticket; `told` is asked for its description only once filing anew is known to be permitted and possible.
pub(crate) async fn again(
    by: By<'_>,
    tx: &Tx,
    id: TicketId,
    fits: impl Fn(i32) -> Result<(), Refusal>,
    told: impl Fn() -> Result<String, Failure>,
) -> Result<Ticket, Failure> {
    let made = OnceCell::new();
    let detail = async |tx: &Tx, old: &Ticket| {
        let reason = told()?;
        let heading = Heading::of(old, reason.clone());
        let new = descend(by, tx, old, Descent::Renewal, heading).await?;
        let by = made.get_or_init(|| new).id;
        Ok(Detail::Renew { by, reason })
    };
    take(by, tx, id, Action::Renew, fits, detail).await?;
    made.into_inner().ok_or_else(|| Refusal::missing().into())
}
