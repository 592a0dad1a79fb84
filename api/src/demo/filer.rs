//! By which way an order comes in, and who files it.

use super::{
    cast,
    categories::{CATEGORIES, position},
    dice::Dice,
    order::Matter,
    plan::{Channel, PARTNER, SYSTEM},
    scenario::{Scenario, Twist},
};

/// Where nobody has a round there, a resident writes instead.
pub(super) fn filer(dice: &mut Dice, scenario: Scenario, estate: usize) -> (Channel, &'static str) {
    let (channel, role) = match (scenario.end, scenario.twist, dice.within(1, 100)) {
        (_, Twist::RatedUnsolved | Twist::ReopenedByReporter | Twist::ReopenedThrice, _)
        | (_, _, ..=68) => (Channel::Resident, "resident"),
        ("declined", _, _) | (_, _, ..=82) => (Channel::Hotline, "hotline_operator"),
        (_, _, ..=87) | ("withdrawn", _, _) | (_, Twist::Objected, _) => {
            (Channel::Counter, "community_officer")
        }
        (_, _, ..=96) => (Channel::GridRound, "grid_worker"),
        _ => (Channel::Meeting, "community_officer"),
    };
    match cast::one(dice, role, estate) {
        Some(account) => (channel, account),
        None => {
            let residents = cast::residents(estate);
            let often = residents.iter().find(|p| p.post.is_none()).filter(|_| dice.chance(25));
            let account = often.or(dice.pick(&residents)).map_or("resident", |p| p.account);
            (Channel::Resident, account)
        }
    }
}

/// Where nothing is asked of the filer any more, some of what was found came without a name, and some of the calls over
/// the platform of the city.
pub(super) fn turned(
    scenario: Scenario,
    (channel, filer): (Channel, &'static str),
    matter: &Matter,
) -> (Channel, &'static str) {
    let category = position(matter.category).map(|at| &CATEGORIES[at]);
    let reported = category.is_some_and(|category| category.default_kind == "report");
    let early = matches!(scenario.end, "submitted" | "dispatched" | "accepted");
    let taken_on = !matches!(scenario.end, "withdrawn" | "declined");
    match channel {
        _ if scenario.twist != Twist::Plain => (channel, filer),
        Channel::GridRound | Channel::Meeting if early && reported => (Channel::Anonymous, SYSTEM),
        Channel::Hotline if taken_on && matter.kind == "complaint" => (Channel::Partner, PARTNER),
        _ => (channel, filer),
    }
}
