//! HTTP in, four words, HTTP out; and the command line.

pub mod app;
mod calendar;
pub mod cli;
pub mod clock;
mod clock_policy;
pub mod config;
pub mod contract;
pub mod crypto;
pub mod ctx;
mod guest;
pub mod http;
pub mod serve;
mod status;

mod always;
mod attachment;
pub mod auth;
pub mod demo;
mod export;
pub mod feed;
mod figures;
pub mod files;
mod identity;
pub mod import;
pub mod jobs;
pub mod message;
pub mod metrics;
pub mod notice;
mod organization;
mod place;
mod replay;
mod rounds;
mod routes;
mod saved_view;
mod ticket;
pub mod webhook;
