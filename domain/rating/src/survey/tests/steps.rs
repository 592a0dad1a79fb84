//! When answers are taken, what a result says, and what is scored from it.

use access::may;
use kernel::{Code, Fault, Refused};

use super::*;
use crate::{Input, Inputs, shipped};

fn refused_at<T: std::fmt::Debug>(made: Refused<T>, field: &str) {
    let refusal = made.unwrap_err();
    assert_eq!(refusal.code, Code::ValidationFailed);
    let wanted = kernel::FieldError::body(field, Fault::Range).at;
    assert!(refusal.errors.iter().any(|error| error.at == wanted), "{refusal:?}");
}

fn sampled(over: impl FnOnce(&mut Sampling), households: usize) -> Refused<Sampled> {
    let mut told = told();
    over(&mut told);
    EstateSurvey::sample(&permit(), told, (&RULE, &premises(households)), now())
}

#[test]
fn the_table_is_whole() {
    assert_eq!(process::faults(&SURVEY), Vec::<String>::new());
}

#[test]
fn a_draw_is_no_smaller_than_the_scheme_asks() {
    assert_eq!((survey(600).least, survey(600).drawn), (60, 120));
    assert_eq!((survey(300).least, survey(300).drawn), (50, 100));
    assert_eq!((survey(30).least, survey(30).drawn), (30, 30));
    assert_eq!(sampled(|told| told.size = Some(61), 600).unwrap().premises.len(), 61);
    assert_eq!(sampled(|told| told.size = Some(900), 600).unwrap().premises.len(), 600);
    refused_at(sampled(|told| told.size = Some(59), 600), "size");
    assert!(sampled(|_| {}, 0).is_err());
}

#[test]
fn the_times_make_sense() {
    for (field, opens, closes) in [
        ("closes_at", 1, 1),
        ("closes_at", 2, 1),
        ("closes_at", -3, -1),
        ("closes_at", 1, 92),
        ("opens_at", 181, 190),
    ] {
        let made = sampled(
            |told| {
                told.opens_at = now() + TimeDelta::days(opens);
                told.closes_at = now() + TimeDelta::days(closes);
            },
            100,
        );
        refused_at(made, field);
    }
    let at_once = sampled(|told| told.opens_at = now() - TimeDelta::days(1), 100).unwrap();
    assert_eq!(at_once.change.after.stage(now()), SurveyStage::Open);
}

#[test]
fn time_opens_and_closes() {
    let survey = survey(100);
    let at = |time: Moment| (survey.stage(time), survey.legal(time).collect::<Vec<_>>());
    let (opens, closes) = (survey.opens_at, survey.closes_at);
    let early = (SurveyStage::Scheduled, vec![Action::SurveyLink, Action::SurveyCancel]);
    let open = SURVEY.legal(SurveyState::Drawn).collect::<Vec<_>>();
    let instant = TimeDelta::milliseconds(1);
    assert_eq!(at(opens - instant), early);
    assert_eq!(at(opens), (SurveyStage::Open, open.clone()));
    assert_eq!(at(closes - instant), (SurveyStage::Open, open));
    assert_eq!(at(closes), (SurveyStage::Closed, Vec::new()));
    let refusal = survey.legally(Action::SurveyAnswer, closes).unwrap_err();
    assert_eq!((refusal.code, refusal.state), (Code::NotAllowedNow, Some("closed")));
}

#[test]
fn what_is_closed_is_not_taken_back() {
    let survey = survey(100);
    let cancel = authorize(&officer(), Action::SurveyCancel, &survey).unwrap();
    let done = survey.cancel(&cancel, "时间有误", now()).unwrap().after;
    assert_eq!((done.stage(now()), done.version), (SurveyStage::Cancelled, 2));
    assert_eq!(done.legal(now()).count(), 0);
    assert!(done.cancel(&cancel, "再次", now()).is_err());
    assert!(survey.cancel(&cancel, " ", now()).is_err());
    assert!(survey.cancel(&cancel, "结果不好", survey.closes_at).is_err());
}

#[test]
fn nobody_asks_about_their_own_employer() {
    let survey = survey(100);
    let mut actor = officer();
    let duty = |role, reach| Duty { id: None, role, reach, scopes: Vec::new() };
    actor.duties.push(duty(Role::GridWorker, Reach::Area { level: Level::Community, key: 3 }));
    actor.duties.push(duty(Role::Resident, Reach::Estate(7)));
    let each = [Action::SurveyAnswer, Action::SurveyNote, Action::SurveyLink, Action::SurveyCancel];
    assert!(each.iter().all(|action| may(&actor, *action, &survey)));
    let employed = Reach::Organization { id: enterprise(), estates: vec![7] };
    actor.duties.push(duty(Role::Worker, employed));
    assert!(each.iter().all(|action| !may(&actor, *action, &survey)));
    assert!(may(&actor, Action::SurveyRead, &survey));
    let desk = SurveyDesk { path: HERE, enterprise: Some(enterprise()) };
    assert!(!may(&actor, Action::SurveySample, &desk));
}

#[test]
fn a_result_says_what_it_has_to_be_read_with() {
    use SurveyFlag::{FewAnswers, SmallEstate, SmallShare, Withheld};
    let of = |households, counts: &[(u8, u32)]| {
        let result = SurveyResult::of(&survey(households), &tally(counts));
        (result.satisfied, result.valid, result.flags)
    };
    assert_eq!(of(500, &[(5, 30), (4, 15), (3, 5)]), (45, 50, vec![]));
    assert_eq!(of(500, &[(5, 49)]), (49, 49, vec![FewAnswers, SmallShare]));
    assert_eq!(of(600, &[(2, 59)]), (0, 59, vec![SmallShare]));
    assert_eq!(of(600, &[(2, 60)]), (0, 60, vec![]));
    assert_eq!(of(40, &[(4, 40)]), (40, 40, vec![FewAnswers, SmallEstate]));
    let few = SurveyResult::of(&survey(500), &tally(&[(5, 4)]));
    assert_eq!(few.flags, [FewAnswers, SmallShare, Withheld]);
    assert_eq!((few.is_shown(), few.input(), few.is_too_few()), (false, None, true));
}

#[test]
fn the_share_of_the_satisfied_is_scored_at_its_edges() {
    let scheme = &shipped().first().unwrap().scheme;
    for (satisfied, valid, points) in [
        (90, 100, "6"),
        (899, 1000, "5"),
        (85, 100, "5"),
        (80, 100, "4"),
        (70, 100, "2"),
        (69, 100, "0"),
    ] {
        let result = SurveyResult { valid, satisfied, flags: Vec::new() };
        let found: Vec<_> = residents_inputs(scheme, &result).collect();
        let share = Input::Share { part: satisfied, whole: valid, limiting: None };
        assert_eq!(found, [("H1", share)]);
        let found = found.into_iter().map(|(code, input)| (code.to_owned(), input)).collect();
        let score = scheme.score(&Inputs { found, ..Inputs::default() });
        let line = score.lines.iter().find(|line| line.indicator.code == "H1").unwrap();
        assert_eq!(line.points.fraction(), points, "{satisfied} of {valid}");
    }
}

#[test]
fn a_choice_is_one_to_five() {
    for number in [0, 6, 255] {
        refused_at(SurveyAnswers::of(number, []), "overall");
        refused_at(SurveyAnswers::of(3, [(SurveyQuestion::Service, Some(number))]), "service");
    }
    let full = tally(&[(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]);
    assert_eq!(full.counts(SurveyQuestion::Overall), [1, 2, 3, 4, 5]);
    assert_eq!(full.satisfied(SurveyQuestion::Overall), 9);
    assert_eq!(full.answered(SurveyQuestion::Service), 0);
}
