//! The end-to-end tests: one binary, so that the engines are started once.

#![expect(clippy::unwrap_used, reason = "in a test a failed step is a failed test")]

mod architecture;
mod cluster;
mod contract;
mod demo;
mod generated;
mod lifecycle;
mod methods;
mod problems;
mod source;
mod store;
mod tickets;
