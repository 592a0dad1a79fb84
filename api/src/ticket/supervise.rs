//! `superviseTicket` 督单.

use access::Action;
use actix_web::post;
use chrono::{DateTime, FixedOffset};
use kernel::TicketId;
use serde::Deserialize;
use ticket::{Detail, Supervising, SupervisionKind};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// A reminder, an order, or a card.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"kind": "order", "note": "居民多次反映,请当日到场处理并答复", "answer_by": "2027-03-02T18:00:00+08:00"}))]
pub(crate) struct SuperviseBody {
    kind: SupervisionKind,
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    note: String,
    /// Needed for orders and cards; after now.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime, max_length = 40)]
    answer_by: Option<DateTime<FixedOffset>>,
}

/// Supervise a ticket: remind, order, or show a card.
///
/// By the branch secretary, the specialist (reminders and orders) and the levels above, none of whom had a part in
/// the case. The unit asked follows from the case: the dispatching unit until it is accepted, then the handler's
/// organisation; a volunteer gets reminders and orders, no cards.
#[utoipa::path(tag = "tickets", operation_id = "superviseTicket", params(IdPath), request_body = SuperviseBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/supervise")]
pub(crate) async fn supervise(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<SuperviseBody>,
) -> Result<Answer, Problem> {
    // A card needs a right of its own; whatever cannot be read is judged as the lesser kind.
    let action = body.get().map_or(Action::Supervise, |told| told.kind.action());
    step(&ctx, id.0, action, async |_, _| {
        let told = body.get()?;
        Ok(Detail::Supervise(Supervising {
            kind: told.kind,
            note: told.note.clone(),
            answer_by: told.answer_by.map(|at| at.to_utc()),
        }))
    })
    .await
}
