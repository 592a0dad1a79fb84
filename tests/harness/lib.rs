//! The harness: a whole service for a test, with its own database, port, clock and people.

mod cluster;
mod database;

pub use cluster::Cluster;
pub use database::{Database, Kind, kinds, left_out};

/// Runs each named `async fn(Database)` on both engines, as `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                $crate::on($crate::Kind::Sqlite, super::$name).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                $crate::on($crate::Kind::Postgres, super::$name).await;
            }
        }
    )+ };
}

/// Runs a test on a fresh database of one engine, unless `LIANJIAN_TEST_DATABASES` leaves it out.
pub async fn on(kind: Kind, test: impl AsyncFnOnce(Database)) {
    if !left_out(kind) {
        test(Database::fresh(kind).await).await;
    }
}
