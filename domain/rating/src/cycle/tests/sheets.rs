//! Sheets: what may stand on them, when they are complete, and their steps.

use serde_json::{Value, json};

use super::*;

pub(super) const OVER: &str = "2027-01-04";

pub(super) fn sheet_of(evaluator: SheetEvaluator) -> Sheet {
    opened().sheets.into_iter().find(|one| one.evaluator == evaluator).unwrap()
}

pub(super) const fn role_of(evaluator: SheetEvaluator) -> Role {
    match evaluator {
        SheetEvaluator::Enterprise => Role::Manager,
        SheetEvaluator::PropertyOffice => Role::PropertyOffice,
        SheetEvaluator::CommunityParty => Role::CommunitySecretary,
        SheetEvaluator::EstateBranch => Role::BranchSecretary,
        SheetEvaluator::OwnersCommittee => Role::CommunityOfficer,
    }
}

fn entries(value: Value) -> Filling {
    Filling { entries: serde_json::from_value(value).unwrap(), ..Filling::default() }
}

pub(super) fn fill(sheet: &Sheet, part: Filling) -> kernel::Refused<Sheet> {
    let by = actor(20, role_of(sheet.evaluator));
    let permit = authorize(&by, Action::SheetFill, sheet)?;
    sheet.fill(&permit, (part, template()), at("2026-12-01")).map(|done| done.after)
}

pub(super) fn sign(sheet: &Sheet, on: &str) -> kernel::Refused<Sheet> {
    let by = actor(20, role_of(sheet.evaluator));
    let permit = authorize(&by, Action::SheetSign, sheet)?;
    sheet.sign(&permit, template(), (at(on), day(on))).map(|done| done.after)
}

/// Everything that the sheet asks for.
pub(super) fn complete(sheet: &Sheet) -> Filling {
    let one = |indicator: &crate::Indicator| {
        let deduction = matches!(indicator.method, crate::Method::Deduction { .. });
        match deduction {
            true => json!({ "indicator": indicator.code, "inspected": true }),
            false => json!({ "indicator": indicator.code, "tier": 0, "evidence": "批复文号" }),
        }
    };
    let said: Vec<Value> = sheet.indicators(template()).map(one).collect();
    let facts = sheet.asked_facts(template()).into_iter();
    Filling {
        facts: Some(facts.map(|fact| StatedFact { fact, holds: true }).collect()),
        remarks: Some("本季度自评报告".to_owned()),
        ..entries(json!(said))
    }
}

pub(super) fn filled(evaluator: SheetEvaluator) -> Sheet {
    let sheet = sheet_of(evaluator);
    fill(&sheet, complete(&sheet)).unwrap()
}

#[test]
fn the_template_falls_into_five_sheets() {
    let codes = |evaluator| {
        let sheet = sheet_of(evaluator);
        let codes: Vec<String> = sheet.indicators(template()).map(|one| one.code.clone()).collect();
        codes.join(" ")
    };
    assert_eq!(codes(SheetEvaluator::OwnersCommittee), "B5", "no committee, no one to appraise");
    assert_eq!(codes(SheetEvaluator::EstateBranch), "A8 D7 E6 F1 F2 F5 F6 F7 H2");
    assert_eq!(codes(SheetEvaluator::CommunityParty), "A1 C1 E4 F3 F4 G5");
    let own = sheet_of(SheetEvaluator::Enterprise);
    assert_eq!(own.indicators(template()).count(), 14 + 9 + 6 + 1);
}

#[test]
fn where_there_is_no_branch_the_community_appraises() {
    let estate = Candidate { facts: BTreeSet::new(), ..candidate("2025-01-01", None) };
    let sheets = opening(&planned(), vec![estate]).unwrap().sheets;
    let of = |evaluator| sheets.iter().find(|one| one.evaluator == evaluator).unwrap();
    let has = |sheet: &Sheet| sheet.indicators(template()).any(|one| one.code == "H2");
    assert!(has(of(SheetEvaluator::CommunityParty)) && !has(of(SheetEvaluator::EstateBranch)));
}

#[test]
fn parts_are_merged_by_indicator() {
    let sheet = sheet_of(SheetEvaluator::PropertyOffice);
    let first = fill(
        &sheet,
        entries(
            json!([{ "indicator": "B2", "inspected": true }, { "indicator": "B1", "tier": 1 }]),
        ),
    )
    .unwrap();
    assert_eq!((first.state, first.version), (SheetState::Drafted, 2));
    let order: Vec<&str> =
        first.document.entries.iter().map(|one| one.indicator.as_str()).collect();
    assert_eq!(order, ["B1", "B2"], "in the order of the scheme");
    let part = Filling {
        remove: vec!["B2".to_owned()],
        remarks: Some("说明".to_owned()),
        ..entries(json!([{ "indicator": "B1", "tier": 0 }]))
    };
    let second = fill(&first, part).unwrap();
    assert_eq!(second.document.entries.len(), 1);
    assert_eq!(second.document.entry("B1").unwrap().tier, Some(0));
    let third = fill(&second, Filling { facts: Some(Vec::new()), ..Filling::default() }).unwrap();
    assert_eq!(third.document.remarks, "说明", "what is not named stays");
}

#[test]
fn what_a_scheme_does_not_take_from_this_evaluator_is_refused() {
    let sheet = sheet_of(SheetEvaluator::PropertyOffice);
    for (said, field) in [
        (json!({ "indicator": "Z9", "tier": 0 }), "indicator"),
        (json!({ "indicator": "A1", "tier": 0 }), "indicator"),
        (json!({ "indicator": "C2", "part": 1, "whole": 1 }), "indicator"),
        (json!({ "indicator": "B1" }), "tier"),
        (json!({ "indicator": "B1", "tier": 3 }), "tier"),
        (json!({ "indicator": "B1", "tier": 0, "inspected": true }), "inspected"),
        (json!({ "indicator": "B2" }), "inspected"),
        (json!({ "indicator": "B2", "count": 2 }), "inspected"),
        (json!({ "indicator": "B2", "inspected": true, "count": 2 }), "count"),
        (json!({ "indicator": "B2", "inspected": true, "no_data": true }), "no_data"),
        (json!({ "indicator": "B2", "inspected": true, "tier": 0 }), "tier"),
    ] {
        let no = fill(&sheet, entries(json!([said]))).unwrap_err();
        assert_eq!(no.errors[0].at, kernel::At::Pointer(format!("#/entries/0/{field}")), "{said}");
    }
    let twice = json!([{ "indicator": "B1", "tier": 0 }, { "indicator": "B1", "tier": 1 }]);
    assert!(fill(&sheet, entries(twice)).is_err());
    assert!(fill(&sheet, Filling::default()).is_err(), "nothing is said");
}

#[test]
fn bonus_vetoes_and_facts_have_their_sheets() {
    let veto = || Filling {
        vetoes: Some(vec![SheetVeto {
            veto: "V5".to_owned(), facts: "拒不配合检查".to_owned()
        }]),
        ..Filling::default()
    };
    let bonus = |points: i64| Filling {
        bonus: Some(vec![SheetBonus {
            item: "P1".to_owned(),
            points: kernel::Hundredths(points),
            evidence: "保单".to_owned(),
        }]),
        ..Filling::default()
    };
    let fact = |fact| Filling {
        facts: Some(vec![StatedFact { fact, holds: true }]),
        ..Filling::default()
    };
    let (office, branch) =
        (sheet_of(SheetEvaluator::PropertyOffice), sheet_of(SheetEvaluator::EstateBranch));
    let own = sheet_of(SheetEvaluator::Enterprise);
    assert!(
        fill(&office, veto()).is_ok()
            && fill(&branch, veto()).is_err()
            && fill(&own, veto()).is_err()
    );
    assert!(fill(&office, bonus(1_00)).is_ok() && fill(&own, bonus(1_00)).is_ok());
    assert!(fill(&branch, bonus(1_00)).is_err() && fill(&office, bonus(1_01)).is_err());
    assert!(
        fill(&office, fact(Fact::HasLift)).is_ok() && fill(&branch, fact(Fact::HasLift)).is_err()
    );
    assert!(fill(&office, fact(Fact::HasBranch)).is_err(), "the system knows");
}

#[test]
fn each_sheet_has_its_people() {
    let roles = [
        Role::Manager,
        Role::PropertyOffice,
        Role::CommunitySecretary,
        Role::BranchSecretary,
        Role::CommunityOfficer,
        Role::CommitteeMember,
        Role::StreetOfficer,
        Role::DistrictOfficer,
        Role::Resident,
    ];
    for evaluator in SheetEvaluator::ALL {
        let sheet = sheet_of(*evaluator);
        for role in roles {
            let fills = may(&actor(1, role), Action::SheetFill, &sheet);
            assert_eq!(fills, role == role_of(*evaluator), "{evaluator} {role}");
        }
        let manager = may(&actor(1, Role::Manager), Action::SheetRead, &sheet);
        assert_eq!(manager, *evaluator == SheetEvaluator::Enterprise);
    }
    let committee = Sheet { acting: false, ..sheet_of(SheetEvaluator::OwnersCommittee) };
    assert!(may(&actor(1, Role::CommitteeMember), Action::SheetFill, &committee));
    assert!(!may(&actor(1, Role::CommunityOfficer), Action::SheetFill, &committee));
}
