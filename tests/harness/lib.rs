//! The harness: a whole service for a test, with its own database, port, clock and people.

#![expect(clippy::unwrap_used, reason = "in a test a failed step is a failed test")]

mod bodies;
mod case;
mod client;
mod cluster;
mod database;
mod process;
mod promise;
mod service;
pub mod world;

pub use bodies::minimal;
pub use case::Case;
pub use client::{Call, Caller, Reply};
pub use cluster::{Cluster, postgres_programs};
pub use database::{Database, Kind, kinds, left_out};
pub use process::Process;
pub use service::Service;

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

/// Runs each named `async fn(Service)` on both engines, as `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! served_by_both {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                $crate::served($crate::Kind::Sqlite, super::$name).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                $crate::served($crate::Kind::Postgres, super::$name).await;
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

/// Runs a test with a service of its own, unless `LIANJIAN_TEST_DATABASES` leaves its engine out.
pub async fn served(kind: Kind, test: impl AsyncFnOnce(Service)) {
    if !left_out(kind) {
        test(Service::start(kind).await).await;
    }
}
