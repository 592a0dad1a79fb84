//! The store: where every unit of work begins and ends.

use std::{sync::Arc, time::Duration};

use sea_orm::{
    AccessMode, DatabaseConnection, IsolationLevel, TransactionOptions, TransactionTrait,
};
use tokio::sync::watch;

use crate::{
    Durability, Engine, Failure, Options, Reader, Snapshot, StoreError, Tx, group::Writer, open,
};

/// How long one unit of work may hold the transaction.
const LEASE: Duration = Duration::from_secs(2);
/// How often a unit of work that met a stale row begins again.
const TRIES: usize = 4;

/// The database behind the house. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    engine: Engine,
    reader: Reader,
    /// The connection that migrations run on; on SQLite the writer's own.
    owner: DatabaseConnection,
    writer: Way,
    /// Changes with every commit that brings entries of the journal.
    entered: watch::Sender<()>,
}

#[derive(Debug)]
enum Way {
    Grouped(Writer),
    Each(Durability),
}

impl Store {
    /// Opens the database; on SQLite the file is created when it is not there.
    pub async fn open(url: &str, options: &Options) -> Result<Self, StoreError> {
        let engine = Engine::of(url)?;
        let entered = watch::Sender::new(());
        let (owner, reader, writer) = match engine {
            Engine::Sqlite => {
                let owner = open::sqlite_writer(url).await?;
                let reader = open::sqlite_readers(url, options.connections).await?;
                let writer = Way::Grouped(Writer::start(owner.clone(), options, entered.clone())?);
                (owner, reader, writer)
            }
            Engine::Postgres => {
                let pool = open::postgres(url, options.connections).await?;
                (pool.clone(), pool, Way::Each(options.durability))
            }
        };
        Ok(Self {
            inner: Arc::new(Inner {
                engine,
                reader: Reader { conn: reader },
                owner,
                writer,
                entered,
            }),
        })
    }

    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// The one writer of SQLite.
    pub(crate) fn grouped(&self) -> Option<&Writer> {
        match &self.inner.writer {
            Way::Grouped(writer) => Some(writer),
            Way::Each(_) => None,
        }
    }

    /// For reading outside a unit of work.
    pub fn reader(&self) -> &Reader {
        &self.inner.reader
    }

    /// Tells of every commit of this process that may have brought entries of the journal.
    pub fn entered(&self) -> watch::Receiver<()> {
        self.inner.entered.subscribe()
    }

    /// For the migrations alone.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.inner.owner
    }

    /// The durability settings in force that are weaker than promised.
    pub async fn weaknesses(&self) -> Result<Vec<String>, StoreError> {
        Ok(open::weaknesses(&self.inner.owner, self.inner.engine).await?)
    }

    /// Reads as often as it takes from one state of the database: that which the first statement finds.
    #[expect(clippy::disallowed_methods, reason = "what is read together is of one commit")]
    pub async fn snapshot<T>(
        &self,
        work: impl AsyncFn(&Snapshot) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let postgres = self.inner.engine == Engine::Postgres;
        let options = TransactionOptions {
            isolation_level: postgres.then_some(IsolationLevel::RepeatableRead),
            access_mode: postgres.then_some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        };
        let inner = self.inner.reader.conn.begin_with_options(options).await?;
        let snapshot = Snapshot { inner };
        let found = work(&snapshot).await;
        let _ = snapshot.inner.rollback().await;
        found
    }

    /// Runs one unit of work: `Ok` commits, `Err` leaves nothing behind. The answer comes after the
    /// commit is durable. The work may run again from its beginning when it meets a stale row, and
    /// awaits nothing but `tx`.
    pub async fn write<T>(
        &self,
        work: impl AsyncFn(&Tx) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.write_within(LEASE, work).await
    }

    /// As [`Store::write`], where the work may hold the transaction for longer.
    pub async fn write_within<T>(
        &self,
        time: Duration,
        work: impl AsyncFn(&Tx) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut last = StoreError::Stale;
        for _ in 0..TRIES {
            let tried = match &self.inner.writer {
                Way::Grouped(writer) => grouped(writer, &work, time).await,
                Way::Each(durability) => self.each(&work, *durability, time).await,
            };
            match tried {
                Err(Failure::Store(error @ StoreError::Stale)) => last = error,
                other => return other,
            }
        }
        Err(last.into())
    }

    #[expect(clippy::disallowed_methods, reason = "this is the unit of work itself")]
    async fn each<T>(
        &self,
        work: &impl AsyncFn(&Tx) -> Result<T, Failure>,
        durability: Durability,
        time: Duration,
    ) -> Result<T, Failure> {
        let tx = Tx::new(self.inner.owner.begin().await?);
        match tokio::time::timeout(time * 5, work(&tx)).await {
            Ok(Ok(value)) => {
                let entered = tx.entered();
                commit(tx, durability).await?;
                if entered {
                    self.inner.entered.send_replace(());
                }
                Ok(value)
            }
            Ok(Err(failure)) => {
                let _ = tx.inner.rollback().await;
                Err(failure)
            }
            Err(_) => Err(StoreError::Busy.into()),
        }
    }
}

async fn commit(tx: Tx, durability: Durability) -> Result<(), StoreError> {
    match durability {
        Durability::Committed => {
            tx.inner.commit().await.map_err(|error| StoreError::from(error).while_committing())
        }
        Durability::AnsweredEarly(delay) => {
            tokio::spawn(async move {
                tokio::time::sleep(delay).await;
                tx.inner.commit().await
            });
            Ok(())
        }
    }
}

async fn grouped<T>(
    writer: &Writer,
    work: &impl AsyncFn(&Tx) -> Result<T, Failure>,
    time: Duration,
) -> Result<T, Failure> {
    let lease = writer.lease().await?;
    let done = tokio::time::timeout(time, work(lease.tx()?)).await;
    match done {
        Ok(outcome) => {
            let committed = lease.finish(outcome.as_ref().err()).await;
            let value = outcome?;
            committed?;
            Ok(value)
        }
        Err(_) => Err(StoreError::Busy.into()),
    }
}
