//! How a scheme comes into force, and whose it is.

use access::{Action, Actor, Denied, Duty, Level, Reach, Role, ScopePath, Who, authorize};
use kernel::{AccountId, Code, Moment, SchemeId, Uuid};

use super::*;
use crate::{Desk, LIFECYCLE, SchemeState, Standpoint};

fn officer(id: u128, district: i32) -> Actor {
    let reach = Reach::Area { level: Level::District, key: district };
    let duty = Duty { id: None, role: Role::DistrictOfficer, reach, scopes: Vec::new() };
    Actor::new(Who::Account(AccountId(Uuid::from_u128(id))), vec![duty])
}

fn district() -> ScopePath {
    ScopePath { district: Some(1), ..ScopePath::default() }
}

fn drafted(edition: i32) -> Standpoint {
    let permit =
        authorize(&officer(1, 1), Action::SchemeDraft, &Desk::of_district(district())).unwrap();
    let id = SchemeId(Uuid::from_u128(u128::try_from(edition).unwrap()));
    Standpoint::draft(&permit, (id, district(), edition), Moment::default()).unwrap().after
}

#[test]
fn the_table_is_sound() {
    assert_eq!(process::faults(&LIFECYCLE), Vec::<String>::new());
}

#[test]
fn one_drafts_and_another_puts_in_force() {
    let (first, scheme) = (drafted(1), &shipped()[0].scheme);
    assert_eq!(
        authorize(&officer(1, 1), Action::SchemeAdopt, &first.desk()),
        Err(Denied::Forbidden)
    );
    assert_eq!(authorize(&officer(2, 7), Action::SchemeAdopt, &first.desk()), Err(Denied::Unseen));
    let permit = authorize(&officer(2, 1), Action::SchemeAdopt, &first.desk()).unwrap();
    let changes = first.adopt(&permit, (scheme, None), Moment::default()).unwrap();
    let [adopted] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((adopted.after.state, adopted.after.version), (SchemeState::Adopted, 2));
    let again = adopted.after.adopt(&permit, (scheme, None), Moment::default()).unwrap_err();
    assert_eq!(again.code, Code::NotAllowedNow);
    let changes =
        drafted(2).adopt(&permit, (scheme, Some(&adopted.after)), Moment::default()).unwrap();
    let states: Vec<_> = changes.iter().map(|one| (one.after.edition, one.after.state)).collect();
    assert_eq!(states, [(1, SchemeState::Replaced), (2, SchemeState::Adopted)]);
}

#[test]
fn what_is_not_sound_stays_a_draft() {
    let permit = authorize(&officer(2, 1), Action::SchemeAdopt, &drafted(1).desk()).unwrap();
    let mut unsound = shipped()[0].scheme.clone();
    unsound.aspects.pop();
    let refused = drafted(1).adopt(&permit, (&unsound, None), Moment::default()).unwrap_err();
    assert_eq!((refused.code, refused.errors.len()), (Code::SchemeUnsound, 1));
}

#[test]
fn a_draft_is_the_business_of_its_district() {
    let nobody = Actor::new(Who::Account(AccountId(Uuid::from_u128(9))), Vec::new());
    let desk = drafted(1).desk();
    assert_eq!(authorize(&nobody, Action::SchemeRead, &desk), Err(Denied::Unseen));
    assert!(authorize(&officer(1, 1), Action::SchemeRead, &desk).is_ok());
    assert!(
        authorize(&nobody, Action::SchemeRead, &Desk { state: SchemeState::Replaced, ..desk })
            .is_ok()
    );
    assert!(authorize(&nobody, Action::SchemeRead, &Desk::open()).is_ok());
}
