//! Group commit on SQLite: one writer owns the transaction, requests lease it in turn, one commit answers all.

use std::time::{Duration, Instant};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{mpsc, oneshot, watch};

use crate::{Durability, Options, StoreError, Tx};

/// How long a group may go on taking members.
const GROUP_TIME: Duration = Duration::from_millis(5);

/// What becomes of a member's statements when it gives the transaction back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Keep,
    Discard,
}

#[derive(Debug)]
struct Returned {
    tx: Tx,
    verdict: Verdict,
    /// Told when the group's commit is durable, or why it is not.
    answer: Option<oneshot::Sender<Result<(), StoreError>>>,
}

/// The open transaction, held by one request for its turn. Dropping it undoes the turn.
#[derive(Debug)]
pub(crate) struct Lease {
    tx: Option<Tx>,
    back: Option<oneshot::Sender<Returned>>,
}

impl Lease {
    pub(crate) fn tx(&self) -> Result<&Tx, StoreError> {
        self.tx.as_ref().ok_or(StoreError::Busy)
    }

    /// Gives the transaction back and waits for the group's commit.
    pub(crate) async fn finish(mut self, keep: bool) -> Result<(), StoreError> {
        let (answer, committed) = oneshot::channel();
        self.give_back(if keep { Verdict::Keep } else { Verdict::Discard }, Some(answer));
        committed
            .await
            .unwrap_or_else(|_| Err(StoreError::OutcomeUnknown("the writer went away".into())))
    }

    fn give_back(
        &mut self,
        verdict: Verdict,
        answer: Option<oneshot::Sender<Result<(), StoreError>>>,
    ) {
        if let (Some(tx), Some(back)) = (self.tx.take(), self.back.take()) {
            let _ = back.send(Returned { tx, verdict, answer });
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.give_back(Verdict::Discard, None);
    }
}

type Turn = oneshot::Sender<Result<Lease, StoreError>>;

/// The way to the writer task.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    turns: mpsc::Sender<Turn>,
}

impl Writer {
    /// `entered` is told of every commit that may bring entries of the journal.
    pub(crate) fn start(
        conn: DatabaseConnection,
        options: &Options,
        entered: watch::Sender<()>,
    ) -> Self {
        let (turns, waiting) = mpsc::channel(1024);
        let (most, durability) = (options.group.max(1), options.durability);
        let owner = Owner { conn, most, durability, entered };
        tokio::spawn(owner.run(waiting));
        Self { turns }
    }

    /// Waits for this request's turn with the transaction.
    pub(crate) async fn lease(&self) -> Result<Lease, StoreError> {
        let (turn, granted) = oneshot::channel();
        self.turns
            .send(turn)
            .await
            .map_err(|_| StoreError::Unavailable("the writer stopped".into()))?;
        granted.await.unwrap_or(Err(StoreError::Busy))
    }
}

struct Owner {
    conn: DatabaseConnection,
    most: usize,
    durability: Durability,
    entered: watch::Sender<()>,
}

impl Owner {
    async fn run(self, mut waiting: mpsc::Receiver<Turn>) {
        while let Some(first) = waiting.recv().await {
            match self.begin().await {
                Ok(tx) => self.group(tx, first, &mut waiting).await,
                Err(error) => {
                    let _ = first.send(Err(error));
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

    /// Serves members until nobody waits, the group is full or its time is up; then commits once.
    async fn group(&self, mut tx: Tx, first: Turn, waiting: &mut mpsc::Receiver<Turn>) {
        let started = Instant::now();
        let mut answers = Vec::new();
        let mut next = Some(first);
        let mut members = 0;
        let mut before = None;
        while let Some(turn) = next.take() {
            members += 1;
            match serve(tx, turn, &mut before, &mut answers).await {
                Ok(back) => tx = back,
                Err(error) => return tell(answers, &Err(error)),
            }
            if members < self.most && started.elapsed() < GROUP_TIME {
                next = waiting.try_recv().ok();
            }
        }
        // The commit keeps what the last member's savepoint holds.
        if before == Some(Verdict::Discard)
            && let Err(error) = run(&tx.inner, "ROLLBACK TO member").await
        {
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

fn tell(answers: Vec<oneshot::Sender<Result<(), StoreError>>>, outcome: &Result<(), StoreError>) {
    for answer in answers {
        let _ = answer.send(outcome.clone());
    }
}

/// One member's turn, begun with what the member `before` left to be done: one way to the database for both.
/// An error means that the transaction itself is lost, and the group with it.
async fn serve(
    tx: Tx,
    turn: Turn,
    before: &mut Option<Verdict>,
    answers: &mut Vec<oneshot::Sender<Result<(), StoreError>>>,
) -> Result<Tx, StoreError> {
    if turn.is_closed() {
        return Ok(tx);
    }
    let begin = match before {
        None => "SAVEPOINT member",
        Some(Verdict::Keep) => "RELEASE member; SAVEPOINT member",
        Some(Verdict::Discard) => "ROLLBACK TO member",
    };
    if let Err(error) = run(&tx.inner, begin).await {
        let _ = turn.send(Err(error.clone()));
        return Err(error);
    }
    let (back, returned) = oneshot::channel();
    // A request that went away drops its lease, which comes back as a discarded turn.
    let _ = turn.send(Ok(Lease { tx: Some(tx), back: Some(back) }));
    let Returned { tx, verdict, answer } =
        returned.await.map_err(|_| StoreError::Unavailable("a lease was lost".into()))?;
    answers.extend(answer);
    *before = Some(verdict);
    Ok(tx)
}

async fn run(tx: &DatabaseTransaction, statement: &str) -> Result<(), StoreError> {
    tx.execute_unprepared(statement).await.map(|_| ()).map_err(StoreError::from)
}
