//! Lists: the rules, who may step when, and what leaves a list when it is published.

use access::{Action, Actor, Duty, Level, Permit, Reach, Role, ScopePath, Who, authorize, may};
use calendar::Calendar;
use chrono::TimeDelta;
use kernel::{AccountId, Code, CycleId, Hundredths, ListId, Moment, OrganizationId, Refused, Uuid};
use proptest::prelude::*;

use super::*;
use crate::Evidence;

const HERE: ScopePath = ScopePath {
    district: Some(1),
    street: Some(2),
    community: Some(3),
    grid: None,
    estate: Some(7),
};

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn now() -> Moment {
    "2026-04-28T02:00:00Z".parse().unwrap()
}

fn until() -> Moment {
    now() + TimeDelta::days(11)
}

fn enterprise() -> OrganizationId {
    OrganizationId(id(900))
}

fn actor(n: u128, role: Role) -> Actor {
    let reach = match role {
        Role::Manager => Reach::Organization { id: enterprise(), estates: vec![7] },
        Role::DistrictOfficer => Reach::Area { level: Level::District, key: 1 },
        Role::CommitteeMember => Reach::Estate(7),
        _ => Reach::Area { level: Level::Street, key: 2 },
    };
    let duty = Duty { id: None, role, reach, scopes: Vec::new() };
    Actor::new(Who::Account(AccountId(id(n))), vec![duty])
}

fn result(stars: Option<u8>, vetoes: &[&str], bad_records: i32) -> Listable {
    Listable {
        score: id(3),
        path: HERE,
        enterprise: enterprise(),
        total: Hundredths(91_35),
        stars,
        vetoes: vetoes.iter().map(|code| (*code).to_owned()).collect(),
        bad_records,
    }
}

fn list(state: ListState) -> RatingList {
    RatingList {
        id: ListId(id(1)),
        kind: ListKind::Red,
        cycle: CycleId(id(2)),
        path: ScopePath { community: None, estate: None, ..HERE },
        rule: ListRule::of(ListKind::Red),
        state,
        proposed_by: id(10),
        proposed_at: now(),
        objections_until: until(),
        published_by: None,
        published_at: None,
        withdrawn_by: None,
        withdrawn_at: None,
        withdraw_reason: None,
        listings: 1,
        enterprises: vec![enterprise()],
        version: 1,
        updated_at: now(),
    }
}

fn listing(state: ListingState) -> Listing {
    let made = Listing::of(id(5).into(), &list(ListState::Proposed), result(Some(5), &[], 0));
    Listing { state, ..made }
}

fn permit(n: u128, role: Role, action: Action, on: &Listing) -> Permit {
    authorize(&actor(n, role), action, on).unwrap()
}

fn publish(
    of: &RatingList,
    listings: &[(Listing, i32)],
    at: Moment,
) -> Refused<Vec<ListingChange>> {
    let permit = authorize(&actor(11, Role::StreetOfficer), Action::ListPublish, of).unwrap();
    let drops =
        |one: &Listing| Ok(authorize(&actor(11, Role::StreetOfficer), Action::ListingDrop, one)?);
    Ok(of.publish(&permit, listings, drops, at)?.1)
}

#[test]
fn the_tables_are_sound() {
    assert_eq!(process::faults(&LIST), Vec::<String>::new());
    assert_eq!(process::faults(&LISTING), Vec::<String>::new());
    assert_eq!(LIST.states.len(), ListState::ALL.len());
    assert_eq!(LISTING.states.len(), ListingState::ALL.len());
}

#[test]
fn the_rules_of_the_house() {
    let (red, black) = (ListRule::of(ListKind::Red), ListRule::of(ListKind::Black));
    for (stars, vetoes, bad, on_red, on_black) in [
        (Some(5), &[][..], 0, true, false),
        (Some(5), &[], 1, false, false),
        (Some(4), &[], 0, false, false),
        (Some(1), &[], 3, false, false),
        (Some(0), &[], 0, false, true),
        (Some(0), &["V1"], 2, false, true),
        (None, &[], 0, false, false),
        (None, &["V1"], 0, false, false),
    ] {
        let one = result(stars, vetoes, bad);
        assert_eq!(red.lists(ListKind::Red, &one), on_red, "red {one:?}");
        assert_eq!(black.lists(ListKind::Black, &one), on_black, "black {one:?}");
    }
}

#[test]
fn a_rule_that_makes_no_sense_is_refused() {
    for (kind, stars, clean, vetoed, sound) in [
        (ListKind::Red, 5, true, false, true),
        (ListKind::Red, 1, false, false, true),
        (ListKind::Red, 0, true, false, false),
        (ListKind::Red, 6, true, false, false),
        (ListKind::Red, 5, true, true, false),
        (ListKind::Black, 0, false, true, true),
        (ListKind::Black, 4, false, false, true),
        (ListKind::Black, 5, false, false, false),
        (ListKind::Black, 0, true, false, false),
    ] {
        let rule = ListRule { stars, clean, vetoed };
        assert_eq!(rule.check(kind).is_ok(), sound, "{kind} {rule:?}");
    }
}

proptest! {
    #[test]
    fn no_result_is_on_both_lists(stars in 0u8..=5, veto: bool, bad in 0i32..3) {
        let one = result(Some(stars), if veto { &["V1"] } else { &[] }, bad);
        let on = |kind| ListRule::of(kind).lists(kind, &one);
        prop_assert!(!(on(ListKind::Red) && on(ListKind::Black)));
    }
}

#[test]
fn objections_come_in_time_and_once() {
    let one = listing(ListingState::Noticed);
    let permit = permit(20, Role::Manager, Action::ListingObject, &one);
    let calendar = Calendar::around_the_clock();
    let object = |on: &Listing, at| {
        let told = ("已整改".to_owned(), Evidence { words: "复核记录".to_owned(), links: vec![] });
        on.object(&permit, told, (Some(&calendar), at))
    };
    let done = object(&one, until() - TimeDelta::milliseconds(1)).unwrap();
    assert_eq!(done.after.state, ListingState::Disputed);
    assert_eq!(object(&one, until()).unwrap_err().code, Code::Untimely);
    for state in [ListingState::Disputed, ListingState::Kept, ListingState::Struck] {
        let no = object(&listing(state), now()).unwrap_err();
        assert_eq!(no.code, Code::NotAllowedNow, "{state}");
    }
    let published = Listing { list_state: ListState::Published, ..one };
    assert_eq!(object(&published, now()).unwrap_err().code, Code::NotAllowedNow);
}

#[test]
fn nobody_decides_on_what_they_proposed_or_publishes_it() {
    let one = listing(ListingState::Disputed);
    for action in [Action::ListingStrike, Action::ListingKeep] {
        assert!(may(&actor(11, Role::StreetOfficer), action, &one));
        assert!(may(&actor(11, Role::PropertyOffice), action, &one));
        assert!(!may(&actor(10, Role::StreetOfficer), action, &one), "who proposed it");
        assert!(!may(&actor(11, Role::Manager), action, &one));
        assert!(!may(&actor(11, Role::CommitteeMember), action, &one));
    }
    let proposed = list(ListState::Proposed);
    assert!(may(&actor(11, Role::DistrictOfficer), Action::ListPublish, &proposed));
    assert!(!may(&actor(10, Role::DistrictOfficer), Action::ListPublish, &proposed));
    let mut employed = actor(11, Role::DistrictOfficer);
    employed.duties.extend(actor(11, Role::Manager).duties);
    for action in [Action::ListPublish, Action::ListWithdraw] {
        assert!(!may(&employed, action, &proposed), "who works for an enterprise on it");
    }
    assert!(!may(&Actor::system(), Action::ListPublish, &proposed));
}

#[test]
fn what_is_decided_stays_decided() {
    let one = listing(ListingState::Disputed);
    for (action, state) in
        [(Action::ListingStrike, ListingState::Struck), (Action::ListingKeep, ListingState::Kept)]
    {
        let permit = permit(11, Role::StreetOfficer, action, &one);
        assert!(one.decide(&permit, " ", now()).is_err(), "no words");
        let done = one.decide(&permit, "经复核", now()).unwrap().after;
        assert_eq!((done.state, done.version), (state, 2));
        assert_eq!(done.decide(&permit, "经复核", now()).unwrap_err().code, Code::NotAllowedNow);
    }
}

#[test]
fn a_list_is_published_in_time_with_those_for_whom_it_holds() {
    let proposed = list(ListState::Proposed);
    let noticed = || listing(ListingState::Noticed);
    let early = publish(&proposed, &[(noticed(), 0)], until() - TimeDelta::milliseconds(1));
    assert_eq!(early.unwrap_err().code, Code::Untimely);
    let open = publish(&proposed, &[(listing(ListingState::Disputed), 0)], until());
    assert_eq!(open.unwrap_err().code, Code::ObjectionsOpen);
    let none = publish(&proposed, &[(listing(ListingState::Struck), 0), (noticed(), 1)], until());
    assert_eq!(none.unwrap_err().code, Code::NothingToList);
    let some =
        [(noticed(), 0), (listing(ListingState::Kept), 2), (listing(ListingState::Struck), 1)];
    let dropped = publish(&proposed, &some, until()).unwrap();
    let left: Vec<_> = dropped.iter().map(|one| (one.before, one.after.state)).collect();
    assert_eq!(left, [(ListingState::Kept, ListingState::Dropped)]);
    let again = publish(&list(ListState::Published), &some, until());
    assert_eq!(again.unwrap_err().code, Code::NotAllowedNow);
}

#[test]
fn a_list_is_withdrawn_once_and_for_a_reason() {
    for state in [ListState::Proposed, ListState::Published] {
        let one = list(state);
        let permit =
            authorize(&actor(10, Role::StreetOfficer), Action::ListWithdraw, &one).unwrap();
        assert!(one.withdraw(&permit, "\t", now()).is_err());
        let done = one.withdraw(&permit, "依法更正", now()).unwrap().after;
        assert_eq!(done.state, ListState::Withdrawn);
        assert_eq!(done.withdraw(&permit, "再次", now()).unwrap_err().code, Code::NotAllowedNow);
    }
}
