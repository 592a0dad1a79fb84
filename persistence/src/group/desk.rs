//! The desk where units of work wait for the open transaction.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::sync::Notify;

use super::{Answer, Group, Lease, Lent, Turn};
use crate::{StoreError, batch::Batch};

/// How long a group may go on taking members: so long that all clients of a busy server share one flush. With 5 ms a
/// group was full of a dozen, and the flush cost a quarter of the rate.
const GROUP_TIME: Duration = Duration::from_millis(20);
/// How many may wait for their turn; who comes on top is told to come again.
const MOST_WAITING: usize = 1024;

/// Who waits.
#[derive(Debug)]
pub(super) enum Waiting {
    /// Work that reads and decides in its turn.
    Turn(Turn),
    /// Statements that are ready: the owner runs them itself, so that nobody has to be woken in between.
    Ready(Batch, Answer),
}

impl Waiting {
    fn gone(&self) -> bool {
        match self {
            Self::Turn(turn) => turn.is_closed(),
            Self::Ready(_, answer) => answer.is_closed(),
        }
    }
}

#[derive(Debug)]
pub(super) struct Desk {
    waiting: Mutex<VecDeque<Waiting>>,
    pub(super) arrived: Notify,
    closed: AtomicBool,
    /// Members of one group.
    most: usize,
}

impl Desk {
    pub(super) fn of(most: usize) -> Self {
        Self {
            waiting: Mutex::default(),
            arrived: Notify::new(),
            closed: AtomicBool::new(false),
            most: most.max(1),
        }
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn queue(&self, one: Waiting) -> Result<(), StoreError> {
        let mut waiting = self.waiting();
        if self.is_closed() {
            return Err(StoreError::Unavailable("the writer went away".to_owned()));
        }
        if waiting.len() >= MOST_WAITING {
            return Err(StoreError::Busy);
        }
        waiting.push_back(one);
        drop(waiting);
        self.arrived.notify_one();
        Ok(())
    }

    /// Nobody may come any more, and who waits is told so: the last way to it is gone, or the owner is.
    pub(super) fn close(&self) {
        let mut waiting = self.waiting();
        self.closed.store(true, Ordering::Release);
        waiting.clear();
        drop(waiting);
        self.arrived.notify_one();
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Whether someone waits, so that a group is worth beginning.
    pub(super) fn waits(&self) -> bool {
        self.waiting().iter().any(|one| !one.gone())
    }

    /// Tells the first who waits that there is no transaction.
    pub(super) fn refuse(&self, error: StoreError) {
        match self.waiting().pop_front() {
            Some(Waiting::Turn(turn)) => drop(turn.send(Err(error))),
            Some(Waiting::Ready(_, answer)) => drop(answer.send(Err(error))),
            None => {}
        }
    }

    /// The next member of the group; `None` when nobody waits, the group is full or in trouble, or its time is up.
    pub(super) fn next(&self, group: &Group) -> Option<Waiting> {
        self.next_if(group, |_| true)
    }

    fn next_if(&self, group: &Group, fits: impl Fn(&Waiting) -> bool) -> Option<Waiting> {
        let full = group.members >= self.most || group.started.elapsed() >= GROUP_TIME;
        if full || group.trouble.is_some() {
            return None;
        }
        let mut waiting = self.waiting();
        while waiting.front().is_some_and(Waiting::gone) {
            waiting.pop_front();
        }
        if waiting.front().is_some_and(fits) { waiting.pop_front() } else { None }
    }

    /// To the next who takes a turn; back to the owner where that is nobody, or the owner's own work comes first.
    pub(super) fn hand_on(self: &Arc<Self>, mut lent: Lent) {
        let of_turns = |one: &Waiting| matches!(one, Waiting::Turn(_));
        while let Some(Waiting::Turn(turn)) = self.next_if(&lent.group, of_turns) {
            match self.lend(lent, turn) {
                None => return,
                Some(back) => lent = back,
            }
        }
        lent.give_back(false);
    }

    /// Lends the group for one turn; it comes back at once where nobody waits for it any more.
    pub(super) fn lend(self: &Arc<Self>, mut lent: Lent, turn: Turn) -> Option<Lent> {
        lent.group.members += 1;
        let lease = Lease { lent: Some(lent), desk: self.clone() };
        let Err(Ok(mut refused)) = turn.send(Ok(lease)) else { return None };
        let mut back = refused.lent.take()?;
        back.group.members -= 1;
        Some(back)
    }
}
