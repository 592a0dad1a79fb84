//! What queries run on: a reader, or the one open unit of work.

use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};

/// Anything that queries can run on.
pub trait Conn {
    type Inner: ConnectionTrait;
    /// Whether this is a unit of work, so that rows can be held until it ends.
    const WRITES: bool;
    fn conn(&self) -> &Self::Inner;
}

/// Reads outside a unit of work.
#[derive(Debug, Clone)]
pub struct Reader {
    pub(crate) conn: DatabaseConnection,
}

impl Conn for Reader {
    type Inner = DatabaseConnection;
    const WRITES: bool = false;
    fn conn(&self) -> &DatabaseConnection {
        &self.conn
    }
}

/// The open unit of work. Only [`crate::Store::write`] makes one, commits it or rolls it back.
#[derive(Debug)]
pub struct Tx {
    pub(crate) inner: DatabaseTransaction,
    entered: AtomicBool,
}

impl Tx {
    pub(crate) const fn new(inner: DatabaseTransaction) -> Self {
        Self { inner, entered: AtomicBool::new(false) }
    }

    /// Notes that an entry of the journal was written in this transaction.
    pub(crate) fn has_entered(&self) {
        self.entered.store(true, Ordering::Relaxed);
    }

    /// Whether its commit may bring new entries of the journal.
    pub(crate) fn entered(&self) -> bool {
        self.entered.load(Ordering::Relaxed)
    }
}

impl Conn for Tx {
    type Inner = DatabaseTransaction;
    const WRITES: bool = true;
    fn conn(&self) -> &DatabaseTransaction {
        &self.inner
    }
}
