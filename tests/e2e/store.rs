//! The unit of work on both engines: all or nothing, and nobody harmed by a neighbour's trouble.

use std::sync::atomic::{AtomicUsize, Ordering};

use kernel::{Code, Refusal};
use migrations::{Migrator, MigratorTrait};
use persistence::{Conn, Failure, Options, Store, StoreError, Tx};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use tests::{Database, Kind, on_both};
use tokio::{
    sync::oneshot,
    task::{JoinSet, LocalSet, spawn_local},
};

on_both!(
    two_hundred_units_at_once_each_take_their_turn,
    units_without_groups_do_the_same,
    a_refused_unit_leaves_nothing,
    a_stale_unit_begins_again,
    a_unit_that_stays_stale_is_refused_as_busy,
    troubled_units_harm_no_other,
    the_schema_goes_up_down_and_up_again,
);

async fn open(db: &Database) -> Store {
    Store::open(&db.url, &Options::default()).await.unwrap()
}

/// The names in the table that these units write to.
async fn names(store: &Store) -> Vec<String> {
    strings(store.reader().conn(), "SELECT name FROM sequence ORDER BY name").await
}

async fn strings(conn: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    let rows = conn.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

async fn take_turns(store: &Store) {
    let mut units = JoinSet::new();
    for _ in 0..200 {
        let store = store.clone();
        units.spawn(async move {
            store.write(async |tx: &Tx| Ok(tx.next_number("turn").await?)).await.unwrap()
        });
    }
    let mut turns = units.join_all().await;
    turns.sort_unstable();
    assert_eq!(turns, (1..=200).collect::<Vec<_>>());
}

async fn two_hundred_units_at_once_each_take_their_turn(db: Database) {
    take_turns(&open(&db).await).await;
}

async fn units_without_groups_do_the_same(db: Database) {
    let options = Options { group: 1, ..Options::default() };
    take_turns(&Store::open(&db.url, &options).await.unwrap()).await;
}

async fn a_refused_unit_leaves_nothing(db: Database) {
    let store = open(&db).await;
    let refused: Result<(), Failure> = store
        .write(async |tx: &Tx| {
            tx.next_number("refused").await?;
            Err(Refusal::missing().into())
        })
        .await;
    let Err(Failure::Refused(refusal)) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.code, Code::NotFound);
    assert_eq!(names(&store).await, Vec::<String>::new());
}

async fn a_stale_unit_begins_again(db: Database) {
    let store = open(&db).await;
    let tries = AtomicUsize::new(0);
    let number = store
        .write(async |tx: &Tx| {
            let number = tx.next_number("again").await?;
            match tries.fetch_add(1, Ordering::Relaxed) {
                0 => Err(StoreError::Stale.into()),
                _ => Ok(number),
            }
        })
        .await
        .unwrap();
    assert_eq!((number, tries.into_inner()), (1, 2), "the first try left nothing");
}

async fn a_unit_that_stays_stale_is_refused_as_busy(db: Database) {
    let store = open(&db).await;
    let tries = AtomicUsize::new(0);
    let failed: Result<(), Failure> = store
        .write(async |tx: &Tx| {
            tries.fetch_add(1, Ordering::Relaxed);
            tx.next_number("never").await?;
            Err(StoreError::Stale.into())
        })
        .await;
    let Err(Failure::Store(error)) = failed else { panic!("{failed:?}") };
    assert_eq!(error.refusal().code, Code::Busy);
    assert_eq!(tries.into_inner(), 4, "once, and three times again");
    assert_eq!(names(&store).await, Vec::<String>::new());
}

/// A unit that is refused, panics, or is abandoned in the middle, by its number; or one that works.
async fn unit(store: Store, number: usize, inside: oneshot::Sender<()>) -> Result<(), Failure> {
    let inside = std::sync::Mutex::new(Some(inside));
    store
        .write(async |tx: &Tx| {
            tx.next_number(&format!("unit-{number:02}")).await?;
            if let Some(inside) = inside.lock().unwrap().take() {
                let _ = inside.send(());
            }
            match number % 4 {
                0 => Ok(()),
                1 => Err(Refusal::forbidden().into()),
                2 => panic!("unit {number} panics on purpose"),
                _ => std::future::pending().await,
            }
        })
        .await
}

async fn troubled_units_harm_no_other(db: Database) {
    let store = open(&db).await;
    LocalSet::new().run_until(trouble(&store)).await;
    let expected: Vec<_> = (0..40).step_by(4).map(|n| format!("unit-{n:02}")).collect();
    assert_eq!(names(&store).await, expected, "what worked is there, what did not is not");
    take_turns(&store).await;
}

/// Forty units at once, of which every fourth works.
async fn trouble(store: &Store) {
    let mut units = Vec::new();
    for number in 0..40 {
        let (inside, reached) = oneshot::channel();
        let task = spawn_local(unit(store.clone(), number, inside));
        let abandon = task.abort_handle();
        let client = spawn_local(async move {
            if number % 4 == 3 && reached.await.is_ok() {
                abandon.abort();
            }
        });
        units.push((number, task, client));
    }
    for (number, task, client) in units {
        let outcome = task.await;
        client.await.unwrap();
        match number % 4 {
            0 => outcome.unwrap().unwrap(),
            1 => assert!(matches!(outcome.unwrap(), Err(Failure::Refused(_)))),
            2 => assert!(outcome.unwrap_err().is_panic()),
            _ => assert!(outcome.unwrap_err().is_cancelled()),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_that_outstays_its_lease_harms_no_other() {
    let db = Database::fresh(Kind::Sqlite).await;
    let store = open(&db).await;
    LocalSet::new().run_until(outstay(&store)).await;
    assert_eq!(names(&store).await, ["next"]);
}

async fn outstay(store: &Store) {
    let (inside, reached) = oneshot::channel();
    let slow = spawn_local(unit(store.clone(), 3, inside));
    reached.await.unwrap();
    let next = store.write(async |tx: &Tx| Ok(tx.next_number("next").await?)).await.unwrap();
    let failed = slow.await.unwrap();
    let Err(Failure::Store(error)) = failed else { panic!("{failed:?}") };
    assert_eq!((next, error.refusal().code), (1, Code::Busy));
}

/// The definition of every table, index and trigger, but for the migrations' own table.
async fn schema(conn: &DatabaseConnection, kind: Kind) -> Vec<String> {
    let sql = match kind {
        Kind::Sqlite => {
            "SELECT type || ' ' || sql FROM sqlite_master \
             WHERE sql IS NOT NULL AND name NOT LIKE 'seaql_%' ORDER BY 1"
        }
        Kind::Postgres => {
            "SELECT concat_ws(' ', table_name, ordinal_position, column_name, data_type, is_nullable) \
             FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name NOT LIKE 'seaql_%' \
             UNION ALL SELECT indexdef FROM pg_indexes \
             WHERE schemaname = 'public' AND tablename NOT LIKE 'seaql_%' \
             UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
        }
    };
    strings(conn, sql).await
}

async fn the_schema_goes_up_down_and_up_again(db: Database) {
    let store = open(&db).await;
    let conn = store.connection();
    let first = schema(conn, db.kind).await;
    assert!(first.len() > 30, "{first:#?}");
    Migrator::down(conn, None).await.unwrap();
    assert_eq!(schema(conn, db.kind).await, Vec::<String>::new());
    Migrator::up(conn, None).await.unwrap();
    assert_eq!(schema(conn, db.kind).await, first);
    Migrator::up(conn, None).await.unwrap();
    assert_eq!(schema(conn, db.kind).await, first, "a migrated database is left as it is");
}
