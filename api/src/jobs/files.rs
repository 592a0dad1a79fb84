//! Clears away the bytes that no attachment needs: of uploads that did not end, and of what was deleted.

use kernel::Moment;
use persistence::{Failure, ticket::leavings};

use crate::app::App;

/// Files of one run.
const BATCH: u32 = 100;

pub(super) async fn run(app: &App, now: Moment) -> Result<(), Failure> {
    for id in leavings(app.store.reader(), now, BATCH).await? {
        if let Err(error) = app.files.clear(id).await {
            tracing::warn!(%error, "clearing away is left to the next run");
            return Ok(());
        }
        app.store.write(async |tx| Ok(tx.file_cleared(id).await?)).await?;
    }
    Ok(())
}
