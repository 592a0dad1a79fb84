//! Folds what steps added to the figures into the counters, so that reading them stays short.

use persistence::Failure;

use crate::app::App;

/// Rows of one unit of work: few, since others wait for the one writer.
const BATCH: u32 = 200;
/// Units of work in one run, so that the other jobs get their turn.
const RUN: u32 = 250;

pub(super) async fn run(app: &App) -> Result<(), Failure> {
    for _ in 0..RUN {
        let folded = app.store.write(async |tx| Ok(tx.fold_figures(BATCH).await?)).await?;
        if folded < u64::from(BATCH) {
            break;
        }
    }
    Ok(())
}
