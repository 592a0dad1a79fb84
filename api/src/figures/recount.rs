//! Counting anew, month by month, one at a time: for who asks, and once for what was there before the counters.

use std::{collections::BTreeMap, time::Duration};

use kernel::{Kind, Refusal, Uuid};
use persistence::{
    Failure,
    ticket::{Audit, Difference, audit, months, never_built},
};
use ticket::{Counter, Counts};

use crate::{app::App, rounds};

/// Differences that one answer tells.
pub(super) const TOLD: usize = 100;
/// Counters put right in one unit of work.
const BATCH: usize = 200;
const LOOK: Duration = Duration::from_secs(60);

/// What was found of all months together.
#[derive(Debug, Default)]
pub(super) struct Recount {
    pub(super) months: u64,
    pub(super) tickets: u64,
    pub(super) counters: u64,
    /// The first of them.
    pub(super) differences: Vec<Difference>,
    pub(super) wrong: u64,
}

/// Counts the months that are wanted, and puts right what differs. `not_allowed_now` while another counts.
pub(super) async fn recount(app: &App, wanted: impl Fn(i32) -> bool) -> Result<Recount, Failure> {
    let mut turn = Turn::new(app);
    let mut all = Recount::default();
    for month in months(app.store.reader()).await?.into_iter().filter(|month| wanted(*month)) {
        turn.keep().await?;
        let Audit { tickets, counters, differences } = audit(&app.store, month).await?;
        for chunk in differences.chunks(BATCH) {
            let missing = chunk.iter().map(|one| (one.counter, one.missing()));
            turn.mend(&missing.collect()).await?;
        }
        all.months += 1;
        all.tickets += tickets;
        all.counters += counters;
        all.wrong += u64::try_from(differences.len()).unwrap_or(u64::MAX);
        all.differences.extend(differences.into_iter().take(TOLD - all.differences.len()));
    }
    turn.end().await?;
    Ok(all)
}

/// Looks for what was there before there were counters, for ever: beside the other jobs, which go on while it counts.
pub(crate) async fn serve(app: App) {
    rounds::every(LOOK, "counting what was there before", async || build(&app).await).await;
}

/// Counts what was there before there were counters, once; not while another counts.
pub async fn build(app: &App) -> Result<(), Failure> {
    if never_built(app.store.reader()).await? {
        match recount(app, |_| true).await {
            Err(Failure::Refused(no)) if no.kind() == Kind::Conflict => return Ok(()),
            other => other?,
        };
        let now = app.clock.now();
        app.store.write(async |tx| Ok(tx.figures_built(now).await?)).await?;
    }
    Ok(())
}

/// One turn at counting: whoever loses it puts nothing right, since another may have done so already.
struct Turn<'a> {
    app: &'a App,
    holder: Uuid,
    fence: Option<i64>,
}

impl<'a> Turn<'a> {
    fn new(app: &'a App) -> Self {
        Self { app, holder: app.id(app.clock.now()), fence: None }
    }

    async fn keep(&mut self) -> Result<(), Failure> {
        self.mend(&BTreeMap::new()).await
    }

    async fn mend(&mut self, missing: &BTreeMap<Counter, Counts>) -> Result<(), Failure> {
        self.hold(chrono::TimeDelta::minutes(5), missing).await
    }

    async fn end(mut self) -> Result<(), Failure> {
        if self.fence.is_none() {
            return Ok(());
        }
        self.hold(chrono::TimeDelta::milliseconds(-1), &BTreeMap::new()).await
    }

    async fn hold(
        &mut self,
        time: chrono::TimeDelta,
        missing: &BTreeMap<Counter, Counts>,
    ) -> Result<(), Failure> {
        let now = self.app.clock.now();
        let (holder, before) = (self.holder, self.fence);
        let work = self.app.store.write(async |tx| {
            let fence = tx.take_lease("figures", holder, now, now + time).await?;
            let kept = fence.filter(|fence| before.is_none_or(|before| *fence == before + 1));
            let fence = kept.ok_or_else(|| Refusal::not_now("counting"))?;
            tx.add_to_figures(missing).await?;
            Ok(fence)
        });
        self.fence = Some(work.await?);
        Ok(())
    }
}
