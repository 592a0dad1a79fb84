//! The savepoint of each member of a group: opened with its first statement, closed by the next member's.

use sea_orm::ConnectionTrait;

use crate::{StoreError, Tx};

/// The savepoints of a group's members bear two names in turn, so that one that was never opened cannot be
/// mistaken for the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    A,
    B,
}

impl Name {
    const fn save(self) -> &'static str {
        match self {
            Self::A => "SAVEPOINT a",
            Self::B => "SAVEPOINT b",
        }
    }

    const fn undo(self) -> &'static str {
        match self {
            Self::A => "ROLLBACK TO a",
            Self::B => "ROLLBACK TO b",
        }
    }

    const fn keep_and_begin(self) -> (&'static str, Self) {
        match self {
            Self::A => ("RELEASE a; SAVEPOINT b", Self::B),
            Self::B => ("RELEASE b; SAVEPOINT a", Self::A),
        }
    }

    /// Ends the other's, where it is still open.
    const fn end_other(self) -> &'static str {
        match self {
            Self::A => "RELEASE b",
            Self::B => "RELEASE a",
        }
    }
}

/// Where a group stands between two members.
#[derive(Debug)]
pub(crate) struct Savepoint {
    name: Name,
    /// The last member's statements are still to be rolled back.
    discard: bool,
}

impl Savepoint {
    pub(crate) fn first(tx: &Tx) -> Self {
        tx.open_with(Some(Name::A.save()));
        Self { name: Name::A, discard: false }
    }

    /// A member is done: what the next one begins with.
    pub(crate) fn end(&mut self, tx: &Tx, keep: bool) {
        if tx.untouched() {
            return;
        }
        self.discard = !keep;
        if keep {
            let (statement, name) = self.name.keep_and_begin();
            self.name = name;
            tx.open_with(Some(statement));
        } else {
            tx.open_with(Some(self.name.undo()));
        }
    }

    /// Rolls back what a member left in the middle of its work, whose savepoint may not have been opened.
    pub(crate) async fn undo(&mut self, tx: &Tx) -> Result<(), StoreError> {
        self.discard = false;
        if exists(tx.inner.execute_unprepared(self.name.undo()).await)? {
            tx.open_with(Some(self.name.undo()));
            return Ok(());
        }
        if !exists(tx.inner.execute_unprepared(self.name.end_other()).await)? && lost(tx).await {
            return Err(StoreError::Unavailable("the transaction was rolled back".to_owned()));
        }
        tx.open_with(Some(self.name.save()));
        Ok(())
    }

    /// Before the commit, which keeps all that is not rolled back.
    pub(crate) async fn settle(&self, tx: &Tx) -> Result<(), StoreError> {
        if self.discard {
            tx.inner.execute_unprepared(self.name.undo()).await?;
        }
        Ok(())
    }
}

/// Whether SQLite has rolled the whole transaction back by itself, as a full disk makes it: only then can one be begun.
async fn lost(tx: &Tx) -> bool {
    tx.inner.execute_unprepared("BEGIN").await.is_ok()
}

/// Whether the savepoint was there.
fn exists<T>(outcome: Result<T, sea_orm::DbErr>) -> Result<bool, StoreError> {
    match outcome {
        Ok(_) => Ok(true),
        Err(error) if error.to_string().contains("no such savepoint") => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::TransactionTrait as _;

    use super::*;
    use crate::{Options, Store, sql};

    async fn put(tx: &Tx, n: i64) {
        sql::execute(tx, "INSERT INTO kept (n) VALUES ($1)", [n.into()]).await.unwrap();
    }

    /// What a group keeps whose second member left: `half` of its opening had run.
    async fn kept_after(half: &[&str]) -> Vec<i64> {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("group.db").display());
        let store = Store::open(&url, &Options::default()).await.unwrap();
        store.connection().execute_unprepared("CREATE TABLE kept (n INTEGER)").await.unwrap();
        #[expect(
            clippy::disallowed_methods,
            reason = "the savepoints of a group are what is tested"
        )]
        let tx = Tx::new(store.connection().begin().await.unwrap());
        let mut savepoint = Savepoint::first(&tx);
        put(&tx, 1).await;
        savepoint.end(&tx, true);
        tx.open_with(None);
        for statement in half {
            tx.inner.execute_unprepared(statement).await.unwrap();
        }
        savepoint.undo(&tx).await.unwrap();
        put(&tx, 3).await;
        savepoint.end(&tx, true);
        put(&tx, 4).await;
        savepoint.end(&tx, false);
        savepoint.settle(&tx).await.unwrap();
        tx.inner.commit().await.unwrap();
        let rows = sql::all(store.reader(), "SELECT n FROM kept ORDER BY n", []).await.unwrap();
        rows.iter().map(|row| row.try_get("", "n").unwrap()).collect()
    }

    #[tokio::test]
    async fn who_leaves_while_beginning_harms_nobody() {
        assert_eq!(kept_after(&[]).await, [1, 3]);
        assert_eq!(kept_after(&["RELEASE a"]).await, [1, 3]);
        assert_eq!(kept_after(&["RELEASE a", "SAVEPOINT b"]).await, [1, 3]);
        let done = ["RELEASE a", "SAVEPOINT b", "INSERT INTO kept VALUES (2)"];
        assert_eq!(kept_after(&done).await, [1, 3]);
    }
}
