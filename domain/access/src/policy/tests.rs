//! Every action is opened by someone, and some duties stay apart.

use super::*;

#[test]
fn every_action_has_a_row_or_is_opened_by_credentials() {
    for action in Action::ALL {
        let rows = policy().filter(|row| row.actions.contains(action)).count();
        assert!(rows > 0 || action.by_credentials(), "{action:?} has no row");
    }
}

#[test]
fn residents_and_party_roles_stay_apart() {
    let of = |role| policy().filter(move |row: &&Row| row.role == role);
    assert!(of(Role::Administrator).all(|row| !row.actions.contains(&TicketRead)));
    assert!(of(Role::Resident).all(|row| row.actions.iter().all(|a| {
        [Submit, TicketRead, Support, OutageRead, BulletinRead, OpinionGive].contains(a)
            || [SurveyRead, SurveyAnswer, ObjectionRead, ObjectionFile, RecheckAsk, EvidenceAttach]
                .contains(a)
    })));
}
