//! When a sheet is complete, signed, late and ruled on.

use super::{sheets::*, *};
use crate::Inputs;

#[test]
fn a_sheet_is_signed_complete_and_once_the_period_is_over() {
    for evaluator in SheetEvaluator::ALL {
        let blank = fill(
            &sheet_of(*evaluator),
            Filling { remarks: Some(String::new()), ..Filling::default() },
        )
        .unwrap();
        let no = sign(&blank, OVER).unwrap_err();
        assert_eq!(no.code, Code::SheetIncomplete, "{evaluator}");
        assert_eq!(no.errors.len(), blank.lacks(template()).len());
        let full = filled(*evaluator);
        assert_eq!(full.lacks(template()), [], "{evaluator}");
        assert_eq!(sign(&full, "2026-12-31").unwrap_err().code, Code::Untimely);
        assert!(!full.legal(full.last_on).any(|action| action == Action::SheetSign));
        let signed = sign(&full, OVER).unwrap();
        assert_eq!(signed.in_time(), Some(true));
        let no = fill(&signed, complete(&signed)).unwrap_err();
        assert_eq!(no.state, Some("signed"), "nothing changes any more");
        assert!(sign(&signed, OVER).is_err());
    }
}

#[test]
fn lifts_are_asked_of_the_street_and_change_what_is_needed() {
    let sheet = filled(SheetEvaluator::PropertyOffice);
    let without = Filling { remove: vec!["D3".to_owned()], ..Filling::default() };
    let lifts = fill(&sheet, without.clone()).unwrap();
    assert_eq!(lifts.lacks(template())[0].indicator.as_deref(), Some("D3"));
    let none = vec![StatedFact { fact: Fact::HasLift, holds: false }];
    let flat = fill(&sheet, Filling { facts: Some(none), ..without }).unwrap();
    assert_eq!(flat.lacks(template()), []);
    let opened = opened();
    let signed = sign(&sheet, OVER).unwrap();
    let facts = facts_of(&opened.subjects[0], &[signed, sign(&flat, OVER).unwrap()]);
    assert_eq!(facts, BTreeSet::from([Fact::HasLift, Fact::HasBranch]));
}

#[test]
fn what_is_signed_is_what_a_score_takes() {
    let sheet = filled(SheetEvaluator::EstateBranch);
    let written = sheet.document.written(|code| if code == "F1" { 3 } else { 0 });
    let inputs = Inputs::read(template(), (&written, &[]), (&[], &[])).unwrap();
    assert_eq!(inputs.found["F1"], crate::Input::Count(3));
    assert_eq!(inputs.found["A8"], crate::Input::Tier(0));
}

#[test]
fn every_step_of_a_sheet_from_every_state() {
    let (now, street) = (at("2027-01-20"), actor(30, Role::StreetOfficer));
    for state in SheetState::ALL {
        let sheet = Sheet { state: *state, ..filled(SheetEvaluator::PropertyOffice) };
        let system = |action| authorize(&Actor::system(), action, &sheet).unwrap();
        let rule = authorize(&street, Action::SheetRule, &sheet).unwrap();
        let told =
            Sheeting { ruling: Ruling::GoWithout, reason: "不再等候".to_owned(), until: None };
        let clock = |what, action| {
            sheet.lapse(&system(action), what, now).unwrap().map(|done| done.after.state)
        };
        let early = Sheet { due: at("2027-01-22"), ..sheet.clone() };
        let reminded = early.lapse(&system(Action::SheetRemind), Lateness::Remind, now).unwrap();
        for (action, done) in [
            (Action::SheetFill, fill(&sheet, complete(&sheet)).ok().map(|after| after.state)),
            (Action::SheetSign, sign(&sheet, OVER).ok().map(|after| after.state)),
            (Action::SheetLapse, clock(Lateness::Lapse, Action::SheetLapse)),
            (Action::SheetRemind, reminded.map(|done| done.after.state)),
            (Action::SheetRule, sheet.rule(&rule, told, now).ok().map(|done| done.after.state)),
        ] {
            assert_eq!(done, SHEET.target(*state, action), "{state} {action}");
        }
        let gone = Sheet { cycle_state: CycleState::Cancelled, ..sheet.clone() };
        assert_eq!(gone.legal(day(OVER)).count(), 0, "{state}");
        assert!(fill(&gone, complete(&gone)).is_err() && sign(&gone, OVER).is_err());
    }
}

#[test]
fn more_time_does_not_undo_that_it_was_late() {
    let (now, street) = (at("2027-01-20"), actor(30, Role::StreetOfficer));
    let sheet = filled(SheetEvaluator::EstateBranch);
    let permit = authorize(&Actor::system(), Action::SheetLapse, &sheet).unwrap();
    let early = sheet.lapse(&permit, Lateness::Lapse, at("2027-01-15")).unwrap();
    assert_eq!(early, None);
    let late = sheet.lapse(&permit, Lateness::Lapse, now).unwrap().unwrap().after;
    let permit = authorize(&street, Action::SheetRule, &late).unwrap();
    let told = |ruling, until: Option<&str>| Sheeting {
        ruling,
        reason: "换届".to_owned(),
        until: until.map(at),
    };
    for wrong in [
        told(Ruling::Extend, None),
        told(Ruling::Extend, Some("2027-01-20")),
        told(Ruling::Extend, Some("2027-06-01")),
        told(Ruling::GoWithout, Some("2027-01-25")),
        Sheeting { reason: " ".to_owned(), ..told(Ruling::GoWithout, None) },
    ] {
        assert_eq!(late.rule(&permit, wrong, now).unwrap_err().code, Code::ValidationFailed);
    }
    let more = late.rule(&permit, told(Ruling::Extend, Some("2027-01-26")), now).unwrap().after;
    assert_eq!((more.state, more.due), (SheetState::Drafted, at("2027-01-26")));
    let signed = sign(&more, "2027-01-21").unwrap();
    assert_eq!(signed.in_time(), Some(false));
    let gone = late.rule(&permit, told(Ruling::GoWithout, None), now).unwrap().after;
    assert_eq!((gone.in_time(), gone.is_settled()), (Some(false), true));
}

#[test]
fn nobody_scores_whom_they_work_for_or_rules_on_their_own() {
    let sheet = sheet_of(SheetEvaluator::EstateBranch);
    let mut branch = actor(20, Role::BranchSecretary);
    assert!(may(&branch, Action::SheetFill, &sheet));
    branch.duties.extend(actor(20, Role::Manager).duties);
    assert!(!may(&branch, Action::SheetFill, &sheet) && !may(&branch, Action::SheetSign, &sheet));
    let mut street = actor(20, Role::StreetOfficer);
    assert!(may(&street, Action::SheetRule, &sheet));
    let own = Sheet { filled_by: Some(id(20)), ..sheet.clone() };
    assert!(!may(&street, Action::SheetRule, &own));
    street.duties.extend(actor(20, Role::Manager).duties);
    assert!(!may(&street, Action::SheetRule, &sheet));
}
