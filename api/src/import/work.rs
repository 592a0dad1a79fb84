//! Imports at work: each is claimed by one server at a time, and taken on part by part.

use std::time::Duration;

use chrono::TimeDelta;
use kernel::Moment;
use persistence::{
    Failure,
    import::{ImportRow, import_waiting},
};

use super::filing;
use crate::{app::App, rounds};

const LOOK: Duration = Duration::from_millis(500);

/// Until when a claim holds that is made now: longer than a unit of work takes.
pub(super) fn until(now: Moment) -> Moment {
    now + TimeDelta::seconds(10)
}

/// Works for ever.
pub(crate) async fn serve(app: App) {
    rounds::every(LOOK, "imports", async || work(&app).await).await;
}

/// Brings everything that waits to its end.
pub async fn work(app: &App) -> Result<(), Failure> {
    let mut held = None;
    loop {
        held = step(app, held).await?;
        if held.is_none() {
            return Ok(());
        }
    }
}

/// Takes an import on by one part: that which is held, else one that waits. What is held then; nothing where nothing
/// waits, or another server has it by now.
pub async fn step(app: &App, held: Option<ImportRow>) -> Result<Option<ImportRow>, Failure> {
    let held = match held.filter(|row| row.state.is_open()) {
        Some(held) => Some(held),
        None => claim(app).await?,
    };
    match held {
        Some(held) => filing::take_on(app, held).await,
        None => Ok(None),
    }
}

async fn claim(app: &App) -> Result<Option<ImportRow>, Failure> {
    let now = app.clock.now();
    // Looking costs the one writer of SQLite nothing.
    let Some(id) = import_waiting(app.store.reader(), now).await? else { return Ok(None) };
    app.store.write(async |tx| Ok(tx.claim_import(id, now, until(now)).await?)).await
}
