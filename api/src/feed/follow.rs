//! Follows the commits: gives their entries positions within milliseconds, and tells those who wait.

use std::time::Duration;

use persistence::{Failure, feed::head};
use tokio::time::{MissedTickBehavior, interval, sleep};

use crate::app::App;

/// Entries placed in one transaction.
const BATCH: i64 = 1_000;
/// How often it is looked for what other replicas placed, while somebody waits.
const LOOK: Duration = Duration::from_millis(250);
/// The least time between two looks, so that many commits are followed at once.
const PAUSE: Duration = Duration::from_millis(10);

/// Follows for ever.
pub(crate) async fn follow(app: App) {
    let mut entered = app.store.entered();
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let nudged = tokio::select! {
            changed = entered.changed() => changed.is_ok(),
            _ = look.tick() => false,
        };
        if !nudged && !app.board.is_watched() {
            continue;
        }
        if let Err(error) = once(&app, nudged).await {
            tracing::warn!(%error, "the change feed");
        }
        sleep(PAUSE).await;
    }
}

async fn once(app: &App, nudged: bool) -> Result<(), Failure> {
    if nudged {
        place(app).await?;
    }
    if app.board.is_watched() {
        app.board.show(head(app.store.reader()).await?);
    }
    Ok(())
}

/// Places everything that is committed. Entries that a replica left behind are found by the next job.
pub(crate) async fn place(app: &App) -> Result<(), Failure> {
    if app.store.engine() == persistence::Engine::Sqlite {
        return Ok(());
    }
    let full = u64::try_from(BATCH).unwrap_or(u64::MAX);
    while app.store.write(async |tx| Ok(tx.place_entries(app.holder, BATCH).await?)).await? == full
    {
    }
    Ok(())
}
