//! `dispatchTicket` 下单.

use access::Action;
use actix_web::post;
use kernel::{AccountId, Fault, OrganizationId, Refusal, TicketId};
use persistence::ticket::{Named, assignment};
use serde::Deserialize;
use ticket::{Detail, Target};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Where a ticket goes: exactly one of the three.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Destination {
    /// The volunteers' pool of the estate.
    #[serde(default)]
    pool: Option<bool>,
    /// A worker or manager of the enterprise under contract, or a volunteer of the estate.
    #[serde(default)]
    account_id: Option<AccountId>,
    /// The enterprise under contract; a department when the community or the street dispatches.
    #[serde(default)]
    organization_id: Option<OrganizationId>,
}

impl Destination {
    pub(super) fn target(&self) -> Result<Target, Refusal> {
        match (self.pool, self.account_id, self.organization_id) {
            (Some(true), None, None) => Ok(Target::Pool),
            (None | Some(false), Some(id), None) => Ok(Target::Account(id)),
            (None | Some(false), None, Some(id)) => Ok(Target::Organization(id)),
            (None | Some(false), None, None) => Err(Refusal::field("to", Fault::Required)),
            _ => Err(Refusal::field("to", Fault::NotAllowed)),
        }
    }
}

/// Where it goes, and who helps.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"to": {"pool": true}, "note": "请就近的志愿者接单"}))]
pub(crate) struct DispatchBody {
    #[validate(nested)]
    to: Destination,
    /// Up to five workers or volunteers; the handler leads and alone resolves.
    #[serde(default)]
    #[validate(length(max = 5))]
    #[schema(max_items = 5)]
    helpers: Vec<AccountId>,
    #[serde(default)]
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    note: Option<String>,
}

/// Dispatch a ticket to a person, an organisation, or the volunteers' pool.
///
/// By the dispatcher or manager of the enterprise under contract; by the community officer where there is none,
/// and for raised tickets.
#[utoipa::path(tag = "tickets", operation_id = "dispatchTicket", params(IdPath), request_body = DispatchBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/dispatch")]
pub(crate) async fn dispatch(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<DispatchBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Dispatch, async |tx, ticket| {
        let told = body.get()?;
        let named = Named {
            to: told.to.target()?,
            helpers: told.helpers.clone(),
            words: told.note.clone(),
        };
        Ok(Detail::Dispatch(assignment(tx, ticket, named, ctx.now).await?))
    })
    .await
}
