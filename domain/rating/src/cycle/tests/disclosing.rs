//! What a cycle needs to be made final.

use access::Permit;

use super::*;

fn disclosed() -> Cycle {
    Cycle { objections_until: Some(at("2027-02-01")), ..at_state(CycleState::Disclosed) }
}

fn finalize(pending: &Pending, confirmed: &[&str], now: Moment) -> kernel::Refused<CycleChange> {
    let cycle = disclosed();
    let permit = authorize(&actor(10, Role::DistrictOfficer), Action::CycleFinalize, &cycle);
    let confirmed = confirmed.iter().map(|code| (*code).to_owned()).collect();
    cycle.finalize(&permit.unwrap(), pending, &confirmed, now)
}

/// Made final where nothing stands against it but the state.
pub(super) fn ended(cycle: &Cycle, permit: &Permit, now: Moment) -> kernel::Refused<CycleChange> {
    let over = Cycle { objections_until: Some(now), ..cycle.clone() };
    over.finalize(permit, &Pending::default(), &Confirmed::new(), now)
}

#[test]
fn not_before_the_time_for_objections_is_over() {
    let before = at("2027-02-01") - chrono::TimeDelta::milliseconds(1);
    assert_eq!(finalize(&Pending::default(), &[], before).unwrap_err().code, Code::Untimely);
    let done = finalize(&Pending::default(), &[], at("2027-02-01")).unwrap();
    assert_eq!((done.after.state, done.after.finalized_by), (CycleState::Final, Some(id(10))));
}

#[test]
fn not_while_an_objection_is_open() {
    let pending = Pending { objections: (1..40).map(id).collect(), ..Pending::default() };
    let no = finalize(&pending, &[], at("2027-02-01")).unwrap_err();
    assert_eq!((no.code, no.errors.len()), (Code::ObjectionsOpen, 20));
}

#[test]
fn exactly_what_has_no_source_is_confirmed() {
    let without_source = BTreeSet::from(["A2".to_owned(), "E2".to_owned()]);
    let pending = Pending { without_source, ..Pending::default() };
    for (confirmed, errors) in [(&[][..], 2), (&["A2"], 1), (&["A2", "E2", "E7"], 1), (&["E7"], 3)]
    {
        let no = finalize(&pending, confirmed, at("2027-02-01")).unwrap_err();
        assert_eq!((no.code, no.errors.len()), (Code::SourcesUnconfirmed, errors), "{confirmed:?}");
    }
    let done = finalize(&pending, &["E2", "A2"], at("2027-02-01")).unwrap();
    assert_eq!(done.without_source, ["A2", "E2"]);
}

#[test]
fn the_system_neither_discloses_nor_makes_final() {
    for state in CycleState::ALL {
        for action in [Action::CycleDisclose, Action::CycleFinalize] {
            assert!(!may(&Actor::system(), action, &at_state(*state)));
        }
    }
}
