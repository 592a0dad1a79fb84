//! `amendTicket` 更正.

use access::Action;
use actix_web::post;
use kernel::{CategoryId, Fault, Refusal, TicketId};
use persistence::ticket::category;
use serde::Deserialize;
use ticket::{Amendment, Detail, Kind, Priority, Visibility};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What is put right; at least one of the four.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"priority": "urgent", "reason": "有老人被困,提高优先级"}))]
pub(crate) struct AmendBody {
    #[serde(default)]
    category_id: Option<CategoryId>,
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    priority: Option<Priority>,
    #[serde(default)]
    visibility: Option<Visibility>,
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Put category, kind, priority or visibility right, with a reason.
///
/// By the dispatcher of the enterprise under contract and the community officer.
#[utoipa::path(tag = "tickets", operation_id = "amendTicket", params(IdPath), request_body = AmendBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/amend")]
pub(crate) async fn amend(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<AmendBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Amend, async |tx, _| {
        let told = body.get()?;
        let category = match told.category_id {
            None => None,
            Some(id) => {
                let found = category(tx, id).await?;
                Some(found.ok_or_else(|| Refusal::field("category_id", Fault::NotFound))?)
            }
        };
        Ok(Detail::Amend(Amendment {
            category,
            kind: told.kind,
            priority: told.priority,
            visibility: told.visibility,
            reason: told.reason.clone(),
        }))
    })
    .await
}
