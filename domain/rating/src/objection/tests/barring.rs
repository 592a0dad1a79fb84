//! Who may object, and who may not decide.

use super::*;

#[test]
fn nobody_decides_on_what_they_scored_asked_decided_or_work_for() {
    let one = filed();
    for action in [Action::ObjectionDecide, Action::ObjectionReject] {
        assert!(may(&actor(20, Role::PropertyOffice), action, &one));
        assert!(may(&actor(20, Role::StreetOfficer), action, &one));
        assert!(!may(&actor(40, Role::PropertyOffice), action, &one), "who scored it");
        assert!(!may(&actor(10, Role::StreetOfficer), action, &one), "who objected");
        for role in [Role::DistrictOfficer, Role::Manager, Role::CommunitySecretary] {
            assert!(!may(&actor(20, role), action, &one), "{role}");
        }
        let mut employed = actor(20, Role::StreetOfficer);
        employed.duties.extend(actor(20, Role::Worker).duties.into_iter().map(|duty| Duty {
            reach: Reach::Organization { id: enterprise(), estates: Vec::new() },
            ..duty
        }));
        assert!(!may(&employed, action, &one), "who works for the enterprise");
    }
    let asked = in_state(ObjectionState::Rechecking);
    assert!(may(&actor(30, Role::DistrictOfficer), Action::RecheckDecide, &asked));
    for n in [10, 20, 40] {
        assert!(!may(&actor(n, Role::DistrictOfficer), Action::RecheckDecide, &asked), "{n}");
    }
    assert!(!may(&actor(30, Role::StreetOfficer), Action::RecheckDecide, &asked));
    let decided = in_state(ObjectionState::Rejected);
    assert!(!may(&actor(11, Role::Manager), Action::RecheckAsk, &decided), "another manager");
}

#[test]
fn owners_object_and_tenants_do_not() {
    let desk = |owner| {
        let (id, score) = (id(1).into(), id(3));
        Objecting { id, score, path: HERE, enterprise: enterprise(), owner }
    };
    assert!(may(&actor(1, Role::Resident), Action::ObjectionFile, &desk(true)));
    assert!(!may(&actor(1, Role::Resident), Action::ObjectionFile, &desk(false)));
    assert!(may(&actor(1, Role::Manager), Action::ObjectionFile, &desk(false)));
    assert!(may(&actor(1, Role::CommitteeMember), Action::ObjectionFile, &desk(false)));
    for role in [Role::StreetOfficer, Role::DistrictOfficer, Role::BranchSecretary, Role::Worker] {
        assert!(!may(&actor(1, role), Action::ObjectionFile, &desk(true)), "{role}");
    }
}
