//! The courier: takes what is due, sends it, and writes down what came of it.

use std::time::Duration;

use futures_util::future::join_all;
use kernel::Moment;
use notice::{Fate, SendFault, Way, fate};
use persistence::{
    Failure,
    message::{Attempted, MessageRow, messages_due},
};

use super::{
    carrier::{Letter, Said},
    parcel::opened,
};
use crate::{app::App, crypto::below, rounds};

/// Messages that are carried at once.
const LOAD: u32 = 16;
/// Milliseconds for which a claim holds: longer than any channel may take to answer.
const CLAIM: u64 = 60_000;
const LOOK: Duration = Duration::from_millis(500);

/// Sends for ever, each way by itself: one that hangs holds up no other.
pub(crate) async fn serve(app: App) {
    let by = async |way: Way| {
        rounds::every(LOOK, format_args!("messages by {way}"), async || {
            deliver_by(&app, way).await
        })
        .await;
    };
    join_all(Way::ALL.iter().map(|way| by(*way))).await;
}

/// Sends everything that is due now, and waits for it.
pub async fn deliver(app: &App) -> Result<(), Failure> {
    let sent = join_all(Way::ALL.iter().map(|way| deliver_by(app, *way))).await;
    sent.into_iter().collect()
}

async fn deliver_by(app: &App, way: Way) -> Result<(), Failure> {
    loop {
        let now = app.clock.now();
        // Looking costs the one writer of SQLite nothing.
        if !messages_due(app.store.reader(), way, now).await? {
            return Ok(());
        }
        let until = now + Duration::from_millis(CLAIM);
        let claim =
            app.store.write(async |tx| Ok(tx.claim_messages(way, now, until, LOAD).await?));
        let claimed = claim.await?;
        let sent = join_all(claimed.iter().map(|row| one(app, row, now))).await;
        sent.into_iter().collect::<Result<(), _>>()?;
    }
}

async fn one(app: &App, row: &MessageRow, now: Moment) -> Result<(), Failure> {
    let (id, fence) = (row.id, row.fence);
    let failed = match said(app, row, now).await {
        Ok(Said::Letter(letter)) => carry(app, row, &letter).await.err(),
        Ok(Said::Nothing) => {
            return app.store.write(async |tx| Ok(tx.drop_message(id, fence, now).await?)).await;
        }
        Ok(Said::Later(at)) => {
            return app.store.write(async |tx| Ok(tx.put_off_message(id, fence, at).await?)).await;
        }
        Err(failed) => Some(failed),
    };
    let (now, number) = (app.clock.now(), row.attempts + 1);
    let fate = fate(failed, number, jitter(), row.good_until, now);
    let done = Attempted { id, fence, number, at: now, failed, fate };
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

/// What a message says now.
async fn said(app: &App, row: &MessageRow, now: Moment) -> Result<Said, SendFault> {
    if row.good_until <= now {
        return Err(SendFault::Refused);
    }
    if row.notice_id.is_some() {
        return crate::notice::said(app, row, now).await;
    }
    if let Some(letter) = opened(app, row) {
        return Ok(Said::Letter(letter));
    }
    tracing::error!("a message cannot be opened");
    Err(SendFault::Refused)
}

async fn carry(app: &App, row: &MessageRow, letter: &Letter) -> Result<(), SendFault> {
    app.carriers().by(row.channel).ok_or(SendFault::Unset)?.carry(letter).await
}

/// Thousandths from 0 to 200. Without randomness nothing is spread, and nothing else is lost.
fn jitter() -> i64 {
    below(201).unwrap_or(0)
}
