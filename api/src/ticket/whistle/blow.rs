//! `blowWhistle` 吹哨.

use access::Action;
use actix_web::post;
use kernel::{OrganizationId, TicketId};
use persistence::ticket::serving;
use serde::Deserialize;
use ticket::{Blowing, Detail, WhistleKind};
use utoipa::ToSchema;
use validator::Validate;

use super::super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Who is called, and why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "hard_case", "reason": "电线杆占道,社区多次协调未果,请电力部门牵头到场处置",
    "lead": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "assisting": []
}))]
pub(crate) struct WhistleBody {
    kind: WhistleKind,
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
    /// The department that leads.
    lead: OrganizationId,
    /// Up to eight departments that assist.
    #[serde(default)]
    #[validate(length(max = 8))]
    #[schema(max_items = 8)]
    assisting: Vec<OrganizationId>,
}

/// Call departments to a ticket: a hard case, joint enforcement, or an emergency.
///
/// By the community officer, or its secretary. They are called once the community's principal, who is not the one who
/// blew, approves.
#[utoipa::path(tag = "whistles", operation_id = "blowWhistle", params(IdPath), request_body = WhistleBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/whistles")]
pub(crate) async fn blow(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<WhistleBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::BlowWhistle, async |tx, ticket| {
        let told = body.get()?;
        let named: Vec<OrganizationId> =
            told.assisting.iter().copied().chain([told.lead]).collect();
        Ok(Detail::Blow(Blowing {
            kind: told.kind,
            reason: told.reason.clone(),
            lead: told.lead,
            assisting: told.assisting.clone(),
            departments: serving(tx, ticket, &named).await?,
        }))
    })
    .await
}
