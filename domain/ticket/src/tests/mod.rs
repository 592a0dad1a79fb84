//! The rules of the ticket, tried from outside: people of one neighbourhood act on one case.

mod attaching;
mod beside;
mod clock_rules;
mod clock_waits;
mod clocks;
mod closing;
mod deeds;
mod figures;
mod findings;
mod fixture;
mod flow;
mod past;
mod people;
mod reopening;
mod routing;
mod routing_rules;
mod sight;
mod supervision;
mod table;
