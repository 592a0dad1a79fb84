//! A scope as a list of terms: the same policy rows that decide on one subject, as a filter for lists.

use kernel::Uuid;

use crate::{
    Action, Actor, Duty, Reach, Relation,
    path::{Level, area_party},
    policy::policy,
};

/// Which tickets of an estate a term shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum View {
    All,
    Public,
    /// In the volunteers' pool now or once.
    Pooled,
}

/// The parts in a case that make a ticket one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mine {
    Reporter,
    Filer,
    Handler,
    Helper,
    Target,
    Unit,
    Asked,
    Called,
    Concerned,
    /// No part in a ticket: what is recorded or rated of an organisation.
    Rated,
}

impl Mine {
    /// The word of the part, as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Filer => "filer",
            Self::Handler => "handler",
            Self::Helper => "helper",
            Self::Target => "target",
            Self::Unit => "unit",
            Self::Asked => "asked",
            Self::Called => "called",
            Self::Concerned => "concerned",
            Self::Rated => "rated",
        }
    }
}

/// One term of a scope. A list is the union of its terms.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    Everything,
    Area {
        level: Level,
        key: i32,
    },
    Estate {
        key: i32,
        view: View,
    },
    /// What a person or an organisation has a part in. `organization` and `estate` say in which capacity
    /// the part must be held, so that a part outlives neither the contract nor the duty.
    Party {
        party: Uuid,
        part: Mine,
        organization: Option<Uuid>,
        estate: Option<i32>,
    },
}

/// Every term through which the actor may do `action` (a reading one), without doubles.
pub fn scope(actor: &Actor, action: Action) -> Vec<Term> {
    let mut terms = Vec::new();
    for row in policy().filter(|row| row.actions.contains(&action)) {
        for duty in actor.duties.iter().filter(|duty| duty.role == row.role) {
            if duty.opens(action, row.within) {
                terms.extend(term(actor, duty, row.within));
            }
        }
    }
    terms.sort();
    terms.dedup();
    terms
}

fn term(actor: &Actor, duty: &Duty, relation: Relation) -> Vec<Term> {
    match relation {
        Relation::Within | Relation::Contract => places(duty, View::All),
        Relation::Public => places(duty, View::Public),
        Relation::Pool => places(duty, View::Pooled),
        Relation::Reporter => vec![own(actor, Mine::Reporter)],
        Relation::Filer => vec![own(actor, Mine::Filer)],
        Relation::Handler => part(actor, duty, Mine::Handler),
        Relation::Helper => part(actor, duty, Mine::Helper),
        Relation::Target => part(actor, duty, Mine::Target),
        Relation::Unit => unit(duty, Mine::Unit),
        Relation::Asked => asked(actor, duty),
        Relation::Called => unit(duty, Mine::Called),
        Relation::Rated => unit(duty, Mine::Rated),
        Relation::Concerned => concerned(duty),
        Relation::Any => vec![Term::Everything],
        Relation::Own
        | Relation::Adopted
        | Relation::Evaluator
        | Relation::Scorer
        | Relation::Unserved
        | Relation::Unraised
        | Relation::Raised
        | Relation::Fallback
        | Relation::Dispatching => Vec::new(),
    }
}

fn places(duty: &Duty, view: View) -> Vec<Term> {
    match &duty.reach {
        Reach::Area { level, key } => vec![Term::Area { level: *level, key: *key }],
        Reach::Estate(key) => vec![Term::Estate { key: *key, view }],
        Reach::Organization { estates, .. } => {
            estates.iter().map(|key| Term::Estate { key: *key, view }).collect()
        }
        Reach::Everywhere => vec![Term::Everything],
        Reach::Own => Vec::new(),
    }
}

fn own(actor: &Actor, part: Mine) -> Term {
    Term::Party { party: actor.who.id(), part, organization: None, estate: None }
}

fn part(actor: &Actor, duty: &Duty, part: Mine) -> Vec<Term> {
    let party = actor.who.id();
    match &duty.reach {
        Reach::Organization { id, .. } => {
            vec![Term::Party { party, part, organization: Some(id.0), estate: None }]
        }
        Reach::Estate(key) => {
            vec![Term::Party { party, part, organization: None, estate: Some(*key) }]
        }
        Reach::Area { .. } | Reach::Own | Reach::Everywhere => Vec::new(),
    }
}

fn unit(duty: &Duty, part: Mine) -> Vec<Term> {
    duty.organization()
        .map(|id| Term::Party { party: id.0, part, organization: None, estate: None })
        .into_iter()
        .collect()
}

fn concerned(duty: &Duty) -> Vec<Term> {
    let Reach::Area { key, .. } = duty.reach else { return Vec::new() };
    let (party, part) = (area_party(key), Mine::Concerned);
    vec![Term::Party { party, part, organization: None, estate: None }]
}

fn asked(actor: &Actor, duty: &Duty) -> Vec<Term> {
    if duty.organization().is_some() {
        return unit(duty, Mine::Asked);
    }
    part(actor, duty, Mine::Asked)
}
