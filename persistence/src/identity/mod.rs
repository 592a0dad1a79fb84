//! Rows of identity: accounts, duties, refresh tokens, clients, signing keys, second factors; and the actor of a request.

mod account;
mod actor;
mod client;
mod duty;
mod keys;
mod proof;
mod tokens;
mod totp;

pub use account::{
    AccountRow, account_by_id, account_by_name, accounts, accounts_to_release, display_names,
    is_empty,
};
pub use actor::{Standing, actor_of_account, actor_of_client};
pub use client::{ClientRow, client_by_id, clients};
pub use duty::{DutyFilter, DutyRow, duties, duties_to_release, duty_by_id, volunteers_on};
pub use keys::{KeyRow, signing_keys};
pub use proof::{CodeRow, ProofRow, account_of_proof, codes_sent, proof_of};
pub use tokens::{FamilyRow, TokenRow};
pub use totp::{TotpRow, totp_of};
