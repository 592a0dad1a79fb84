//! Group commit on SQLite: requests hand the open transaction on to each other, one commit answers them all.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use sea_orm::{DatabaseConnection, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use tokio::sync::{Notify, oneshot, watch};

use crate::{Durability, Options, StoreError, Tx, savepoint::Savepoint};

/// How long a group may go on taking members: so long that all clients of a busy server share one flush. With 5 ms a
/// group was full of a dozen, and the flush cost a quarter of the rate.
const GROUP_TIME: Duration = Duration::from_millis(20);
/// How many may wait for their turn; who comes on top is told to come again.
const MOST_WAITING: usize = 1024;

/// Told when the group's commit is durable, or why it is not.
type Answer = oneshot::Sender<Result<(), StoreError>>;

/// The open transaction with those whom its commit will answer.
#[derive(Debug)]
struct Group {
    tx: Tx,
    savepoint: Savepoint,
    members: usize,
    started: Instant,
    answers: Vec<Answer>,
    owner: oneshot::Sender<Returned>,
}

/// What the owner gets back.
#[derive(Debug)]
struct Returned {
    tx: Tx,
    savepoint: Savepoint,
    members: usize,
    answers: Vec<Answer>,
    /// The last member left in the middle of its work.
    abandoned: bool,
}

impl Group {
    fn give_back(self, abandoned: bool) {
        let Self { tx, savepoint, members, answers, owner, .. } = self;
        let _ = owner.send(Returned { tx, savepoint, members, answers, abandoned });
    }
}

/// The open transaction, held by one request for its turn. Dropping it undoes the turn.
#[derive(Debug)]
pub(crate) struct Lease {
    group: Option<Group>,
    desk: Arc<Desk>,
}

impl Lease {
    pub(crate) fn tx(&self) -> Result<&Tx, StoreError> {
        self.group.as_ref().map(|group| &group.tx).ok_or(StoreError::Busy)
    }

    /// Hands the transaction on and waits for the group's commit.
    pub(crate) async fn finish(mut self, keep: bool) -> Result<(), StoreError> {
        let (answer, committed) = oneshot::channel();
        if let Some(mut group) = self.group.take() {
            group.savepoint.end(&group.tx, keep);
            group.answers.push(answer);
            self.desk.hand_on(group);
        }
        committed
            .await
            .unwrap_or_else(|_| Err(StoreError::OutcomeUnknown("the writer went away".into())))
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(group) = self.group.take() {
            let abandoned = !group.tx.untouched();
            group.give_back(abandoned);
        }
    }
}

type Turn = oneshot::Sender<Result<Lease, StoreError>>;

/// Where requests wait for the transaction.
#[derive(Debug)]
struct Desk {
    waiting: Mutex<VecDeque<Turn>>,
    arrived: Notify,
    /// Members of one group.
    most: usize,
}

impl Desk {
    fn waiting(&self) -> MutexGuard<'_, VecDeque<Turn>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next who still waits.
    fn next(&self) -> Option<Turn> {
        let mut waiting = self.waiting();
        std::iter::from_fn(|| waiting.pop_front()).find(|turn| !turn.is_closed())
    }

    /// To the next who waits; to the owner for the commit when nobody does, the group is full or its time is up.
    fn hand_on(self: &Arc<Self>, mut group: Group) {
        while group.members < self.most && group.started.elapsed() < GROUP_TIME {
            let Some(turn) = self.next() else { break };
            group.members += 1;
            let lease = Lease { group: Some(group), desk: self.clone() };
            let Err(Ok(mut refused)) = turn.send(Ok(lease)) else { return };
            let Some(back) = refused.group.take() else { return };
            group = back;
        }
        group.give_back(false);
    }
}

/// The way to the transaction.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    desk: Arc<Desk>,
}

impl Writer {
    /// `entered` is told of every commit that may bring entries of the journal.
    pub(crate) fn start(
        conn: DatabaseConnection,
        options: &Options,
        entered: watch::Sender<()>,
    ) -> Self {
        let desk =
            Desk { waiting: Mutex::default(), arrived: Notify::new(), most: options.group.max(1) };
        let desk = Arc::new(desk);
        let owner = Owner { conn, desk: desk.clone(), durability: options.durability, entered };
        tokio::spawn(owner.run());
        Self { desk }
    }

    /// Waits for this request's turn with the transaction.
    pub(crate) async fn lease(&self) -> Result<Lease, StoreError> {
        let (turn, granted) = oneshot::channel();
        {
            let mut waiting = self.desk.waiting();
            if waiting.len() >= MOST_WAITING {
                return Err(StoreError::Busy);
            }
            waiting.push_back(turn);
        }
        self.desk.arrived.notify_one();
        granted.await.unwrap_or(Err(StoreError::Busy))
    }
}

/// Begins and commits.
struct Owner {
    conn: DatabaseConnection,
    desk: Arc<Desk>,
    durability: Durability,
    entered: watch::Sender<()>,
}

impl Owner {
    async fn run(self) {
        loop {
            self.desk.arrived.notified().await;
            while let Some(first) = self.desk.next() {
                match self.begin().await {
                    Ok(tx) => self.group(tx, first).await,
                    Err(error) => {
                        let _ = first.send(Err(error));
                    }
                }
            }
        }
    }

    #[expect(clippy::disallowed_methods, reason = "this is the unit of work itself")]
    async fn begin(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Tx::new(self.conn.begin_with_options(options).await?))
    }

    /// Lends the transaction out until a group is complete, then commits once.
    async fn group(&self, tx: Tx, first: Turn) {
        let savepoint = Savepoint::first(&tx);
        let started = Instant::now();
        self.desk.waiting().push_front(first);
        let mut state =
            Returned { tx, savepoint, members: 0, answers: Vec::new(), abandoned: false };
        loop {
            let (owner, back) = oneshot::channel();
            let Returned { tx, savepoint, members, answers, .. } = state;
            self.desk.hand_on(Group { tx, savepoint, members, started, answers, owner });
            let Ok(returned) = back.await else { return };
            state = returned;
            if !state.abandoned {
                break;
            }
            if let Err(error) = state.savepoint.undo(&state.tx).await {
                return tell(state.answers, &Err(error));
            }
        }
        self.commit(state).await;
    }

    async fn commit(&self, group: Returned) {
        let Returned { tx, savepoint, mut answers, .. } = group;
        if let Err(error) = savepoint.settle(&tx).await {
            return tell(answers, &Err(error));
        }
        if let Durability::AnsweredEarly(delay) = self.durability {
            tell(std::mem::take(&mut answers), &Ok(()));
            tokio::time::sleep(delay).await;
        }
        let entered = tx.entered();
        let outcome = tx.inner.commit().await.map_err(StoreError::from);
        tell(answers, &outcome);
        if entered {
            self.entered.send_replace(());
        }
    }
}

fn tell(answers: Vec<Answer>, outcome: &Result<(), StoreError>) {
    for answer in answers {
        let _ = answer.send(outcome.clone());
    }
}
