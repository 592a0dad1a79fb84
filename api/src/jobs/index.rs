//! Brings tickets into the index that were there before it, the newest first.

use persistence::{
    Failure,
    ticket::{has_unindexed, unindexed},
};

use crate::app::App;

/// Tickets of one unit of work.
const BATCH: u32 = 100;
/// Units of work in one run, so that the other jobs get their turn.
const RUN: u32 = 50;

pub(super) async fn run(app: &App) -> Result<(), Failure> {
    for _ in 0..RUN {
        if !has_unindexed(app.store.reader()).await? {
            return Ok(());
        }
        let tickets = unindexed(app.store.reader(), BATCH).await?;
        app.store.write(async |tx| Ok(tx.index_older(&tickets).await?)).await?;
    }
    Ok(())
}
