//! Carries everything in a moved area over to its new parent, batch by batch.

use chrono::Duration;
use persistence::{Failure, place::active_moves};

use crate::app::App;

/// Rows of one unit of work.
const BATCH: u32 = 500;
/// Units of work in one run, so that the other jobs get their turn.
const RUN: u32 = 100;

/// Carries on with the moves whose date has come, if no other replica is at it. What is left waits for the next run.
pub(crate) async fn run_moves(app: &App) -> Result<(), Failure> {
    let mut left = RUN;
    for open in active_moves(app.store.reader(), app.clock.now()).await? {
        let mut done = false;
        while !done {
            if left == 0 {
                return Ok(());
            }
            left -= 1;
            let now = app.clock.now();
            let until = now + Duration::seconds(30);
            let batch = app.store.write(async |tx| {
                match tx.take_lease("moves", app.holder, now, until).await? {
                    None => Ok(None),
                    Some(_) => Ok(Some(tx.move_batch(open.id, BATCH, now).await?)),
                }
            });
            match batch.await? {
                None => return Ok(()),
                Some(finished) => done = finished,
            }
        }
    }
    Ok(())
}
