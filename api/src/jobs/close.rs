//! Closes what was resolved and not reopened when its window has passed.

use kernel::Moment;
use persistence::{Failure, ticket::due_for_closing};
use ticket::Detail;

use super::system_step::step;
use crate::app::App;

/// Tickets read at once.
const BATCH: u32 = 200;

pub(super) async fn run(app: &App, now: Moment) -> Result<(), Failure> {
    loop {
        let due = due_for_closing(app.store.reader(), now, BATCH).await?;
        for id in &due {
            step(app, *id, Detail::Close, now).await?;
        }
        if due.len() < usize::try_from(BATCH).unwrap_or(usize::MAX) {
            return Ok(());
        }
    }
}
