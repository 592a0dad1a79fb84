//! One ordered scan of a list: a place seen in one way, or the parts that someone has.

use access::{Level, Mine, Term, View};
use kernel::Uuid;

use super::filter::{Filter, Place};

/// A scan in the order of ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Arm {
    Place {
        /// The level whose index is scanned, and the key there.
        at: (&'static str, i32),
        /// A second place in which the ticket must lie.
        within: Option<(&'static str, i32)>,
        view: View,
    },
    Party {
        party: Uuid,
        part: Mine,
        organization: Option<Uuid>,
        estate: Option<i32>,
    },
}

/// The arms of the terms under a filter, each once: terms that cannot meet the filter's place are left
/// out, wider ones become the place, and a full view makes a partial one of the same place needless.
pub(super) fn arms(terms: &[Term], filter: &Filter) -> Vec<Arm> {
    if filter.wanted().is_empty() {
        return Vec::new();
    }
    let mut arms: Vec<Arm> = Vec::new();
    for arm in terms.iter().filter_map(|term| narrowed(term, filter)) {
        if !arms.contains(&arm) {
            arms.push(arm);
        }
    }
    let whole = arms.clone();
    arms.retain(|arm| match arm {
        Arm::Place { at, within, view } if *view != View::All => {
            !whole.contains(&Arm::Place { at: *at, within: *within, view: View::All })
        }
        _ => true,
    });
    arms
}

fn narrowed(term: &Term, filter: &Filter) -> Option<Arm> {
    match term {
        Term::Party { party, part, organization, estate } => {
            let (party, part) = (*party, *part);
            let arm = Arm::Party { party, part, organization: *organization, estate: *estate };
            asked_for(part, filter).then_some(arm)
        }
        _ if filter.own() => None,
        Term::Everything => filter.place.map(|place| whole(place.column())),
        Term::Area { level, key } => area(*level, *key, filter.place),
        Term::Estate { key, view } => estate(*key, *view, filter.place),
    }
}

/// With `mine` and `assigned` both, what is assigned is scanned and mine is a condition.
fn asked_for(part: Mine, filter: &Filter) -> bool {
    match part {
        Mine::Reporter | Mine::Filer => !filter.assigned,
        Mine::Handler | Mine::Helper | Mine::Target => filter.assigned || filter.mine.is_none(),
        Mine::Unit | Mine::Asked | Mine::Called | Mine::Concerned => !filter.own(),
        Mine::Rated => false,
    }
}

const fn whole(at: (&'static str, i32)) -> Arm {
    Arm::Place { at, within: None, view: View::All }
}

fn area(level: Level, key: i32, place: Option<Place>) -> Option<Arm> {
    let term = (level.as_str(), key);
    let Some(place) = place else { return Some(whole(term)) };
    // The grid of a ticket is its building's, which may differ from the estate's.
    if level == Level::Grid && matches!(place, Place::Estate { .. }) {
        return Some(Arm::Place { at: place.column(), within: Some(term), view: View::All });
    }
    match place.path().at(level) {
        Some(known) if known == key => Some(whole(place.column())),
        Some(_) => None,
        None => Some(Arm::Place { at: term, within: Some(place.column()), view: View::All }),
    }
}

fn estate(key: i32, view: View, place: Option<Place>) -> Option<Arm> {
    let within = match place {
        Some(Place::Estate { key: other, .. }) if other != key => return None,
        Some(Place::Estate { .. }) | None => None,
        Some(place) => Some(place.column()),
    };
    Some(Arm::Place { at: ("estate", key), within, view })
}
