//! Takes up again what waited: suspended tickets at their review date, work whose question nobody replied to, what
//! follows others to their end, and whistles that lie stuck in a hand-over, which it shows.

use kernel::Moment;
use persistence::{
    Failure,
    ticket::{due_for_review, finished_wholes, followers, stuck_whistles, unreplied},
};
use ticket::{Detail, State, Whistling};

use super::system_step::step;
use crate::app::App;

/// Why a ticket stands by itself again.
const GONE: &str = "主工单已撤单或不予受理,自动恢复为独立工单";
/// Tickets of one round; the others wait for the next.
const BATCH: u32 = 200;

pub(super) async fn run(app: &App, now: Moment) -> Result<(), Failure> {
    for id in due_for_review(app.store.reader(), now, BATCH).await? {
        step(app, id, Detail::Resume { reason: None }, now).await?;
    }
    for id in unreplied(app.store.reader(), now, BATCH).await? {
        step(app, id, Detail::Lapse, now).await?;
    }
    for (id, end) in followers(app.store.reader(), BATCH).await? {
        let detail = match end {
            State::Closed => Detail::Close,
            _ => Detail::Unmerge { reason: GONE.to_owned() },
        };
        step(app, id, detail, now).await?;
    }
    for id in finished_wholes(app.store.reader(), BATCH).await? {
        step(app, id, Detail::Close, now).await?;
    }
    for (id, number) in stuck_whistles(app.store.reader(), now, BATCH).await? {
        step(app, id, Detail::Whistle { number, told: Whistling::Stick }, now).await?;
    }
    Ok(())
}
