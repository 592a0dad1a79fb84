//! The rules of the ticket, tried from outside: people of one neighbourhood act on one case.

mod attaching;
mod clock_rules;
mod clock_waits;
mod clocks;
mod closing;
mod figures;
mod fixture;
mod flow;
mod reopening;
mod routing;
mod routing_rules;
mod sight;
mod supervision;
mod table;
