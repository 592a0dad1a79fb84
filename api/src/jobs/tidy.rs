//! Forgets what nobody asks for any more: idempotency keys and phone codes older than two days (24 hours are promised
//! and counted), deliveries and messages that ended 30 days ago, imports that ended 90 days ago, and notices of what
//! happened a year ago.

use chrono::Duration;
use kernel::Moment;
use persistence::Failure;

use crate::app::App;

/// Deliveries forgotten in one run.
const BATCH: u32 = 1_000;

pub(super) async fn run(app: &App, now: Moment) -> Result<(), Failure> {
    let (keys, deliveries) = (now - Duration::hours(48), now - Duration::days(30));
    let notices = now - Duration::days(365);
    let work = app.store.write(async |tx| {
        tx.forget_keys(keys).await?;
        tx.forget_codes(keys).await?;
        tx.forget_messages(deliveries, BATCH).await?;
        tx.forget_notices(notices, BATCH).await?;
        tx.forget_import(now - Duration::days(90)).await?;
        Ok(tx.forget_deliveries(deliveries, BATCH).await?)
    });
    work.await.map(|_| ())
}
