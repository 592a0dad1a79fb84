//! `superviseTicket` 督单.

use access::Action;
use actix_web::post;
use chrono::{DateTime, FixedOffset};
use kernel::{Moment, TicketId};
use serde::Deserialize;
use ticket::{Detail, Supervising, SupervisionKind, Ticket};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::{By, Ctx},
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
    /// After now; the same time of the next workday when not given to a reminder. Orders and cards need it.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime, max_length = 40)]
    answer_by: Option<DateTime<FixedOffset>>,
}

/// The date that was given, else the same time of the next workday.
pub(super) fn in_a_workday(by: By<'_>, ticket: &Ticket, given: Option<Moment>) -> Moment {
    given.unwrap_or_else(|| by.app.clockwork().answer_by(ticket, by.now))
}

/// A supervision with its date: a reminder that names none leaves a workday.
pub(crate) fn asked(
    by: By<'_>,
    ticket: &Ticket,
    kind: SupervisionKind,
    note: &str,
    given: Option<Moment>,
) -> Supervising {
    let answer_by = match kind {
        SupervisionKind::Reminder => Some(in_a_workday(by, ticket, given)),
        _ => given,
    };
    Supervising { kind, note: note.to_owned(), answer_by }
}

/// Supervise a ticket: remind, order, or show a card.
///
/// By the branch secretary, the specialist (reminders and orders) and the levels above, none of whom had a part in
/// the case. The unit asked follows from the case: the dispatching unit until it is accepted, then the handler's
/// organisation; a volunteer gets reminders and orders, no cards. What is not answered in time is asked for with more
/// weight: a reminder becomes an order, an order a card, and then the matter is raised.
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
    step(&ctx, id.0, action, async |_, ticket| {
        let told = body.get()?;
        let given = told.answer_by.map(|at| at.to_utc());
        Ok(Detail::Supervise(asked(ctx.by(), ticket, told.kind, &told.note, given)))
    })
    .await
}
