//! What happens by itself: jobs that any replica may run, one at a time each.

use std::time::Duration;

use crate::app::App;

/// Runs every job in turn, for ever.
pub(crate) async fn run(app: App) {
    let mut tick = tokio::time::interval(Duration::from_secs(5));
    loop {
        tick.tick().await;
        if let Err(error) = app.load_keys().await {
            tracing::error!(%error, "signing keys");
        }
    }
}
