//! `followUpTicket` 回访.

use access::Action;
use actix_web::post;
use kernel::TicketId;
use serde::Deserialize;
use ticket::{Call, Detail};
use utoipa::ToSchema;
use validator::Validate;

use super::{step::step, view::TicketView};
use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
};

/// What the call brought.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reached": true, "solved": true, "satisfied": true, "note": "居民表示电梯已恢复正常"}))]
pub(crate) struct FollowUpBody {
    /// Whether the person was reached.
    reached: bool,
    /// Needed where they were reached.
    #[serde(default)]
    solved: Option<bool>,
    #[serde(default)]
    satisfied: Option<bool>,
    #[serde(default)]
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    note: Option<String>,
}

/// Follow up on a resolution.
///
/// By the branch secretary, the specialist or the community officer, none of whom had a part in the case. "Not
/// solved" reopens the ticket in the same change. Where there is no reporter account it is the verdict.
#[utoipa::path(tag = "tickets", operation_id = "followUpTicket", params(IdPath), request_body = FollowUpBody,
    responses((status = 200, body = TicketView, headers(("ETag" = String)))))]
#[post("/v1/tickets/{id}/follow-up")]
pub(crate) async fn follow_up(
    ctx: Ctx,
    id: Id<TicketId>,
    body: Late<FollowUpBody>,
) -> Result<Answer, Problem> {
    step(&ctx, id.0, Action::FollowUp, async |_, _| {
        let told = body.get()?;
        Ok(Detail::FollowUp(Call {
            reached: told.reached,
            solved: told.solved,
            satisfied: told.satisfied,
            note: told.note.clone(),
        }))
    })
    .await
}
