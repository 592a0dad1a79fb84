//! Proof of identity: access tokens, signing keys, passwords.

mod hasher;
mod keys;
mod token;

pub use hasher::Hasher;
pub use keys::{KeyFault, KeyRing, new_key};
pub use token::{Verified, issue, verify};
