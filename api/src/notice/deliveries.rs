//! `listNoticeDeliveries`: what went out to people, and what came of it.

use access::Action;
use actix_web::get;
use notice::{MessageState, SendFault, Way};
use persistence::message::{MessageAttempt, MessageFilter, MessageRow, message_attempts, messages};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    ctx::Ctx,
    http::{Answer, Both, Page, PageParams, Problem, created_at, page},
    identity::{areas, merged},
};

/// Which messages, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    state: Option<MessageState>,
    channel: Option<Way>,
}

/// A message to a person. Its words and its address are not kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "channel": "sms", "template": "resolved",
    "account_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "notice_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e",
    "state": "sent", "attempts": [{"number": 1, "at": "2026-03-01T09:30:00.000+08:00", "failed": null}],
    "created_at": "2026-03-01T09:30:00.000+08:00", "next_at": null, "finished_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct MessageView {
    #[schema(format = "uuid", max_length = 36)]
    id: String,
    channel: Way,
    /// `code`, or which notice it is.
    #[schema(max_length = 40)]
    template: String,
    /// Whom it goes to; null for a code.
    #[schema(format = "uuid", max_length = 36)]
    account_id: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    notice_id: Option<String>,
    state: MessageState,
    /// The last ones first.
    #[schema(max_items = 20)]
    attempts: Vec<MessageAttemptView>,
    #[schema(format = "date-time", max_length = 40)]
    created_at: String,
    /// When it is tried next.
    #[schema(format = "date-time", max_length = 40)]
    next_at: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    finished_at: Option<String>,
}

/// One attempt to send it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MessageAttemptView {
    #[schema(minimum = 1)]
    number: i32,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
    failed: Option<SendFault>,
}

/// List the messages to accounts managed in one's area, newest first. Those that ended are kept for 30 days.
///
/// Codes go to numbers, not to accounts: they are listed for whoever administers everything.
#[utoipa::path(tag = "notices", operation_id = "listNoticeDeliveries", params(Filter, PageParams),
    responses((status = 200, body = Page<MessageView>)))]
#[get("/v1/notice-deliveries")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(Filter { state, channel }, part) = params;
    let areas = areas(&ctx.actor, Action::MessageRead)?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let read = async |after, limit| {
        let read = async |within| {
            let filter = MessageFilter { within, state, channel };
            messages(ctx.reader(), filter, after, limit).await
        };
        merged(&areas, limit, read, |row: &MessageRow| row.id.0).await
    };
    let rows = paging.rows(after, read).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let attempts = message_attempts(ctx.reader(), &ids).await?;
    page(&ctx, &paging, &rows, |row| row.id.0.as_bytes().to_vec(), |row| view(&ctx, row, &attempts))
}

fn view(ctx: &Ctx, row: &MessageRow, attempts: &[MessageAttempt]) -> MessageView {
    let own = attempts.iter().filter(|attempt| attempt.message_id == row.id).take(20);
    let waits = row.state == MessageState::Waiting;
    MessageView {
        id: row.id.to_string(),
        channel: row.channel,
        template: row.template.clone(),
        account_id: row.account_id.map(|id| id.to_string()),
        notice_id: row.notice_id.map(|id| id.to_string()),
        state: row.state,
        attempts: own
            .map(|attempt| MessageAttemptView {
                number: attempt.number,
                at: ctx.time(attempt.at),
                failed: attempt.failed,
            })
            .collect(),
        created_at: created_at(ctx, row.id.0),
        next_at: waits.then(|| ctx.time(row.next_at)),
        finished_at: row.finished_at.map(|at| ctx.time(at)),
    }
}
