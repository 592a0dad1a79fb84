//! What was counted of the places in which a caller sees tickets, or of the departments that they come for.

use std::collections::BTreeMap;

use access::{Action, Mine, ScopePath, Term, View, scope};
use kernel::{Code, OrganizationId, Uuid};
use persistence::{
    place::{area_by_key, estate_by_key},
    ticket::{Grouping, Of, Question, figures},
};
use ticket::{Counts, Whole};

use crate::{ctx::Ctx, figures::whole_at, http::Problem};

/// What was counted, by organisation; under nil for what none has.
#[derive(Debug, Default)]
pub(super) struct Sides {
    pub(super) by_organization: BTreeMap<Uuid, Counts>,
    /// Whether it is of the caller's own departments, for want of a place.
    pub(super) of_departments: bool,
}

impl Sides {
    pub(super) fn total(&self) -> Counts {
        let mut total = Counts::default();
        self.by_organization.values().for_each(|counts| total.add(counts));
        total
    }
}

/// Counts of tickets filed from the first of the days to the last, which are those of whole months.
pub(super) async fn sides(ctx: &Ctx, days: (i32, i32)) -> Result<Sides, Problem> {
    let terms = scope(&ctx.actor, Action::TicketRead);
    if terms.is_empty() {
        return Err(Code::Forbidden.into());
    }
    let places = outermost(places(ctx, &terms).await?);
    let of_departments = places.is_empty();
    let mut asked: Vec<(Of, Option<OrganizationId>)> =
        together(places).into_iter().map(|of| (of, None)).collect();
    if of_departments {
        let own = Of { whole: Whole::Organization, keys: Vec::new() };
        asked.extend(departments(&terms).into_iter().map(|id| (own.clone(), Some(id))));
    }
    let mut by_organization: BTreeMap<Uuid, Counts> = BTreeMap::new();
    for (of, organization) in asked {
        let by = Grouping::Organization;
        let question = Question { of, organization, category: None, days, by };
        for (group, counts) in figures(ctx.reader(), &question).await? {
            by_organization.entry(group.organization).or_default().add(&counts);
        }
    }
    Ok(Sides { by_organization, of_departments })
}

/// A place with everything above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Spot {
    whole: Whole,
    key: i32,
    path: ScopePath,
}

async fn places(ctx: &Ctx, terms: &[Term]) -> Result<Vec<Spot>, Problem> {
    let mut found = Vec::new();
    for term in terms {
        match term {
            Term::Everything => {
                let path = ScopePath::default();
                found.push(Spot { whole: Whole::Everything, key: 0, path });
            }
            Term::Area { level, key } => {
                let area = area_by_key(ctx.reader(), *key).await?.ok_or(Code::Forbidden)?;
                let whole = whole_at(*level).ok_or(Code::Forbidden)?;
                found.push(Spot { whole, key: *key, path: area.path });
            }
            Term::Estate { key, view: View::All } => {
                let estate = estate_by_key(ctx.reader(), *key).await?.ok_or(Code::Forbidden)?;
                found.push(Spot { whole: Whole::Estate, key: *key, path: estate.path });
            }
            Term::Estate { .. } | Term::Party { .. } => {}
        }
    }
    Ok(found)
}

fn departments(terms: &[Term]) -> Vec<OrganizationId> {
    let called = |term: &Term| match term {
        Term::Party { party, part: Mine::Called, .. } => Some(OrganizationId(*party)),
        _ => None,
    };
    terms.iter().filter_map(called).collect()
}

/// Those that lie in none of the others, so that nothing is counted twice.
fn outermost(all: Vec<Spot>) -> Vec<Spot> {
    let lies_in = |one: &Spot, other: &Spot| match other.whole {
        Whole::Everything => true,
        Whole::District => one.path.district == Some(other.key),
        Whole::Street => one.path.street == Some(other.key),
        Whole::Community => one.path.community == Some(other.key),
        Whole::Estate | Whole::Organization => false,
    };
    let inner = |one: &&Spot| all.iter().any(|other| other != *one && lies_in(one, other));
    all.iter().filter(|one| !inner(one)).copied().collect()
}

/// Places of one sort side by side.
fn together(places: Vec<Spot>) -> Vec<Of> {
    let mut keys: BTreeMap<Whole, Vec<i32>> = BTreeMap::new();
    for place in places {
        keys.entry(place.whole).or_default().push(place.key);
    }
    keys.into_iter().map(|(whole, keys)| Of { whole, keys }).collect()
}
