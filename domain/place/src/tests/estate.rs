//! Estates, buildings, premises and residencies, case by case.

use access::Action;
use kernel::{Code, Fault, Hundredths, Uuid};

use super::*;

#[test]
fn phases_go_forward_and_rebuilding_begins_anew() {
    assert_eq!(process::faults(&PHASES), Vec::<String>::new());
    for from in Phase::ALL {
        let here = estate(7, *from, &tree().community).unwrap();
        for to in Phase::ALL {
            let allowed = to > from || (*from, *to) == (Phase::Rebuilding, Phase::Gestation);
            let moved = here.change_phase(&permit(Action::EstatePhase), *to, now());
            match moved {
                Ok(after) => assert!(allowed && after.phase == *to && after.version == 2),
                Err(refused) => assert!(!allowed && refused.code == Code::NotAllowedNow),
            }
        }
    }
}

#[test]
fn an_estate_lies_in_a_community_or_grid() {
    let t = tree();
    assert_eq!(estate(7, Phase::Birth, &t.grid).unwrap().path.grid, Some(5));
    let refused = fault(estate(7, Phase::Birth, &t.street));
    assert_eq!(refused, ("#/area_id".to_owned(), Fault::NotAllowed));
    assert_eq!(Estate::commons(&t.street, 7, Uuid::nil().into()), None);
    let commons = Estate::commons(&t.community, 7, Uuid::nil().into()).unwrap();
    assert_eq!(commons.name, "区域4公共区域");
    let change = EstateChange { name: Some("别名".into()), ..EstateChange::default() };
    let refused = commons.update(&permit(Action::EstateUpdate), change, now()).unwrap_err();
    assert_eq!(refused.code, Code::NotAllowedNow);
}

#[test]
fn a_permit_opens_only_its_own_action() {
    let t = tree();
    let here = estate(7, Phase::Birth, &t.community).unwrap();
    let refused = here.change_phase(&permit(Action::EstateUpdate), Phase::Maturity, now());
    assert_eq!(refused.unwrap_err().code, Code::Forbidden);
}

#[test]
fn premises_lie_in_a_building_of_their_estate() {
    let t = tree();
    let here = estate(7, Phase::Maturity, &t.community).unwrap();
    let there = estate(8, Phase::Maturity, &t.community).unwrap();
    let build = |estate, grid| {
        let permit = permit(Action::BuildingCreate);
        Building::create(&permit, Uuid::from_u128(5).into(), "1栋".into(), estate, grid)
    };
    let building = build(&here, Some(&t.grid)).unwrap();
    assert_eq!(building.path.grid, Some(5));
    assert_eq!(fault(build(&here, Some(&t.street))), ("#/grid_id".to_owned(), Fault::NotAllowed));
    let premises = |estate, hundredths| {
        let new = NewPremises {
            id: Uuid::from_u128(6).into(),
            label: "1203".into(),
            usage: PremisesUse::Residential,
            exclusive_area: Hundredths(hundredths),
        };
        Premises::create(&permit(Action::PremisesCreate), new, estate, Some(&building))
    };
    assert_eq!(premises(&here, 8953).unwrap().path, building.path);
    assert_eq!(fault(premises(&there, 8953)), ("#/building_id".to_owned(), Fault::NotFound));
    assert_eq!(fault(premises(&here, 0)), ("#/exclusive_area".to_owned(), Fault::Range));
}

#[test]
fn a_residency_is_decided_once() {
    assert_eq!(process::faults(&RESIDENCY), Vec::<String>::new());
    let here = estate(7, Phase::Maturity, &tree().community).unwrap();
    let new = NewPremises {
        id: Uuid::from_u128(6).into(),
        label: "1203".into(),
        usage: PremisesUse::Residential,
        exclusive_area: Hundredths(8953),
    };
    let premises = Premises::create(&permit(Action::PremisesCreate), new, &here, None).unwrap();
    let request = ResidencyRequest {
        id: Uuid::from_u128(7).into(),
        relation: ResidencyRelation::Owner,
        note: None,
    };
    let asked =
        Residency::request(&permit(Action::ResidencyRequest), request, &premises, now()).unwrap();
    let duty = Uuid::from_u128(8).into();
    let approved = asked.approve(&permit(Action::ResidencyApprove), duty, now()).unwrap();
    assert_eq!((approved.state, approved.duty), (ResidencyState::Approved, Some(duty)));
    let late = approved.reject(&permit(Action::ResidencyReject), "晚了".into(), now());
    assert_eq!(late.unwrap_err().state, Some("approved"));
    let ended = approved.end(&permit(Action::ResidencyEnd), now()).unwrap();
    assert_eq!((ended.state, ended.version), (ResidencyState::Ended, 3));
    assert_eq!(asked.legal().count(), 2);
}
