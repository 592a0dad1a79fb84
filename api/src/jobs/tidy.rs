//! Forgets idempotency keys that are older than two days; 24 hours are promised.

use chrono::Duration;
use kernel::Moment;
use persistence::Failure;

use crate::app::App;

pub(super) async fn run(app: &App, now: Moment) -> Result<(), Failure> {
    let before = now - Duration::hours(48);
    app.store.write(async |tx| Ok(tx.forget_keys(before).await?)).await.map(|_| ())
}
