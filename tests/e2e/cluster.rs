//! The private PostgreSQL cluster: its settings, and that nothing of it outlives its owner.

use std::{path::PathBuf, time::Duration};

use persistence::{Options, Store};
use tests::{Cluster, Database, Kind, on_both};

on_both!(a_durable_database_has_the_promised_settings);

async fn a_durable_database_has_the_promised_settings(quick: Database) {
    let durable = Database::durable(quick.kind).await;
    let weaknesses = async |db: &Database| {
        Store::open(&db.url, &Options::default()).await.unwrap().weaknesses().await.unwrap()
    };
    assert_eq!(weaknesses(&durable).await, Vec::<String>::new());
    let expected = if quick.kind == Kind::Postgres { 3 } else { 0 };
    assert_eq!(weaknesses(&quick).await.len(), expected, "only the quick cluster is weak");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_ends_with_its_owner() {
    if tests::left_out(Kind::Postgres) {
        return;
    }
    let cluster = Cluster::start(false).unwrap();
    let url = cluster.url("postgres");
    let folder = PathBuf::from(url.split_once("?host=").unwrap().1);
    sea_orm::Database::connect(&url).await.unwrap().close().await.unwrap();
    assert!(folder.join("data").is_dir());
    drop(cluster);
    for _ in 0..200 {
        if !folder.exists() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} is still there ten seconds after its owner ended", folder.display());
}
