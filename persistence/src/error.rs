//! What can go wrong below the rules, and how each shows to a caller.

use kernel::{Code, Refusal};
use sea_orm::{DbErr, RuntimeErr, sqlx};

/// A failure of the store itself.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// Someone else changed the row, or the engine asks for another try.
    #[error("the row changed meanwhile")]
    Stale,
    /// A unique index refused the row; the name is the index's or the columns'.
    #[error("taken: {0}")]
    Taken(String),
    /// A row holds what the domain does not know.
    #[error("nonsense in the database: {0}")]
    Corrupt(&'static str),
    #[error("storage is exhausted: {0}")]
    Full(String),
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    #[error("the outcome of the commit is not known: {0}")]
    OutcomeUnknown(String),
    #[error("the writer is busy")]
    Busy,
    #[error("database: {0}")]
    Broken(String),
}

/// Why a unit of work did not happen: a rule said no, or the store failed.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure {
    /// A refusal is told as `told` says; a fault of the store stays as it is.
    #[must_use]
    pub fn map_refusal(self, told: impl FnOnce(Refusal) -> Refusal) -> Self {
        match self {
            Self::Refused(refusal) => Self::Refused(told(refusal)),
            store => store,
        }
    }
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl From<access::Denied> for Failure {
    fn from(denied: access::Denied) -> Self {
        Self::Refused(denied.into())
    }
}

impl StoreError {
    /// The problem that a caller is told; the text stays in the log.
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::Stale | Self::Busy => Refusal::new(Code::Busy).after(1),
            Self::Taken(_) => Refusal::new(Code::CodeTaken),
            Self::Full(_) => Refusal::new(Code::StorageExhausted).after(30),
            Self::Unavailable(_) => Refusal::new(Code::DatabaseUnavailable).after(2),
            Self::OutcomeUnknown(_) => Refusal::new(Code::OutcomeUnknown).after(1),
            Self::Corrupt(_) | Self::Broken(_) => Refusal::new(Code::InternalError),
        }
    }

    /// The same failure, met while committing: a lost connection then means an unknown outcome.
    pub(crate) fn while_committing(self) -> Self {
        match self {
            Self::Unavailable(text) => Self::OutcomeUnknown(text),
            other => other,
        }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        let text = error.to_string();
        match &error {
            DbErr::ConnectionAcquire(_) => Self::Unavailable(text),
            DbErr::Conn(RuntimeErr::SqlxError(inner))
            | DbErr::Exec(RuntimeErr::SqlxError(inner))
            | DbErr::Query(RuntimeErr::SqlxError(inner)) => classify(inner, text),
            _ => Self::Broken(text),
        }
    }
}

fn classify(error: &sqlx::Error, text: String) -> StoreError {
    match error {
        sqlx::Error::Database(inner) => {
            let code = inner.code().unwrap_or_default().into_owned();
            if inner.is_unique_violation() {
                let name =
                    inner.constraint().map_or_else(|| inner.message().to_owned(), str::to_owned);
                return StoreError::Taken(name);
            }
            if LOST.iter().any(|words| text.contains(words)) {
                return StoreError::Unavailable(text);
            }
            by_code(&code, text)
        }
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Protocol(_) => StoreError::Unavailable(text),
        _ => StoreError::Broken(text),
    }
}

/// What SQLite says of a transaction that it has rolled back by itself, after the disk failed someone else in it.
const LOST: [&str; 2] = ["no such savepoint", "no transaction is active"];

/// SQLSTATE classes of PostgreSQL, and result codes of SQLite (5 busy, 8 and 10 I/O, 13 full, 14 cannot open).
fn by_code(code: &str, text: String) -> StoreError {
    match code {
        "40001" | "40P01" => StoreError::Stale,
        "53100" | "13" => StoreError::Full(text),
        "55P03" | "5" | "261" | "517" => StoreError::Busy,
        _ if ["08", "53", "57"].iter().any(|class| code.len() == 5 && code.starts_with(class)) => {
            StoreError::Unavailable(text)
        }
        _ if code.parse::<u32>().is_ok_and(|n| matches!(n & 0xFF, 8 | 10 | 14))
            && code.len() < 5 =>
        {
            StoreError::Unavailable(text)
        }
        _ => StoreError::Broken(text),
    }
}
