//! `pullEvents`: the change feed.

use std::{sync::atomic::Ordering, time::Duration};

use access::SubjectKind;
use actix_web::get;
use kernel::{Code, Fault, PageSize, Refusal};
use persistence::feed::{Change, Changes, changes};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, timeout_at};
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::App,
    ctx::Ctx,
    http::{Answer, Params, Problem},
};

/// The longest that a call waits, in seconds.
const LONGEST: u64 = 30;

/// Where to go on, and for how long to wait.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Pull {
    /// The `next` of the call before; 0, or nothing, for all from the beginning.
    #[param(minimum = 0)]
    after: Option<i64>,
    /// Changes in one answer.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<i64>,
    /// Seconds to wait where nothing has happened yet.
    #[param(minimum = 0, maximum = 30, default = 0)]
    wait: Option<u64>,
    /// Any of these kinds, parted by commas; all where left out.
    #[param(max_length = 200, example = "ticket,estate")]
    kinds: Option<String>,
}

/// A change. It holds nothing personal: what has become of the thing is read where it is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "position": 5127, "kind": "ticket", "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "number": 3, "action": "accept",
    "state": "accepted", "at": "2026-03-01T10:02:11.120+08:00", "left_scope": false, "client_ref": "12345-0007"
}))]
pub(crate) struct EventView {
    /// The place in the order of all changes; the positions that are left out are those of others.
    #[schema(minimum = 1)]
    position: i64,
    kind: SubjectKind,
    #[schema(format = "uuid", max_length = 36)]
    id: String,
    /// The number of the change within its subject, which is the subject's version after it.
    #[schema(minimum = 1)]
    number: i32,
    /// Null where the subject can no longer be read.
    #[schema(max_length = 40)]
    action: Option<String>,
    #[schema(max_length = 40)]
    state: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
    /// The subject, and whatever lies in it, is no longer in the caller's scope: what was kept of it is to be forgotten.
    left_scope: bool,
    /// Of a ticket that the caller filed: its own number, as `client_ref` gave it.
    #[schema(max_length = 100)]
    client_ref: Option<String>,
}

/// A part of the feed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "items": [{
        "position": 5127, "kind": "ticket", "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "number": 3,
        "action": "accept", "state": "accepted", "at": "2026-03-01T10:02:11.120+08:00", "left_scope": false,
        "client_ref": null
    }],
    "next": 5127, "head": 5127
}))]
pub(crate) struct EventPage {
    #[schema(max_items = 100)]
    items: Vec<EventView>,
    /// What to send as `after` next. It also moves where nothing was to be shown.
    #[schema(minimum = 0)]
    next: i64,
    /// The last position there is; more can be had at once while `next` is below.
    #[schema(minimum = 0)]
    head: i64,
}

/// Pull the changes in one's scope, each once, in one order.
///
/// Tickets are shown to those who may read them now, everything else to those whose scope covers where it stood then.
/// A call looks at 2,000 positions at most, and answers with how far it came. With `wait` it is answered as soon as
/// there is something to show. A position beyond the last one is refused (`invalid_cursor`): then the database was
/// restored, and everything is to be read anew.
#[utoipa::path(tag = "feed", operation_id = "pullEvents", params(Pull),
    responses((status = 200, body = EventPage)))]
#[get("/v1/events")]
pub(crate) async fn pull(mut ctx: Ctx, params: Params<Pull>) -> Result<Answer, Problem> {
    let (limit, wait, kinds) = read(&params.0)?;
    let deadline = Instant::now() + wait;
    let app = ctx.app.clone();
    let mut place = if wait.is_zero() { None } else { app.board.place() };
    let mut after = params.0.after.unwrap_or(0);
    loop {
        if let Some(place) = &mut place {
            place.head.mark_unchanged();
        }
        let found = changes(ctx.reader(), &ctx.actor, &kinds, after, limit).await?;
        if after > found.head {
            return Err(Code::InvalidCursor.into());
        }
        let waits = found.items.is_empty() && found.next == found.head;
        let Some(place) = place.as_mut().filter(|_| waits) else { return answer(&ctx, &found) };
        let moved = timeout_at(deadline, place.head.changed()).await;
        if moved.is_err() || app.draining.load(Ordering::SeqCst) {
            return answer(&ctx, &found);
        }
        after = found.next;
        ctx = ctx.again().await?;
    }
}

fn read(params: &Pull) -> Result<(usize, Duration, Vec<SubjectKind>), Refusal> {
    if params.after.is_some_and(|after| after < 0) {
        return Err(Refusal::malformed("after", Fault::Range));
    }
    let size = params.limit.map_or(Some(PageSize::default()), PageSize::new);
    let size = size.ok_or_else(|| Refusal::malformed("limit", Fault::Range))?;
    let wait = params.wait.unwrap_or(0);
    if wait > LONGEST {
        return Err(Refusal::malformed("wait", Fault::Range));
    }
    let words = params.kinds.iter().flat_map(|text| text.split(','));
    let kinds =
        words.map(|word| word.parse().map_err(|_| Refusal::malformed("kinds", Fault::Choice)));
    Ok((size.rows(), Duration::from_secs(wait), kinds.collect::<Result<_, _>>()?))
}

fn answer(ctx: &Ctx, found: &Changes) -> Result<Answer, Problem> {
    let items = found.items.iter().map(|change| view(&ctx.app, change)).collect();
    Answer::ok(&EventPage { items, next: found.next, head: found.head })
}

/// A change as it is shown, pulled or sent.
pub(crate) fn view(app: &App, change: &Change) -> EventView {
    EventView {
        position: change.position,
        kind: change.kind,
        id: change.subject.to_string(),
        number: change.number,
        action: change.action.clone(),
        state: change.state.clone(),
        at: app.time(change.at),
        left_scope: change.left,
        client_ref: change.client_ref.clone(),
    }
}
