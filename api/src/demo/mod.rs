//! The demo neighbourhood: invented places, people and tickets, the same for the same seed.

mod cast;
pub(crate) mod categories;
mod dice;
mod order;
mod oversight;
pub(crate) mod people;
mod phrases;
pub(crate) mod places;
pub(crate) mod plan;
mod scenario;
mod scenes;
mod sending;
mod story;
mod texts;
mod texts_order;
mod texts_repair;
mod texts_service;
mod texts_space;

#[cfg(test)]
mod tests;
