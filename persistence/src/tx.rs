//! What queries run on: a reader, or the one open unit of work.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};

/// Anything that queries can run on.
pub trait Conn {
    type Inner: ConnectionTrait;
    /// Whether this is a unit of work, so that rows can be held until it ends.
    const WRITES: bool;
    fn conn(&self) -> &Self::Inner;

    /// What has to run before the next statement, told once.
    fn opening(&self) -> Option<&'static str> {
        None
    }
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

/// One state of the database, however often it is read. Only [`crate::Store::snapshot`] makes one.
#[derive(Debug)]
pub struct Snapshot {
    pub(crate) inner: DatabaseTransaction,
}

impl Conn for Snapshot {
    type Inner = DatabaseTransaction;
    const WRITES: bool = false;
    fn conn(&self) -> &DatabaseTransaction {
        &self.inner
    }
}

/// The open unit of work. Only [`crate::Store::write`] makes one, commits it or rolls it back.
#[derive(Debug)]
pub struct Tx {
    pub(crate) inner: DatabaseTransaction,
    entered: AtomicBool,
    /// Goes in front of the first statement of a member of a group, so that beginning costs no way of its own.
    opening: Mutex<Option<&'static str>>,
}

impl Tx {
    pub(crate) const fn new(inner: DatabaseTransaction) -> Self {
        Self { inner, entered: AtomicBool::new(false), opening: Mutex::new(None) }
    }

    /// Notes that an entry of the journal was written in this transaction.
    pub(crate) fn has_entered(&self) {
        self.entered.store(true, Ordering::Relaxed);
    }

    /// Whether its commit may bring new entries of the journal.
    pub(crate) fn entered(&self) -> bool {
        self.entered.load(Ordering::Relaxed)
    }

    pub(crate) fn open_with(&self, statement: Option<&'static str>) {
        *self.opening.lock().unwrap_or_else(PoisonError::into_inner) = statement;
    }

    /// Whether the opening has not run: nothing was done since it was set.
    pub(crate) fn untouched(&self) -> bool {
        self.opening.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

impl Conn for Tx {
    type Inner = DatabaseTransaction;
    const WRITES: bool = true;
    fn conn(&self) -> &DatabaseTransaction {
        &self.inner
    }

    fn opening(&self) -> Option<&'static str> {
        self.opening.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
