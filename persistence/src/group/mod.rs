//! Group commit on SQLite: requests hand the open transaction on to each other, one commit answers them all.

mod desk;
mod owner;
#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Instant};

use sea_orm::DatabaseConnection;
use tokio::sync::{oneshot, watch};

use crate::{Failure, Options, StoreError, Tx, batch::Batch, savepoint::Savepoint};
use desk::{Desk, Waiting};
use owner::Owner;

/// Told when the group's commit is durable, or why it is not.
type Answer = oneshot::Sender<Result<(), StoreError>>;
/// A request's turn with the transaction.
type Turn = oneshot::Sender<Result<Lease, StoreError>>;

/// The open transaction with those whom its commit will answer.
#[derive(Debug)]
struct Group {
    tx: Tx,
    savepoint: Savepoint,
    members: usize,
    started: Instant,
    answers: Vec<Answer>,
    /// The disk failed a member, whereupon SQLite may have rolled back all: nobody else is taken in.
    trouble: Option<StoreError>,
}

/// What the owner gets back.
#[derive(Debug)]
struct Returned {
    group: Group,
    /// The last member left in the middle of its work.
    abandoned: bool,
}

/// A group that is lent out.
#[derive(Debug)]
struct Lent {
    group: Group,
    owner: oneshot::Sender<Returned>,
}

impl Lent {
    fn give_back(self, abandoned: bool) {
        let _ = self.owner.send(Returned { group: self.group, abandoned });
    }
}

/// The open transaction, held by one request for its turn. Dropping it undoes the turn.
#[derive(Debug)]
pub(crate) struct Lease {
    lent: Option<Lent>,
    desk: Arc<Desk>,
}

impl Lease {
    pub(crate) fn tx(&self) -> Result<&Tx, StoreError> {
        self.lent.as_ref().map(|lent| &lent.group.tx).ok_or(StoreError::Busy)
    }

    /// Hands the transaction on and waits for the group's commit, which keeps the work unless it failed.
    pub(crate) async fn finish(mut self, failed: Option<&Failure>) -> Result<(), StoreError> {
        let (answer, committed) = oneshot::channel();
        if let Some(mut lent) = self.lent.take() {
            if let Some(Failure::Store(error)) = failed {
                lent.group.note(error);
            }
            lent.group.end(failed.is_none());
            lent.group.answers.push(answer);
            self.desk.hand_on(lent);
        }
        outcome(committed).await
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(lent) = self.lent.take() {
            let abandoned = !lent.group.tx.untouched();
            lent.give_back(abandoned);
        }
    }
}

impl Group {
    /// A member failed.
    fn note(&mut self, error: &StoreError) {
        if matches!(error, StoreError::Full(_) | StoreError::Unavailable(_)) {
            self.trouble.get_or_insert_with(|| error.clone());
        }
    }

    /// A member is done.
    fn end(&mut self, keep: bool) {
        self.savepoint.end(&self.tx, keep);
    }
}

async fn outcome(committed: oneshot::Receiver<Result<(), StoreError>>) -> Result<(), StoreError> {
    let gone = || StoreError::OutcomeUnknown("the writer went away".into());
    committed.await.unwrap_or_else(|_| Err(gone()))
}

/// The way to the transaction; the owner ends with it.
#[derive(Debug)]
pub(crate) struct Writer {
    desk: Arc<Desk>,
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.desk.close();
    }
}

impl Writer {
    /// The owner has a thread of its own, so that no other work keeps the transaction waiting. `entered` is told of
    /// every commit that may bring entries of the journal.
    pub(crate) fn start(
        conn: DatabaseConnection,
        options: &Options,
        entered: watch::Sender<()>,
    ) -> Result<Self, StoreError> {
        let desk = Arc::new(Desk::of(options.group));
        let owner = Owner { conn, desk: desk.clone(), durability: options.durability, entered };
        let runtime = tokio::runtime::Handle::current();
        let work = move || runtime.block_on(owner.run());
        let thread = std::thread::Builder::new().name("writer".to_owned());
        thread.spawn(work).map_err(|error| StoreError::Unavailable(error.to_string()))?;
        Ok(Self { desk })
    }

    /// Waits for this request's turn with the transaction.
    pub(crate) async fn lease(&self) -> Result<Lease, StoreError> {
        let (turn, granted) = oneshot::channel();
        self.desk.queue(Waiting::Turn(turn))?;
        granted.await.unwrap_or(Err(StoreError::Busy))
    }

    /// Has statements run that read nothing, and waits for the group's commit. They are a unit of work: all or none.
    pub(crate) async fn put(&self, batch: Batch) -> Result<(), StoreError> {
        let (answer, committed) = oneshot::channel();
        self.desk.queue(Waiting::Ready(batch, answer))?;
        outcome(committed).await
    }
}
