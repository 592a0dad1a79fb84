//! What happens by itself: jobs that any replica may run, one replica at a time.

pub mod clocks;
mod close;
mod figures;
mod files;
mod index;
mod moves;
mod outages;
mod places;
pub(crate) mod rating;
mod release;
mod review;
mod routing;
mod system_step;
mod tidy;

use std::time::Duration;

use persistence::Failure;

use crate::app::App;

/// Runs the jobs every few seconds, for ever.
pub(crate) async fn run(app: App) {
    let mut tick = tokio::time::interval(Duration::from_secs(5));
    loop {
        tick.tick().await;
        if let Err(error) = app.load_keys().await {
            tracing::error!(%error, "signing keys");
        }
        if let Err(error) = app.load_clockwork().await {
            tracing::error!(%error, "calendars and policies");
        }
        if let Err(error) = app.load_routing().await {
            tracing::error!(%error, "routing rules");
        }
        if let Err(error) = run_once(&app).await {
            tracing::error!(%error, "jobs");
        }
    }
}

/// Runs every job once, if no other replica is at it.
pub async fn run_once(app: &App) -> Result<(), Failure> {
    app.limiter.tidy();
    let now = app.clock.now();
    let until = now + chrono::Duration::seconds(30);
    let held = app
        .store
        .write(async |tx| Ok(tx.take_lease("jobs", app.holder, now, until).await?))
        .await?;
    if held.is_none() {
        return Ok(());
    }
    moves::run_moves(app).await?;
    release::run(app, now).await?;
    close::run(app, now).await?;
    review::run(app, now).await?;
    outages::run(app, now).await?;
    clocks::run(app, now).await?;
    routing::run(app, now).await?;
    rating::run(app, now).await?;
    files::run(app, now).await?;
    index::run(app).await?;
    tidy::run(app, now).await?;
    figures::run(app).await?;
    places::run(app).await
}

/// Hands back at once what an ended duty, contract or account held; what takes longer the next round finishes.
pub(crate) async fn hand_back_now(app: &App) {
    let work = release::run(app, app.clock.now());
    if let Ok(Err(error)) = tokio::time::timeout(Duration::from_secs(2), work).await {
        tracing::warn!(%error, "handing back is left to the job");
    }
}
