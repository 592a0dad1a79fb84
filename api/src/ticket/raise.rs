//! `raiseTicket` 升格上提.

use access::Action;
use actix_web::post;
use chrono::{DateTime, FixedOffset};
use kernel::{Moment, TicketId};
use serde::Deserialize;
use ticket::{Beyond, Detail, Raising, Ticket};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, supervise::in_a_workday, view::TicketView};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Id, IdPath, Late, Problem},
};

/// Why it has to go up.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "督办两次仍未解决,提请街道协调"}))]
pub(crate) struct RaiseBody {
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
    /// By when the level above says what becomes of it; the same time of the next workday when not given.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime, max_length = 40)]
    answer_by: Option<DateTime<FixedOffset>>,
}

/// What is raised, with its date.
pub(crate) fn raising(by: By<'_>, ticket: &Ticket, reason: &str, given: Option<Moment>) -> Detail {
    let answer_by = in_a_workday(by, ticket, given);
    Detail::Beyond(Beyond::Raise(Raising { reason: reason.to_owned(), answer_by }))
}

/// Raise a matter to the level above.
///
/// By the branch secretary to the community, by the community to the street, by the street to the district; none of
/// whom had a part in the case. From then on that level dispatches it, and it answers in time what becomes of the
/// matter; where it does not, the matter goes up again.
#[utoipa::path(tag = "tickets", operation_id = "raiseTicket", params(IdPath), request_body = RaiseBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/raise")]
pub(crate) async fn raise(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<RaiseBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::Raise, async |_, ticket| {
        let told = body.get()?;
        let given = told.answer_by.map(|at| at.to_utc());
        Ok(raising(ctx.by(), ticket, &told.reason, given))
    })
    .await
}
