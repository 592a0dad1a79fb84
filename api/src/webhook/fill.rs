//! Writes the deliveries of what has happened, webhook by webhook, each from where it stands.

use kernel::{Moment, Uuid};
use persistence::{
    Failure,
    feed::changes,
    identity::{Standing, actor_of_client},
    webhook::{WebhookRow, enabled_webhooks},
};

use super::envelope::of_change;
use crate::{app::App, feed::place};

/// Webhooks read at once.
const BATCH: u64 = 100;
/// Deliveries written in one unit of work.
const MOST: usize = 100;

/// Writes what every enabled webhook has not been told of yet.
pub(super) async fn fill(app: &App) -> Result<(), Failure> {
    place(app).await?;
    let now = app.clock.now();
    let mut after = Uuid::nil();
    loop {
        let rows = enabled_webhooks(app.store.reader(), after, BATCH).await?;
        for row in &rows {
            after = row.id.0;
            one(app, row, now).await?;
        }
        if rows.len() < usize::try_from(BATCH).unwrap_or(usize::MAX) {
            return Ok(());
        }
    }
}

/// The deliveries and the new position are one unit of work, and whoever comes second writes nothing: each change
/// becomes one delivery, whatever server stops in between.
async fn one(app: &App, row: &WebhookRow, now: Moment) -> Result<(), Failure> {
    // A client that is revoked sees nothing, and is told nothing.
    let standing = actor_of_client(app.store.reader(), row.client_id, now).await?;
    let Standing::Active(actor) = standing else { return Ok(()) };
    let kinds: Vec<_> = row.kinds.iter().filter_map(|word| word.parse().ok()).collect();
    let mut position = row.position;
    loop {
        let found = changes(app.store.reader(), &actor, &kinds, position, MOST).await?;
        if found.next == position {
            return Ok(());
        }
        let rows: Vec<_> =
            found.items.iter().map(|change| of_change(app, row, change, now)).collect();
        let moved = app.store.write(async |tx| {
            if tx.move_on(row.id, position, found.next).await? {
                tx.put_deliveries(&rows).await?;
                return Ok(true);
            }
            Ok(false)
        });
        if !moved.await? || found.next >= found.head {
            return Ok(());
        }
        position = found.next;
    }
}
