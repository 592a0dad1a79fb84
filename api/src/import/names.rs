//! What the names of estates and categories in a part stand for, as its importer means them.

use std::collections::{BTreeSet, HashMap};

use access::{Action, Actor, may};
use kernel::{Fault, Uuid};
use persistence::{
    Conn, StoreError,
    import::{categories_named, estates_named},
};
use ticket::Opening;

use super::columns::Part;

type Found = HashMap<String, Vec<Uuid>>;

/// The names of a part.
#[derive(Debug, Default)]
pub(super) struct Names {
    estates: Found,
    categories: Found,
}

impl Names {
    /// Of several estates of one name those are meant for which the importer may file, and of categories the active.
    pub(super) async fn of(db: &impl Conn, part: &Part, actor: &Actor) -> Result<Self, StoreError> {
        let mut names = Self::default();
        for estate in estates_named(db, &sought(part, "estate")).await? {
            let opening = Opening { path: estate.path, on_behalf: true };
            if may(actor, Action::Submit, &opening) {
                names.estates.entry(estate.name).or_default().push(estate.id.0);
            }
        }
        let categories = categories_named(db, &sought(part, "category")).await?;
        for one in categories.iter().filter(|one| one.active) {
            let bears: BTreeSet<&String> = [&one.code, &one.name_zh, &one.name_en].into();
            for name in bears {
                names.categories.entry(name.clone()).or_default().push(one.id.0);
            }
        }
        // A code is one category's own.
        for one in &categories {
            names.categories.insert(one.code.clone(), vec![one.id.0]);
        }
        Ok(names)
    }

    pub(super) fn estate(&self, text: &str) -> Result<String, Fault> {
        one(&self.estates, text)
    }

    pub(super) fn category(&self, text: &str) -> Result<String, Fault> {
        one(&self.categories, text)
    }
}

/// The names that are no ids, each once.
fn sought(part: &Part, field: &str) -> Vec<String> {
    let names = part.texts(field).filter(|text| text.parse::<Uuid>().is_err());
    names.cloned().collect::<BTreeSet<_>>().into_iter().collect()
}

fn one(found: &Found, text: &str) -> Result<String, Fault> {
    if let Ok(id) = text.parse::<Uuid>() {
        return Ok(id.to_string());
    }
    match found.get(text).map(Vec::as_slice) {
        None | Some([]) => Err(Fault::NotFound),
        Some([id]) => Ok(id.to_string()),
        Some(_) => Err(Fault::Ambiguous),
    }
}
