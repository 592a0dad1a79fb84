//! Work that never ends: again after a time, or soon after the commits that it follows.

use std::{fmt::Display, time::Duration};

use persistence::Failure;
use tokio::time::{Interval, MissedTickBehavior, interval, sleep};

use crate::app::App;

/// Works every so often, for ever.
pub(crate) async fn every(
    time: Duration,
    what: impl Display,
    work: impl AsyncFn() -> Result<(), Failure>,
) {
    let mut look = looks(time);
    loop {
        look.tick().await;
        warn(work().await, &what);
    }
}

/// Works after each commit that may have brought entries of the journal, and every so often besides, for ever; between
/// two rounds is a pause. The work is told whether there was a commit.
pub(crate) async fn follow(
    app: &App,
    (time, pause): (Duration, Duration),
    what: impl Display,
    work: impl AsyncFn(bool) -> Result<(), Failure>,
) {
    let mut entered = app.store.entered();
    let mut look = looks(time);
    loop {
        let nudged = tokio::select! {
            changed = entered.changed() => changed.is_ok(),
            _ = look.tick() => false,
        };
        warn(work(nudged).await, &what);
        sleep(pause).await;
    }
}

fn looks(time: Duration) -> Interval {
    let mut look = interval(time);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    look
}

fn warn(done: Result<(), Failure>, what: &impl Display) {
    if let Err(error) = done {
        tracing::warn!(%error, "{what}");
    }
}
