//! The owner of the transaction: begins, runs what is ready, lends to who takes a turn, and commits.

use std::{future::poll_fn, pin::pin, sync::Arc, time::Instant};

use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use tokio::sync::{oneshot, watch};

use super::{Answer, Desk, Group, Lent, Returned, Turn, Waiting};
use crate::{Durability, StoreError, Tx, batch::Batch, journal::PLACE, savepoint::Savepoint};

pub(super) struct Owner {
    pub(super) conn: DatabaseConnection,
    pub(super) desk: Arc<Desk>,
    pub(super) durability: Durability,
    pub(super) entered: watch::Sender<()>,
}

impl Drop for Owner {
    fn drop(&mut self) {
        self.desk.close();
    }
}

impl Owner {
    pub(super) async fn run(self) {
        while !self.desk.is_closed() {
            self.desk.arrived.notified().await;
            while self.desk.waits() {
                match self.begin().await {
                    Ok(tx) => self.group(tx).await,
                    Err(error) => self.desk.refuse(error),
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

    /// Takes members until the group is complete, then commits once.
    async fn group(&self, tx: Tx) {
        let savepoint = Savepoint::first(&tx);
        let (started, answers) = (Instant::now(), Vec::new());
        let mut group = Group { tx, savepoint, members: 0, started, answers, trouble: None };
        while let Some(next) = self.desk.next(&group) {
            match next {
                Waiting::Ready(batch, answer) => group.run(batch, answer).await,
                Waiting::Turn(turn) => match self.lend(group, turn).await {
                    Some(back) => group = back,
                    None => return,
                },
            }
        }
        self.commit(group).await;
    }

    /// Lends the transaction out until it comes back; `None` where it was lost.
    async fn lend(&self, group: Group, turn: Turn) -> Option<Group> {
        let (owner, back) = oneshot::channel();
        if let Some(unused) = self.desk.lend(Lent { group, owner }, turn) {
            return Some(unused.group);
        }
        let Returned { mut group, abandoned } = back.await.ok()?;
        if abandoned && let Err(error) = group.savepoint.undo(&group.tx).await {
            self.fail(group, error).await;
            return None;
        }
        Some(group)
    }

    async fn commit(&self, mut group: Group) {
        if let Err(error) = group.savepoint.settle(&group.tx).await {
            return self.fail(group, error).await;
        }
        if let Durability::AnsweredEarly(delay) = self.durability {
            tell(std::mem::take(&mut group.answers), &Ok(()));
            tokio::time::sleep(delay).await;
        }
        let entered = group.tx.entered();
        if entered && let Err(error) = group.tx.inner.execute_unprepared(PLACE).await {
            return self.fail(group, error.into()).await;
        }
        let Group { tx, answers, trouble, .. } = group;
        match tx.inner.commit().await {
            Ok(()) => tell(answers, &Ok(())),
            Err(error) => {
                let error = StoreError::from(error).while_committing();
                self.failed(answers, trouble.unwrap_or(error)).await;
            }
        }
        if entered {
            self.entered.send_replace(());
        }
    }

    /// Gives the group up.
    async fn fail(&self, group: Group, error: StoreError) {
        let Group { tx, answers, trouble, .. } = group;
        drop(tx);
        self.failed(answers, trouble.unwrap_or(error)).await;
    }

    /// Tells the members why they came to nothing. The next group begins on a new connection: SQLite may have rolled the
    /// transaction back by itself, and the pool would then take it for open for ever.
    async fn failed(&self, answers: Vec<Answer>, error: StoreError) {
        if let Ok(connection) = self.conn.get_sqlite_connection_pool().acquire().await {
            let _ = connection.close().await;
        }
        tell(answers, &Err(error));
    }
}

impl Group {
    /// Runs what is ready. What fails is undone and answered at once; the others of the group are not touched.
    async fn run(&mut self, batch: Batch, answer: Answer) {
        self.members += 1;
        let done = patient(batch.run(&self.tx)).await;
        self.end(done.is_ok());
        match done {
            Ok(()) => self.answers.push(answer),
            Err(error) => {
                self.note(&error);
                let _ = answer.send(Err(error));
            }
        }
    }
}

/// Waits for statements that run on the database's own thread. It tells of each of them, and is let go on before it is
/// listened to, so that the two do not change places at each.
async fn patient<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut begun = false;
    poll_fn(|told| {
        if begun {
            std::thread::yield_now();
        }
        begun = true;
        work.as_mut().poll(told)
    })
    .await
}

fn tell(answers: Vec<Answer>, outcome: &Result<(), StoreError>) {
    for answer in answers {
        let _ = answer.send(outcome.clone());
    }
}
