//! Every rule of the ticket, over HTTP.

mod accepting;
mod amending;
mod calling;
mod categories;
mod closing;
mod declining;
mod dispatching;
mod escalating;
mod exporting;
mod following_up;
mod listing;
mod locating;
mod meeting;
mod relating;
mod releasing;
mod reopening;
mod requesting;
mod searching;
mod separation;
mod sight;
mod spanning;
mod submitting;
mod supervising;
mod suspending;
mod whistling;
mod withdrawing;
