//! `listTicketClocks`: by when what has to be done, and what was kept.

use access::{Action, authorize};
use actix_web::get;
use kernel::{Code, TicketId, Uuid};
use persistence::{clock::clocks, ticket::load_for};
use serde::Serialize;
use ticket::{Clock, ClockKind, Level, Limit};
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Id, IdPath, Page, PageParams, Params, Problem, page},
};

/// A clock of a ticket (时限).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "clock": "resolution", "clock_label": "办结", "number": 1, "organization_id": null, "state": "running", "limit": {"unit": "workdays", "amount": 3},
    "policy_id": null, "policy_version": null, "calendar_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "calendar_version": 1,
    "started_at": "2026-03-02T09:00:00.000+08:00", "target_at": "2026-03-05T09:00:00.000+08:00", "provisional": false,
    "overdue": false, "pauses": [], "stopped_at": null, "stopped_by": null, "met": null,
    "levels": [{"percent": 75, "effect": "notice"}], "reached": 0, "next_level_at": "2026-03-04T11:15:00.000+08:00"
}))]
pub(crate) struct ClockView {
    clock: ClockKind,
    #[schema(max_length = 40)]
    clock_label: &'static str,
    /// From 1 for each kind; that of the supervision for an answer to it.
    #[schema(minimum = 1)]
    number: i32,
    /// The department of which it is expected, where a whistle called it.
    #[schema(format = "uuid", max_length = 36)]
    organization_id: Option<Uuid>,
    /// `running`, `paused` or `stopped`.
    #[schema(max_length = 20)]
    state: &'static str,
    /// Null where people set the date.
    limit: Option<Limit>,
    /// Null where the usual limit of the house holds.
    #[schema(format = "uuid", max_length = 36)]
    policy_id: Option<Uuid>,
    policy_version: Option<i32>,
    #[schema(format = "uuid", max_length = 36)]
    calendar_id: Uuid,
    calendar_version: i32,
    #[schema(format = "date-time", max_length = 40)]
    started_at: String,
    #[schema(format = "date-time", max_length = 40)]
    target_at: String,
    /// Whether it depends on a year whose holidays are not known yet.
    provisional: bool,
    /// Whether it runs beyond its target.
    overdue: bool,
    #[schema(max_items = 100)]
    pauses: Vec<PauseView>,
    #[schema(format = "date-time", max_length = 40)]
    stopped_at: Option<String>,
    /// The action that stopped it.
    #[schema(max_length = 40)]
    stopped_by: Option<String>,
    /// Whether it was kept; null while it runs, and where it was dropped in time.
    met: Option<bool>,
    #[schema(max_items = 10)]
    levels: Vec<Level>,
    /// The number of levels that were reached.
    #[schema(minimum = 0)]
    reached: i32,
    /// When the next level is reached.
    #[schema(format = "date-time", max_length = 40)]
    next_level_at: Option<String>,
}

/// A stretch during which a clock stood still.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PauseView {
    #[schema(format = "date-time", max_length = 40)]
    from: String,
    /// Null while it stands still yet.
    #[schema(format = "date-time", max_length = 40)]
    to: Option<String>,
}

fn view(ctx: &Ctx, clock: &Clock) -> ClockView {
    let pauses = clock.pauses.iter();
    let pauses = pauses
        .map(|pause| PauseView { from: ctx.time(pause.from), to: pause.to.map(|to| ctx.time(to)) });
    ClockView {
        clock: clock.kind,
        clock_label: clock.kind.label().in_language(ctx.language()),
        number: clock.number,
        organization_id: clock.unit.map(|id| id.0),
        state: match (clock.runs(), clock.is_paused()) {
            (false, _) => "stopped",
            (true, true) => "paused",
            (true, false) => "running",
        },
        limit: clock.limit,
        policy_id: clock.policy.map(|policy| policy.0.0),
        policy_version: clock.policy.map(|policy| policy.1),
        calendar_id: clock.calendar.0.0,
        calendar_version: clock.calendar.1,
        started_at: ctx.time(clock.started_at),
        target_at: ctx.time(clock.target_at),
        provisional: clock.provisional.is_some(),
        overdue: clock.runs() && !clock.is_paused() && clock.target_at < ctx.now,
        pauses: pauses.collect(),
        stopped_at: clock.stopped_at.map(|at| ctx.time(at)),
        stopped_by: clock.stopped_by.clone(),
        met: clock.met,
        levels: clock.levels.clone(),
        reached: clock.reached,
        next_level_at: clock.next_fire_at.map(|at| ctx.time(at)),
    }
}

/// List the clocks of a ticket, those that run and those that stopped, by kind and number.
#[utoipa::path(tag = "tickets", operation_id = "listTicketClocks", params(IdPath, PageParams),
    responses((status = 200, body = Page<ClockView>)))]
#[get("/v1/tickets/{id}/clocks")]
pub(crate) async fn clocks_of_ticket(
    ctx: Ctx,
    id: Id<TicketId>,
    asked: Params<PageParams>,
) -> Result<Answer, Problem> {
    let found = load_for(ctx.reader(), id.0, &ctx.actor, ctx.today(), ctx.now).await?;
    let ticket = found.ok_or(Code::NotFound)?;
    authorize(&ctx.actor, Action::TicketRead, &ticket)?;
    let mut paging = asked.0.paging(&ctx)?;
    let key = |clock: &Clock| format!("{}/{:010}", clock.kind, clock.number).into_bytes();
    let mut all = clocks(ctx.reader(), id.0).await?;
    all.sort_by_key(key);
    paging.counted(all.len() as u64);
    let after = paging.after.clone().unwrap_or_default();
    all.retain(|clock| key(clock) > after);
    page(&ctx, &paging, &all, key, |clock| view(&ctx, clock))
}
