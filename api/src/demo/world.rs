//! The demo neighbourhood as it stands in the database, by the indexes of its tables.

use std::{collections::HashMap, str::FromStr};

use access::{Actor, ScopePath};
use kernel::AccountId;
use organization::Organization;
use persistence::StoreError;
use place::{Area, Building, Estate, Premises};
use ticket::Category;

use super::people::{At, Home, Person};

/// An estate with its buildings, and every dwelling by building and label.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    pub(super) estate: Estate,
    pub(super) buildings: Vec<Building>,
    pub(super) premises: HashMap<(usize, String), Premises>,
}

/// Who acts, by account name.
pub(super) type Actors = HashMap<&'static str, Actor>;

/// What was put in so far.
#[derive(Debug, Default)]
pub(super) struct World {
    pub(super) areas: Vec<Area>,
    pub(super) enterprises: Vec<Organization>,
    pub(super) departments: Vec<Organization>,
    pub(super) categories: Vec<Category>,
    pub(super) estates: Vec<Settled>,
    pub(super) actors: Actors,
}

impl World {
    /// Where a person belongs: the place of the duty, else of the home.
    pub(super) fn path(&self, person: &Person) -> ScopePath {
        match (&person.post, person.home) {
            (Some(post), _) => self.path_of(post.at),
            (None, Some(home)) => self.estates[home.estate].estate.path,
            (None, None) => ScopePath::default(),
        }
    }

    fn path_of(&self, at: At) -> ScopePath {
        match at {
            At::Area(area) => self.areas[area].path,
            At::Estate(estate) => self.estates[estate].estate.path,
            At::Enterprise(index) => self.enterprises[index].path,
            At::Department(index) => self.departments[index].path,
            At::Everywhere => ScopePath::default(),
        }
    }

    pub(super) fn home(&self, home: Home) -> Result<&Premises, StoreError> {
        let dwelling = (home.building, home.unit.to_owned());
        self.estates[home.estate].premises.get(&dwelling).ok_or_else(|| unknown(home.unit))
    }

    pub(super) fn actor(&self, account: &str) -> Result<&Actor, StoreError> {
        self.actors.get(account).ok_or_else(|| unknown(account))
    }

    pub(super) fn account(&self, account: &str) -> Result<AccountId, StoreError> {
        self.actor(account)?.who.account().ok_or_else(|| unknown(account))
    }
}

/// A word of the domain, from the demo's tables.
pub(super) fn word<W: FromStr>(text: &str) -> Result<W, StoreError> {
    text.parse().map_err(|_| unknown(text))
}

pub(super) fn unknown(what: &str) -> StoreError {
    StoreError::Broken(format!("the demo neighbourhood knows no {what}"))
}
