//! Puts the neighbourhood into a migrated database.

use std::collections::HashMap;

use access::{Action, Permit, ScopePath, authorize};
use api::{app::App, clock::Clock, config::Config, crypto::Secret};
use organization::Organization;
use persistence::{Conn as _, Failure, Options, Store, Tx};
use place::{Area, At, Building, Estate, Premises};

use super::{SECRET, founded, people, places};

/// What was put in so far, by name.
#[derive(Debug, Default)]
pub(super) struct Placed {
    pub(super) areas: HashMap<&'static str, Area>,
    pub(super) estates: HashMap<&'static str, Estate>,
    pub(super) buildings: HashMap<&'static str, Building>,
    pub(super) premises: HashMap<&'static str, Premises>,
    pub(super) organizations: HashMap<&'static str, Organization>,
}

/// The permit of the first administrator for anything open to them.
pub(super) fn permit(action: Action) -> Permit {
    authorize(&people::administrator(), action, &At::open(ScopePath::default())).unwrap()
}

/// Everything in one unit of work; afterwards nothing is connected to the database.
pub(crate) async fn inhabit(url: &str) -> Result<(), String> {
    let store = Store::open(url, &Options::default()).await.map_err(|e| e.to_string())?;
    let secret = Secret::from_base64(SECRET).map_err(|e| e.to_string())?;
    let app = App::new(store.clone(), Config::default(), secret, Clock::standing_at(founded()));
    app.load_keys().await.map_err(|e| e.to_string())?;
    let hash = app.hasher.hash(super::PASSWORD).await.map_err(|e| e.to_string())?;
    let done = store.write(async |tx: &Tx| fill(tx, &app, &hash).await).await;
    done.map_err(|failure| format!("{failure:?}"))?;
    let reader = store.reader().conn().clone();
    reader.close().await.map_err(|e| e.to_string())?;
    // On SQLite the last connection that closes moves everything into the one file.
    store.connection().clone().close().await.map_err(|e| e.to_string())
}

async fn fill(tx: &Tx, app: &App, hash: &str) -> Result<(), Failure> {
    let mut placed = Placed::default();
    places::areas(tx, &mut placed).await?;
    places::estates(tx, &mut placed).await?;
    places::buildings(tx, &mut placed).await?;
    places::organizations(tx, &mut placed).await?;
    places::categories(tx).await?;
    people::accounts(tx, hash, &placed).await?;
    people::client(tx, app, &placed).await
}
