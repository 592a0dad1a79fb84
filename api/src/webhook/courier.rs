//! The couriers: each takes what is due for one webhook, so that an endpoint that hangs holds up no other.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use access::{Action, Actor, authorize};
use futures_util::future::join_all;
use kernel::{Moment, WebhookId};
use persistence::{
    Failure, Tx,
    webhook::{AttemptRow, DeliveryRow, Finished, WebhookRow, due_webhooks, webhook_by_id},
};
use webhook::{DisabledFor, Effect, Failed, Fate, Outcome, Verdict, WebhookState, verdict};

use super::{
    envelope::letter,
    fill::fill,
    record::{next, owned, save},
};
use crate::{app::App, crypto::below, rounds};

/// Deliveries that one courier carries at once.
const LOAD: u32 = 8;
/// Webhooks that are served at once.
const COURIERS: u64 = 64;
/// Milliseconds for which a claim holds beyond the time that an endpoint has to answer.
const CLAIM: u64 = 5_000;
/// The longest and the least time between two looks.
const LOOK: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(50);
/// How old the record of the last success may become before it is written anew.
const FRESH: chrono::Duration = chrono::Duration::hours(1);

/// The webhooks that this process is serving.
#[derive(Debug, Default)]
pub struct Couriers {
    busy: Mutex<HashSet<WebhookId>>,
}

impl Couriers {
    fn begins(&self, id: WebhookId) -> bool {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).insert(id)
    }

    fn ends(&self, id: WebhookId) {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

/// Fills and delivers for ever.
pub(crate) async fn serve(app: App) {
    rounds::follow(&app, (LOOK, PAUSE), "webhooks", async |_| send_out(&app).await).await;
}

/// A courier for each webhook that has something due and none yet.
async fn send_out(app: &App) -> Result<(), Failure> {
    fill(app).await?;
    for id in due_webhooks(app.store.reader(), app.clock.now(), COURIERS).await? {
        if app.couriers.begins(id) {
            let app = app.clone();
            actix_web::rt::spawn(async move {
                if let Err(error) = carry(&app, id).await {
                    tracing::warn!(%error, "a webhook");
                }
                app.couriers.ends(id);
            });
        }
    }
    Ok(())
}

/// Fills and delivers everything that is due now, and waits for it.
pub async fn deliver(app: &App) -> Result<(), Failure> {
    fill(app).await?;
    let due = due_webhooks(app.store.reader(), app.clock.now(), COURIERS).await?;
    let carried = join_all(due.into_iter().map(|id| carry(app, id))).await;
    carried.into_iter().collect()
}

/// Delivers what is due for one webhook.
async fn carry(app: &App, id: WebhookId) -> Result<(), Failure> {
    loop {
        let now = app.clock.now();
        let until = now + Duration::from_millis(app.config.webhooks.timeout_ms + CLAIM);
        let claim =
            app.store.write(async |tx| Ok(tx.claim_deliveries(id, now, until, LOAD).await?));
        let claimed = claim.await?;
        let Some(row) = webhook_by_id(app.store.reader(), id).await? else { return Ok(()) };
        if claimed.is_empty() {
            return Ok(());
        }
        let sent = join_all(claimed.iter().map(|delivery| attempt(app, &row, delivery, now)));
        for (delivery, outcome) in claimed.iter().zip(sent.await) {
            finish(app, delivery, (outcome, &row.url), now).await?;
        }
    }
}

async fn attempt(app: &App, row: &WebhookRow, delivery: &DeliveryRow, now: Moment) -> Outcome {
    let Some(sender) = app.sender() else { return Outcome::Failed(Failed::Broken) };
    match letter(app, row, delivery, now) {
        Ok(letter) => sender.send(&row.url, &letter, now).await,
        Err(error) => {
            tracing::error!(%error, "the secret of a webhook cannot be opened");
            Outcome::Failed(Failed::Broken)
        }
    }
}

/// Writes what came of an attempt, with all that follows from it, unless another courier has taken over.
async fn finish(
    app: &App,
    delivery: &DeliveryRow,
    (outcome, url): (Outcome, &str),
    at: Moment,
) -> Result<(), Failure> {
    let (now, round, jitter) = (app.clock.now(), delivery.round + 1, jitter());
    let (status, failed) = match outcome {
        Outcome::Answered { status, .. } => (Some(status), None),
        Outcome::Failed(failed) => (None, Some(failed)),
    };
    let attempt = AttemptRow { number: delivery.attempts + 1, at, status, failed };
    let write = app.store.write(async |tx| {
        let Some(row) = webhook_by_id(tx, delivery.webhook_id).await? else { return Ok(None) };
        let judged = verdict(outcome, round, jitter, row.record, now);
        let (id, fence, attempt) = (delivery.id, delivery.fence, attempt.clone());
        let done = Finished { id, fence, round, attempt, fate: judged.fate };
        if !tx.finish_attempt(&done, now).await? {
            return Ok(None);
        }
        keep(tx, &row, &judged).await?;
        // What an endpoint answered says nothing about the one that has taken its place.
        if row.url == url {
            follow_up(tx, row, judged.effect, now).await?;
        }
        Ok(Some(judged.fate))
    });
    if let Some(fate) = write.await? {
        app.metrics.delivered(match fate {
            Fate::Delivered => "delivered",
            Fate::Again(_) => "failed",
            Fate::Dead => "dead",
        });
    }
    Ok(())
}

/// Keeps what the attempts have come to, where that tells something new.
async fn keep(tx: &Tx, row: &WebhookRow, judged: &Verdict) -> Result<(), Failure> {
    let pause = match judged.effect {
        Effect::Pause(until) => Some(until),
        _ => row.paused_until,
    };
    let same = judged.record.dead_in_row == row.record.dead_in_row && pause == row.paused_until;
    if !same || judged.record.answered_at - row.record.answered_at >= FRESH {
        tx.keep_record(row.id, judged.record, pause).await?;
    }
    Ok(())
}

/// The steps that the system takes by itself: an endpoint is proven, or is not sent anything more.
async fn follow_up(tx: &Tx, row: WebhookRow, effect: Effect, now: Moment) -> Result<(), Failure> {
    let (action, state, disabled_for): (_, _, Option<DisabledFor>) = match (effect, row.state) {
        (Effect::Proven, WebhookState::Pending) => {
            tx.hasten(row.id, now).await?;
            (Action::WebhookConfirm, WebhookState::Enabled, None)
        }
        (Effect::Disable(reason), WebhookState::Pending | WebhookState::Enabled) => {
            (Action::WebhookDisable, WebhookState::Disabled, Some(reason))
        }
        _ => return Ok(()),
    };
    let permit = authorize(&Actor::system(), action, &owned(&row))?;
    let from = row.state;
    save(tx, &WebhookRow { state, disabled_for, ..next(row, now) }, &permit, from).await
}

/// Thousandths from -200 to 200. Without randomness nothing is spread, and nothing else is lost.
fn jitter() -> i64 {
    below(401).map_or(0, |n| n - 200)
}
