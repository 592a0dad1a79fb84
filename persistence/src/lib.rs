//! Rows, queries and the unit of work. No rule lives here.

pub mod bulletin;
pub mod calendar;
pub mod clock;
pub mod feed;
pub mod identity;
pub mod import;
pub mod journal;
pub mod message;
pub mod notice;
pub mod organization;
pub mod outage;
pub mod place;
pub mod rating;
pub mod routing;
pub mod saved_view;
pub mod ticket;
pub mod webhook;

mod batch;
mod error;
mod group;
mod idempotency;
mod lease;
mod open;
mod savepoint;
mod sequence;
mod sql;
mod store;
mod tx;

pub use error::{Failure, StoreError};
pub use idempotency::{Claim, Kept, Remembered};
pub use journal::{Entry, Line};
pub use open::{Durability, Engine, Options};
pub use store::Store;
pub use tx::{Conn, Reader, Snapshot, Tx};
