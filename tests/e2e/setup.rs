//! How the databases are set up: settings that are read back, and writers that never find the other's lock in their way.

use std::fs;

use futures_util::future::join_all;
use persistence::{Conn as _, Options, Store, Tx, identity::is_empty};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};
use tests::{Database, Kind, on_both};

use crate::source::{root, sources};

on_both!(the_settings_are_those_that_were_asked_for, two_servers_write_at_once);

async fn open(db: &Database) -> Store {
    Store::open(&db.url, &Options::default()).await.unwrap()
}

/// One value, as text.
async fn value(conn: &DatabaseConnection, sql: &str) -> String {
    let asked = Statement::from_string(conn.get_database_backend(), sql);
    let row = conn.query_one_raw(asked).await.unwrap().unwrap();
    let text = row.try_get_by_index::<String>(0);
    text.or_else(|_| row.try_get_by_index::<i32>(0).map(|n| n.to_string())).unwrap()
}

async fn the_settings_are_those_that_were_asked_for(db: Database) {
    let store = open(&db).await;
    let (writer, reader) = (store.connection(), store.reader().conn());
    let asked: &[(&DatabaseConnection, &str, &str)] = match db.kind {
        Kind::Sqlite => &[
            (writer, "PRAGMA journal_mode", "wal"),
            (writer, "PRAGMA synchronous", "2"),
            (writer, "PRAGMA foreign_keys", "1"),
            (writer, "PRAGMA busy_timeout", "5000"),
            (writer, "PRAGMA wal_autocheckpoint", "4000"),
            (writer, "PRAGMA temp_store", "2"),
            (writer, "PRAGMA cache_size", "-16384"),
            (reader, "PRAGMA query_only", "1"),
            (reader, "PRAGMA foreign_keys", "1"),
            (reader, "PRAGMA busy_timeout", "5000"),
        ],
        Kind::Postgres => &[
            (writer, "SHOW lock_timeout", "2s"),
            (writer, "SHOW statement_timeout", "10s"),
            (writer, "SHOW application_name", "lianjian"),
            (writer, "SHOW enable_bitmapscan", "off"),
            (writer, "SHOW random_page_cost", "1.1"),
        ],
    };
    for (conn, sql, expected) in asked {
        assert_eq!(value(conn, sql).await, *expected, "{sql}");
    }
}

/// Two stores on one database, as two processes have them: every unit reads before it writes, which fails on
/// SQLite when a transaction takes its lock only at the first write.
async fn two_servers_write_at_once(db: Database) {
    let stores = [open(&db).await, open(&db).await];
    let unit = async |n: usize| {
        let written = stores[n % 2].write(async |tx: &Tx| {
            is_empty(tx).await?;
            Ok(tx.next_number("both").await?)
        });
        written.await.unwrap()
    };
    let mut numbers = join_all((0..200).map(unit)).await;
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=200).collect::<Vec<_>>());
}

#[test]
fn only_the_store_opens_a_transaction() {
    let forbidden = fs::read_to_string(root().join("clippy.toml")).unwrap();
    for method in ["begin", "begin_with_config", "begin_with_options", "transaction"] {
        let path = format!("sea_orm::TransactionTrait::{method}\"");
        assert!(forbidden.contains(&path), "clippy forbids {method}");
    }
    let words = [".begin(", ".begin_with_options(", ".begin_with_config(", ".transaction("];
    let product = sources().into_iter().filter(|source| !source.is_test());
    let opening = product.filter(|source| words.iter().any(|word| source.product().contains(word)));
    let opening: Vec<_> = opening.map(|source| source.path).collect();
    assert_eq!(opening, ["persistence/src/group/owner.rs", "persistence/src/store.rs"]);
}

#[test]
fn no_package_binds_us_to_its_licence() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    assert!(!lock.contains("name = \"actix-governor\""), "it is under the GPL");
    assert!(lock.contains("name = \"governor\""));
}
