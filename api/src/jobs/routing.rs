//! Looks for routing rules that can dispatch nothing any more, before a ticket meets them: a few each time.

use std::sync::atomic::Ordering;

use access::Actor;
use kernel::Moment;
use persistence::{Failure, routing::breakage};

use crate::{app::App, ctx::By, routing::switch_off};

/// Rules of one round; the others wait for the next.
const BATCH: usize = 50;

pub(super) async fn run(app: &App, now: Moment) -> Result<(), Failure> {
    app.load_routing().await?;
    let rules = app.routing();
    let all: Vec<_> = rules.all().collect();
    let some = BATCH.min(all.len());
    let first = app.rules_checked.fetch_add(some, Ordering::Relaxed);
    let by = By { app, actor: &Actor::system(), now };
    let mut broken = false;
    let turns = all.iter().cycle().skip(first.checked_rem(all.len()).unwrap_or(0));
    for rule in turns.take(some) {
        let found = breakage(app.store.reader(), rule, (now, by.today())).await?;
        if let Some(reason) = found {
            broken = true;
            app.store.write(async |tx| switch_off(by, tx, rule, reason).await).await?;
        }
    }
    if broken {
        app.load_routing().await?;
    }
    Ok(())
}
