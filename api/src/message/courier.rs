//! The courier: takes what is due, sends it, and writes down what came of it.

use std::time::Duration;

use futures_util::future::join_all;
use kernel::Moment;
use notice::{Failed, Fate, fate};
use persistence::{
    Failure,
    message::{Attempted, MessageRow, messages_due},
};
use tokio::time::{MissedTickBehavior, interval};

use super::parcel::opened;
use crate::{app::App, crypto::below};

/// Messages that are carried at once.
const LOAD: u32 = 16;
/// Milliseconds for which a claim holds: longer than any channel may take to answer.
const CLAIM: u64 = 60_000;
const LOOK: Duration = Duration::from_millis(500);

/// Sends for ever.
pub(crate) async fn serve(app: App) {
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        look.tick().await;
        if let Err(error) = deliver(&app).await {
            tracing::warn!(%error, "messages");
        }
    }
}

/// Sends everything that is due now, and waits for it.
pub async fn deliver(app: &App) -> Result<(), Failure> {
    loop {
        let now = app.clock.now();
        // Looking costs the one writer of SQLite nothing.
        if !messages_due(app.store.reader(), now).await? {
            return Ok(());
        }
        let until = now + Duration::from_millis(CLAIM);
        let claim = app.store.write(async |tx| Ok(tx.claim_messages(now, until, LOAD).await?));
        let claimed = claim.await?;
        let sent = join_all(claimed.iter().map(|row| one(app, row, now))).await;
        sent.into_iter().collect::<Result<(), _>>()?;
    }
}

async fn one(app: &App, row: &MessageRow, at: Moment) -> Result<(), Failure> {
    let failed = attempt(app, row, at).await.err();
    let (now, number) = (app.clock.now(), row.attempts + 1);
    let fate = fate(failed, number, jitter(), row.good_until, now);
    let done = Attempted { id: row.id, fence: row.fence, number, at: now, failed, fate };
    let written = app.store.write(async |tx| Ok(tx.finish_message(&done).await?)).await?;
    if written {
        app.metrics.sent(match fate {
            Fate::Sent => "sent",
            Fate::Again(_) => "failed",
            Fate::Dead => "dead",
        });
    }
    Ok(())
}

async fn attempt(app: &App, row: &MessageRow, now: Moment) -> Result<(), Failed> {
    if row.good_until <= now {
        return Err(Failed::Refused);
    }
    let carrier = app.carriers().by(row.channel).ok_or(Failed::Unset)?;
    let Some(letter) = opened(app, row) else {
        tracing::error!("a message cannot be opened");
        return Err(Failed::Refused);
    };
    carrier.carry(&letter).await
}

/// Thousandths from 0 to 200. Without randomness nothing is spread, and nothing else is lost.
fn jitter() -> i64 {
    below(201).unwrap_or(0)
}
