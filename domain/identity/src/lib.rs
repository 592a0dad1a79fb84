//! Identity: names, passwords, lock-out, refresh tokens, duties and the secrets of clients.

mod client;
mod duty;
mod lock_out;
mod name;
mod password;
mod phone_code;
mod refresh;

pub use client::{CLIENT_SECRET_OVERLAP_HOURS, Secrets, check_scopes};
pub use duty::{DutyState, Grant, GrantReach, NewDuty, Tenure};
pub use lock_out::{Attempts, FAILURES_ALLOWED, LONGEST_LOCK_HOURS, SHORTEST_LOCK_MINUTES};
pub use name::{AccountName, NotAnAccountName};
pub use password::check_password;
pub use phone_code::{CODE_MINUTES, CODE_SECONDS, CODE_TRIES, CODES_A_DAY, CodesSent, Proof};
pub use refresh::{
    ACCESS_TOKEN_MINUTES, Family, Lifetimes, RETRY_SECONDS, Rotation, Token, rotation,
};
