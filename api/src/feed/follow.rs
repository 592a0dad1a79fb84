//! Follows the commits: gives their entries positions within milliseconds, and tells those who wait.

use std::time::Duration;

use persistence::{Failure, feed::head};

use crate::{app::App, rounds};

/// Entries placed in one transaction.
const BATCH: i64 = 1_000;
/// How often it is looked for what other replicas placed, while somebody waits.
const LOOK: Duration = Duration::from_millis(250);
/// The least time between two looks, so that many commits are followed at once.
const PAUSE: Duration = Duration::from_millis(10);

/// Follows for ever.
pub(crate) async fn follow(app: App) {
    rounds::follow(&app, (LOOK, PAUSE), "the change feed", async |nudged| once(&app, nudged).await)
        .await;
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
