//! Members of all kinds in one group: each is kept or undone by itself.

mod trouble;

use kernel::{Code, Refusal};
use sea_orm::{ConnectionTrait as _, DbBackend};

use crate::{Failure, Options, Store, StoreError, batch::Batch, sql};

async fn store(folder: &tempfile::TempDir) -> Store {
    let url = format!("sqlite:{}", folder.path().join("group.db").display());
    let store = Store::open(&url, &Options::default()).await.unwrap();
    let table = "CREATE TABLE kept (n INTEGER NOT NULL UNIQUE)";
    store.connection().execute_unprepared(table).await.unwrap();
    store
}

/// Statements that add each number; `None` is refused by the table.
fn ready(numbers: &[Option<i64>]) -> Batch {
    let mut batch = Batch::on(DbBackend::Sqlite);
    for n in numbers {
        batch.add("INSERT INTO kept (n) VALUES ($1)", [(*n).into()]);
    }
    batch
}

async fn turn(store: &Store, n: i64, keep: bool) -> Result<(), Failure> {
    store
        .write(async |tx| {
            sql::execute(tx, "INSERT INTO kept (n) VALUES ($1)", [n.into()]).await?;
            if keep { Ok(()) } else { Err(Refusal::new(Code::Forbidden).into()) }
        })
        .await
}

async fn kept(store: &Store) -> Vec<i64> {
    let rows = sql::all(store.reader(), "SELECT n FROM kept ORDER BY n", []).await.unwrap();
    rows.iter().map(|row| row.try_get("", "n").unwrap()).collect()
}

#[tokio::test]
async fn ready_work_and_turns_share_groups_and_harm_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder).await;
    let one = async |n: i64| {
        let writer = store.grouped().unwrap();
        match n % 5 {
            0 => writer.put(ready(&[Some(n), Some(n + 1000)])).await.is_ok(),
            1 => writer.put(ready(&[Some(n), None])).await.is_ok(),
            2 => turn(&store, n, true).await.is_ok(),
            3 => turn(&store, n, false).await.is_ok(),
            _ => writer.put(ready(&[Some(n - 4), Some(n - 4)])).await.is_ok(),
        }
    };
    let done = futures_util::future::join_all((0..200).map(one)).await;
    let mut expected: Vec<i64> = Vec::new();
    for n in 0..200 {
        assert_eq!(done[n as usize], matches!(n % 5, 0 | 2), "{n}");
        match n % 5 {
            0 => expected.extend([n, n + 1000]),
            2 => expected.push(n),
            _ => {}
        }
    }
    expected.sort_unstable();
    assert_eq!(kept(&store).await, expected);
}

#[tokio::test]
async fn a_constraint_that_fails_is_told_as_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder).await;
    let writer = store.grouped().unwrap();
    writer.put(ready(&[Some(1)])).await.unwrap();
    let taken = writer.put(ready(&[Some(2), Some(1)])).await.unwrap_err();
    assert!(matches!(taken, StoreError::Taken(_)), "{taken}");
    assert_eq!(kept(&store).await, [1]);
}

#[tokio::test]
async fn without_its_owner_the_writer_keeps_nobody_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder).await;
    let writer = store.grouped().unwrap();
    let waiting = writer.put(ready(&[Some(1)]));
    tokio::pin!(waiting);
    assert!(futures_util::FutureExt::now_or_never(&mut waiting).is_none());
    super::Desk::close(&writer.desk);
    let told = [waiting.await, writer.put(ready(&[Some(2)])).await];
    for gone in &told[1..] {
        assert!(matches!(gone, Err(StoreError::Unavailable(_))), "{gone:?}");
    }
    assert_eq!(kept(&store).await.len(), usize::from(told[0].is_ok()));
}

#[tokio::test]
async fn who_waits_no_more_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder).await;
    let writer = store.grouped().unwrap();
    drop(futures_util::FutureExt::now_or_never(writer.put(ready(&[Some(1)]))));
    drop(futures_util::FutureExt::now_or_never(turn(&store, 2, true)));
    writer.put(ready(&[Some(3)])).await.unwrap();
    turn(&store, 4, true).await.unwrap();
    assert_eq!(kept(&store).await, [3, 4]);
}
