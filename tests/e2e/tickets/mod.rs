//! Every rule of the ticket, over HTTP.

mod accepting;
mod amending;
mod categories;
mod closing;
mod declining;
mod dispatching;
mod following_up;
mod listing;
mod releasing;
mod reopening;
mod separation;
mod sight;
mod submitting;
mod supervising;
mod withdrawing;
