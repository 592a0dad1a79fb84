//! How a whistle is shown.

use kernel::{TicketId, Uuid};
use serde::Serialize;
use ticket::{Task, Whistle, WhistleKind, WhistleState};
use utoipa::ToSchema;

use crate::ctx::Ctx;

/// A whistle (吹哨) with what each department has to do.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "ticket_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "number": 1, "kind": "hard_case", "state": "approved",
    "state_label": "已吹哨", "reason": "电线杆占道", "by": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f",
    "at": "2026-03-01T10:02:11.120+08:00", "due_at": "2026-03-03T10:02:11.120+08:00", "stuck_at": null, "tasks": []
}))]
pub(crate) struct WhistleView {
    #[schema(format = "uuid", max_length = 36)]
    ticket_id: Uuid,
    #[schema(minimum = 1)]
    number: i32,
    kind: WhistleKind,
    state: WhistleState,
    #[schema(max_length = 40)]
    state_label: &'static str,
    #[schema(max_length = 1000)]
    reason: String,
    #[schema(format = "uuid", max_length = 36)]
    by: Uuid,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
    #[schema(format = "uuid", max_length = 36)]
    ruled_by: Option<Uuid>,
    #[schema(format = "date-time", max_length = 40)]
    ruled_at: Option<String>,
    #[schema(max_length = 1000)]
    words: Option<String>,
    /// When the next hand-over is due.
    #[schema(format = "date-time", max_length = 40)]
    due_at: Option<String>,
    /// When the watchdog found that it was not made.
    #[schema(format = "date-time", max_length = 40)]
    stuck_at: Option<String>,
    #[schema(max_items = 9)]
    tasks: Vec<TaskView>,
}

/// What one department has to do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TaskView {
    #[schema(format = "uuid", max_length = 36)]
    organization_id: Uuid,
    lead: bool,
    #[schema(format = "date-time", max_length = 40)]
    report_by: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    on_site_by: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    finish_by: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    reported_by: Option<Uuid>,
    #[schema(format = "date-time", max_length = 40)]
    reported_at: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    on_site_at: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    finished_at: Option<String>,
    #[schema(max_length = 2000)]
    result: Option<String>,
    #[schema(minimum = 1, maximum = 5)]
    stars: Option<i32>,
    #[schema(max_length = 1000)]
    comment: Option<String>,
}

pub(crate) fn whistle_view(ctx: &Ctx, ticket: TicketId, whistle: &Whistle) -> WhistleView {
    WhistleView {
        ticket_id: ticket.0,
        number: whistle.number,
        kind: whistle.kind,
        state: whistle.state,
        state_label: whistle.state.label().in_language(ctx.language()),
        reason: whistle.reason.clone(),
        by: whistle.by,
        at: ctx.time(whistle.at),
        ruled_by: whistle.ruled_by,
        ruled_at: whistle.ruled_at.map(|at| ctx.time(at)),
        words: whistle.words.clone(),
        due_at: whistle.due_at.map(|at| ctx.time(at)),
        stuck_at: whistle.stuck_at.map(|at| ctx.time(at)),
        tasks: whistle.tasks.iter().map(|task| view(ctx, task)).collect(),
    }
}

fn view(ctx: &Ctx, task: &Task) -> TaskView {
    TaskView {
        organization_id: task.organization.0,
        lead: task.lead,
        report_by: task.report_by.map(|at| ctx.time(at)),
        on_site_by: task.on_site_by.map(|at| ctx.time(at)),
        finish_by: task.finish_by.map(|at| ctx.time(at)),
        reported_by: task.reported_by,
        reported_at: task.reported_at.map(|at| ctx.time(at)),
        on_site_at: task.on_site_at.map(|at| ctx.time(at)),
        finished_at: task.finished_at.map(|at| ctx.time(at)),
        result: task.result.clone(),
        stars: task.stars,
        comment: task.comment.clone(),
    }
}
