//! The way of a record, and that the ledger is double.

mod rules;

use access::{Action, Actor, Duty, Reach, Role, ScopePath, Who, authorize, may};
use calendar::Calendar;
use chrono::{NaiveDate, TimeDelta};
use kernel::{AccountId, Code, Hundredths, Moment, OrganizationId, Refused, Uuid};

use super::*;

const HERE: ScopePath = ScopePath {
    district: Some(1),
    street: Some(2),
    community: Some(3),
    grid: None,
    estate: Some(7),
};

fn now() -> Moment {
    chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-09-21")
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn enterprise() -> OrganizationId {
    OrganizationId(id(900))
}

fn actor(n: u128, role: Role) -> Actor {
    let reach = match role {
        Role::Manager => Reach::Organization { id: enterprise(), estates: Vec::new() },
        Role::DistrictOfficer => Reach::Area { level: access::Level::District, key: 1 },
        _ => Reach::Area { level: access::Level::Street, key: 2 },
    };
    let duty = Duty { id: None, role, reach, scopes: Vec::new() };
    Actor::new(Who::Account(AccountId(id(n))), vec![duty])
}

fn told(kind: CreditKind) -> Recording {
    Recording {
        id: id(1).into(),
        enterprise: enterprise(),
        path: HERE,
        kind,
        points: Hundredths(5_00),
        basis: "物业服务合同第十二条".to_owned(),
        facts: "消防通道长期堵塞".to_owned(),
        evidence: "现场照片与整改通知书".to_owned(),
        from: today(),
        until: None,
    }
}

fn recorded_of(told: Recording) -> Refused<CreditChange> {
    let office = actor(10, Role::PropertyOffice);
    let desk = CreditDesk { path: HERE, enterprise: enterprise() };
    let permit = authorize(&office, Action::CreditAdd, &desk).unwrap();
    CreditRecord::record(&permit, told, &CreditRules::default(), (now(), today()))
}

fn recorded(kind: CreditKind) -> CreditRecord {
    recorded_of(told(kind)).unwrap().after
}

fn claim(record: &CreditRecord, action: Action, on: NaiveDate) -> Result<CreditRecord, Code> {
    let permit = authorize(&actor(20, Role::Manager), action, record).unwrap();
    let told = Claiming { reason: "已整改".to_owned(), evidence: "验收单".to_owned() };
    let done = record.claim(&permit, told, (now(), on));
    done.map(|done| done.after).map_err(|refusal| refusal.code)
}

fn decide(record: &CreditRecord, upheld: bool, on: NaiveDate) -> CreditChange {
    let (action, who) = match record.state {
        CreditState::Disputed => (Action::CreditDecide, actor(30, Role::DistrictOfficer)),
        _ => (Action::CreditRule, actor(11, Role::StreetOfficer)),
    };
    let permit = authorize(&who, action, record).unwrap();
    let told = Deciding { counter: id(2).into(), upheld, words: "经核查".to_owned() };
    record.decide(&permit, told, (now(), on)).unwrap()
}

/// What the entries make together on a day.
fn sum(entries: &[&CreditEntry], on: NaiveDate) -> i64 {
    let counting = entries.iter().filter(|entry| entry.from <= on && on <= entry.until);
    counting.map(|entry| entry.points.0).sum()
}

#[test]
fn the_table_is_sound() {
    assert_eq!(process::faults(&CREDIT), Vec::<String>::new());
}

#[test]
fn a_record_has_effect_for_a_year_where_it_names_no_end() {
    let record = recorded(CreditKind::Bad);
    assert_eq!(record.entry.until, day("2027-09-20"));
    for (on, effective) in
        [("2026-09-20", false), ("2026-09-21", true), ("2027-09-20", true), ("2027-09-21", false)]
    {
        assert_eq!(record.is_effective(day(on)), effective, "{on}");
    }
    assert_eq!(term_of(day("2028-02-29"), 12), day("2029-02-27"));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let field = |change: &dyn Fn(&mut Recording)| {
        let mut told = told(CreditKind::Bad);
        change(&mut told);
        let refusal = recorded_of(told).unwrap_err();
        format!("{:?}", refusal.errors[0].at)
    };
    for (change, named) in [
        (&(|told: &mut Recording| told.basis = " ".to_owned()) as &dyn Fn(&mut Recording), "basis"),
        (&|told| told.facts.clear(), "facts"),
        (&|told| told.evidence.clear(), "evidence"),
        (&|told| told.points = Hundredths(0), "points"),
        (&|told| told.points = Hundredths(10_001), "points"),
        (&|told| told.from = today() + TimeDelta::days(367), "effective_from"),
        (&|told| told.until = Some(today() - TimeDelta::days(1)), "effective_until"),
        (&|told| told.until = Some(day("2031-09-21")), "effective_until"),
    ] {
        assert!(field(change).contains(named), "{named}");
    }
    let longest = Recording { until: Some(day("2031-09-20")), ..told(CreditKind::Bad) };
    recorded_of(longest).unwrap();
}

#[test]
fn an_objection_upheld_takes_it_back_as_if_it_had_never_been() {
    let record = recorded(CreditKind::Bad);
    let disputed = claim(&record, Action::CreditObject, today()).unwrap();
    assert_eq!((disputed.state, disputed.claims), (CreditState::Disputed, 1));
    assert!(disputed.is_effective(today()), "it is marked, and goes on counting");
    assert_eq!(claim(&disputed, Action::CreditObject, today()), Err(Code::NotAllowedNow));
    let kept = decide(&disputed, false, today()).after;
    assert_eq!((kept.state, kept.open.is_none()), (CreditState::Recorded, true));
    let then = today() + TimeDelta::days(40);
    let done = decide(&disputed, true, then);
    let (after, counter) = (done.after, done.counter.unwrap());
    assert_eq!((after.state, after.counter), (CreditState::Countered, Some(counter.id)));
    assert_eq!((counter.cause, counter.points), (CreditCause::Objection, Hundredths(-5_00)));
    for days in 0..400 {
        let on = today() + TimeDelta::days(days);
        assert_eq!(sum(&[&after.entry, &counter], on), 0);
        assert!(!after.is_effective(on));
    }
}

#[test]
fn repair_is_sought_once_it_was_public_long_enough_and_holds_from_its_day_on() {
    let record = recorded(CreditKind::Bad);
    let public = today() + TimeDelta::days(90);
    let before = public - TimeDelta::days(1);
    assert_eq!(claim(&record, Action::CreditRepair, before), Err(Code::NotAllowedNow));
    let good = recorded(CreditKind::Good);
    assert_eq!(claim(&good, Action::CreditRepair, public), Err(Code::NotAllowedNow));
    let ended = record.entry.until + TimeDelta::days(1);
    assert_eq!(claim(&record, Action::CreditRepair, ended), Err(Code::NotAllowedNow));
    let sought = claim(&record, Action::CreditRepair, public).unwrap();
    let done = decide(&sought, true, public);
    let (after, counter) = (done.after, done.counter.unwrap());
    assert_eq!((counter.cause, counter.from), (CreditCause::Repair, public));
    assert_eq!(after.effective_until, before);
    assert_eq!(sum(&[&after.entry, &counter], before), 5_00, "what was, was");
    assert_eq!(sum(&[&after.entry, &counter], public), 0);
    let late = decide(&sought, true, ended).after;
    assert_eq!(late.effective_until, record.entry.until);
}

#[test]
fn nobody_decides_on_what_they_recorded_or_for_whom_they_work() {
    let disputed = claim(&recorded(CreditKind::Bad), Action::CreditObject, today()).unwrap();
    let district = actor(30, Role::DistrictOfficer);
    assert!(may(&district, Action::CreditDecide, &disputed));
    let own = CreditRecord {
        entry: CreditEntry { by: id(30), ..disputed.entry.clone() },
        ..disputed.clone()
    };
    assert!(!may(&district, Action::CreditDecide, &own));
    assert!(!may(&district, Action::CreditExtend, &own));
    assert!(!may(&actor(11, Role::StreetOfficer), Action::CreditDecide, &disputed));
    let mut employed = district.clone();
    employed.duties.extend(actor(30, Role::Manager).duties);
    for action in [Action::CreditDecide, Action::CreditExtend] {
        assert!(!may(&employed, action, &disputed), "{action}");
    }
    let asked = |n| {
        let open = disputed.open.clone().map(|open| CreditClaim { by: id(n), ..open });
        CreditRecord { open, ..disputed.clone() }
    };
    assert!(!may(&district, Action::CreditDecide, &asked(30)), "who changed sides");
    assert!(!may(&district, Action::CreditExtend, &asked(30)));
    assert!(!may(&actor(11, Role::StreetOfficer), Action::CreditReverse, &asked(11)));
    let permit = authorize(&district, Action::CreditExtend, &disputed).unwrap();
    let when = (now(), today());
    let extended = disputed.extend(&permit, "须现场复核".to_owned(), None, when).unwrap().after;
    assert!(!may(&district, Action::CreditDecide, &extended), "who gave more time");
    assert!(may(&actor(31, Role::DistrictOfficer), Action::CreditDecide, &extended));
    let again = extended.extend(&permit, "再延".to_owned(), None, when);
    assert_eq!(again.unwrap_err().code, Code::NotAllowedNow);
}

#[test]
fn more_time_is_given_while_there_is_time() {
    let disputed = claim(&recorded(CreditKind::Bad), Action::CreditObject, today()).unwrap();
    let permit = authorize(&actor(30, Role::DistrictOfficer), Action::CreditExtend, &disputed);
    let calendar = Calendar::around_the_clock();
    let due = disputed.open.as_ref().unwrap().due(&calendar).unwrap();
    let permit = permit.unwrap();
    let extend =
        |at: Moment| disputed.extend(&permit, "复核".to_owned(), Some(&calendar), (at, today()));
    let late = extend(due + TimeDelta::milliseconds(1)).unwrap_err();
    assert_eq!(late.code, Code::NotAllowedNow);
    let extended = extend(due).unwrap().after.open.unwrap();
    assert_eq!(extended.due(&calendar), calendar.add_workdays(now(), 5));
}

#[test]
fn a_record_is_reversed_once_and_what_was_asked_of_it_is_closed() {
    let disputed = claim(&recorded(CreditKind::Bad), Action::CreditObject, today()).unwrap();
    let office = actor(10, Role::PropertyOffice);
    let permit = authorize(&office, Action::CreditReverse, &disputed).unwrap();
    let when = (now(), today());
    let done = disputed.reverse(&permit, (id(2).into(), "记录对象有误"), when).unwrap();
    let claim = done.claim.unwrap();
    assert_eq!((claim.upheld, claim.decided_at), (None, Some(now())));
    assert!(done.after.open.is_none());
    let again = done.after.reverse(&permit, (id(3).into(), "再次"), when);
    assert_eq!(again.unwrap_err().code, Code::NotAllowedNow);
}
