//! The end-to-end tests: one binary, so that the engines are started once.

#![expect(clippy::unwrap_used, reason = "in a test a failed step is a failed test")]

mod access;
mod architecture;
mod calendars;
mod cli;
mod clients;
mod clocks;
mod cluster;
mod conditions;
mod contract;
mod demo;
mod docs;
mod duties;
mod faults;
mod feed;
mod generated;
mod headers;
mod hostile;
mod idempotency;
mod identity;
mod lifecycle;
mod mechanisms;
mod methods;
mod operator;
mod organizations;
mod paging;
mod passwords;
mod places;
mod plans;
mod problems;
mod races;
mod replicas;
mod residencies;
mod sessions;
mod setup;
mod shutdown;
mod sockets;
mod source;
mod store;
mod tickets;
mod token_keys;
mod tokens;
mod totp;
mod webhooks;
mod worlds;
