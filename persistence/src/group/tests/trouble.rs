//! A disk that is full takes the whole group with it: nobody is told of rows that are not there, and the next goes on.

use sea_orm::{ConnectionTrait as _, DbBackend};

use super::{kept, ready, store, turn};
use crate::{Failure, Store, StoreError, batch::Batch, sql};

const LARGE: &str = "INSERT INTO large (b) VALUES (zeroblob(200000))";

async fn beside_large(folder: &tempfile::TempDir) -> Store {
    let store = store(folder).await;
    store.connection().execute_unprepared("CREATE TABLE large (b BLOB)").await.unwrap();
    store
}

/// From now on the database cannot grow, until the writer has a new connection.
async fn fill_up(store: &Store) {
    let conn = store.connection();
    conn.execute_unprepared("PRAGMA max_page_count = 1").await.unwrap();
}

fn large() -> Batch {
    let mut batch = Batch::on(DbBackend::Sqlite);
    batch.add(LARGE, []);
    batch
}

/// A member that takes no more room than there is, and waits in its turn until the others have come.
async fn first(store: &Store, n: i64, come: &tokio::sync::Notify) -> Result<(), Failure> {
    store
        .write(async |tx| {
            sql::execute(tx, "UPDATE kept SET n = $1", [n.into()]).await?;
            come.notified().await;
            Ok(())
        })
        .await
}

/// What the disk failed is answered as such.
fn is_trouble(error: &StoreError) -> bool {
    matches!(error, StoreError::Full(_) | StoreError::Unavailable(_))
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_of_a_group_is_told_of_rows_that_a_full_disk_took() {
    let folder = tempfile::tempdir().unwrap();
    let store = beside_large(&folder).await;
    turn(&store, 0, true).await.unwrap();
    let mut taken_along = 0;
    for round in 1..=30 {
        fill_up(&store).await;
        let before = kept(&store).await;
        let come = tokio::sync::Notify::new();
        let writer = store.grouped().unwrap();
        let second = async {
            let told = writer.put(large());
            let (told, ()) = tokio::join!(told, async { come.notify_one() });
            told
        };
        let (told, full) = tokio::join!(first(&store, round, &come), second);
        assert!(is_trouble(&full.unwrap_err()), "the disk is full");
        match told {
            Ok(()) => assert_eq!(kept(&store).await, [round]),
            Err(Failure::Store(error)) => {
                assert!(is_trouble(&error), "{error}");
                assert_eq!(kept(&store).await, before);
                taken_along += 1;
            }
            Err(other) => panic!("{other}"),
        }
        writer.put(ready(&[Some(-round)])).await.expect("there is room again");
        store.connection().execute_unprepared("DELETE FROM kept WHERE n < 0").await.unwrap();
    }
    assert!(taken_along > 0, "no member was in a group with the one that failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_after_the_disk_failed_hides_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = beside_large(&folder).await;
    turn(&store, 0, true).await.unwrap();
    let mut taken_along = 0;
    for round in 1..=30 {
        fill_up(&store).await;
        let come = tokio::sync::Notify::new();
        let leaving = async {
            let waiting = store.grouped().unwrap().lease();
            let (lease, ()) = tokio::join!(waiting, async { come.notify_one() });
            let lease = lease.unwrap();
            let failed = sql::execute(lease.tx().unwrap(), LARGE, []).await;
            assert!(failed.is_err(), "the disk is full");
        };
        let next = async {
            tokio::task::yield_now().await;
            turn(&store, -round, true).await
        };
        let (told, (), after) = tokio::join!(first(&store, round, &come), leaving, next);
        let there = kept(&store).await;
        assert_eq!(told.is_ok(), there.contains(&round), "{told:?} {there:?}");
        assert_eq!(after.is_ok(), there.contains(&-round), "{after:?} {there:?}");
        taken_along += i32::from(told.is_err());
        store.connection().execute_unprepared("DELETE FROM kept WHERE n < 0").await.unwrap();
    }
    assert!(taken_along > 0, "no member was in a group with the one that failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_fails_leaves_the_writer_working() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder).await;
    let lost = store.write(async |tx| {
        sql::execute(tx, "INSERT INTO kept (n) VALUES (7)", []).await?;
        // SQLite gives up the transaction, as it does when the disk is full.
        sql::execute(tx, "ROLLBACK", []).await?;
        Ok(())
    });
    let Err(Failure::Store(error)) = lost.await else { panic!("nothing was committed") };
    assert_eq!(error.refusal().kind(), kernel::Kind::Unavailable, "{error}");
    for n in 1..=3 {
        turn(&store, n, true).await.unwrap();
    }
    assert_eq!(kept(&store).await, [1, 2, 3]);
}
