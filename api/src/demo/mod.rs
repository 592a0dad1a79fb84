//! The demo neighbourhood: invented places, people and tickets, the same for the same seed.

mod act;
mod ask;
mod call;
mod cast;
mod categories;
mod cycle;
mod dice;
mod disputed;
mod file;
mod filer;
mod found;
mod greeting;
mod inspected;
mod ledger;
mod load;
mod news;
mod order;
mod oversight;
mod people;
mod photo;
mod phrases;
mod places;
mod plan;
mod rated;
mod replay;
mod routing;
mod scenario;
mod scenes;
mod scored;
mod sending;
mod settle;
mod story;
mod submit;
mod texts;
mod texts_order;
mod texts_repair;
mod texts_service;
mod texts_space;
mod waiting;
mod world;

#[cfg(test)]
mod tests;

use persistence::{
    Failure,
    identity::{account_by_name, is_empty},
};

use crate::app::App;

pub(crate) use greeting::greeting;
pub use load::load;

/// The seed of the neighbourhood that `serve --demo` shows.
pub const SEED: u64 = 2026;
/// Everyone's password.
pub const PASSWORD: &str = "lianjian-demo-2026";

/// Whether the database holds the demo neighbourhood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Nobody has an account yet.
    Empty,
    Whole,
    /// Loading it was broken off.
    Part,
    /// People have accounts, but not those of the demo neighbourhood.
    Other,
}

/// Looks for the administrator, whose password is set when everything else is there.
pub async fn presence(app: &App) -> Result<Presence, Failure> {
    let db = app.store.reader();
    if is_empty(db).await? {
        return Ok(Presence::Empty);
    }
    let known = people::person("admin");
    let admin = account_by_name(db, "admin").await?;
    let invented = admin.filter(|row| known.is_some_and(|known| row.display_name == known.name));
    Ok(match invented {
        None => Presence::Other,
        Some(row) if row.password.is_none() => Presence::Part,
        Some(_) => Presence::Whole,
    })
}
