//! Who of the demo neighbourhood could take a part in a ticket of an estate.

use super::{
    dice::Dice,
    people::{At, PEOPLE, Person, Post, person},
    places::{AREAS, Area, ESTATES},
    plan::To,
};

/// Everyone whose duty covers the estate.
pub(crate) fn with_role(role: &str, estate: usize) -> Vec<&'static str> {
    PEOPLE.iter().filter(|p| p.serves(role, estate)).map(|p| p.account).collect()
}

/// One of those whose duty covers the estate.
pub(crate) fn one(dice: &mut Dice, role: &str, estate: usize) -> Option<&'static str> {
    dice.pick(&with_role(role, estate)).copied()
}

/// The volunteers of the estate, other than the reporter.
pub(crate) fn volunteers(estate: usize, reporter: Option<&str>) -> Vec<&'static str> {
    let mut all = with_role("volunteer", estate);
    all.retain(|account| Some(*account) != reporter);
    all
}

pub(crate) fn residents(estate: usize) -> Vec<&'static Person> {
    PEOPLE.iter().filter(|person| person.lives_in(estate)).collect()
}

/// Everyone who may accept what was dispatched there.
pub(crate) fn takers(to: To, estate: usize, reporter: Option<&str>) -> Vec<&'static str> {
    let holding = |at: At, roles: &[&str]| {
        let posts = PEOPLE.iter().filter_map(|p| p.post.as_ref().map(|post| (p.account, post)));
        posts
            .filter(|(_, post)| post.at == at && roles.contains(&post.role))
            .map(|(account, _)| account)
            .collect()
    };
    match to {
        To::Pool => volunteers(estate, reporter),
        To::Account(account) => vec![account],
        To::Enterprise(index) => holding(At::Enterprise(index), &["worker", "manager"]),
        To::Department(index) => holding(At::Department(index), &["department_officer"]),
    }
}

/// Another community of the street in which the estate lies, as an index into the areas.
pub(crate) fn next_community(estate: usize) -> Option<usize> {
    let own = AREAS[ESTATES[estate].grid].parent?;
    let beside = |area: &Area| area.level == "community" && area.parent == AREAS[own].parent;
    (0..AREAS.len()).find(|at| *at != own && beside(&AREAS[*at]))
}

/// The officer of a community.
pub(crate) fn officer_of(area: usize) -> Option<&'static str> {
    let here = |post: &Post| post.role == "community_officer" && post.at == At::Area(area);
    PEOPLE.iter().find(|p| p.post.as_ref().is_some_and(here)).map(|person| person.account)
}

/// Who comes for a department.
pub(crate) fn of_department(department: usize) -> Option<&'static str> {
    let here =
        |p: &&Person| p.post.as_ref().is_some_and(|post| post.at == At::Department(department));
    PEOPLE.iter().find(here).map(|person| person.account)
}

/// Who answers for the unit that this handler belongs to: the manager, the officer, or the volunteer themselves.
pub(crate) fn answers_for(handler: &'static str, estate: usize) -> Option<&'static str> {
    match person(handler)?.post.as_ref()?.at {
        At::Enterprise(_) => with_role("manager", estate).first().copied(),
        At::Area(_) | At::Estate(_) | At::Department(_) | At::Everywhere => Some(handler),
    }
}

/// Whether a card may be shown to the handler: a volunteer gets none.
pub(crate) fn may_be_carded(handler: &str) -> bool {
    person(handler)
        .and_then(|person| person.post.as_ref())
        .is_some_and(|post| matches!(post.at, At::Enterprise(_) | At::Department(_)))
}
