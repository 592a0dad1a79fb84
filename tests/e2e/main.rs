//! The end-to-end tests: one binary, so that the engines are started once.

#![expect(clippy::unwrap_used, reason = "in a test a failed step is a failed test")]

mod access;
mod architecture;
mod cli;
mod clients;
mod cluster;
mod contract;
mod demo;
mod faults;
mod generated;
mod headers;
mod hostile;
mod identity;
mod lifecycle;
mod mechanisms;
mod methods;
mod organizations;
mod places;
mod problems;
mod races;
mod replicas;
mod residencies;
mod sessions;
mod sockets;
mod source;
mod store;
mod tickets;
mod tokens;
