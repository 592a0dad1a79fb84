//! The way of a finding, who may do what to it, and how it counts.

mod rate;

use access::{Action, Actor, Duty, Reach, Role, ScopePath, Who, authorize, may};
use chrono::{NaiveDate, TimeDelta};
use kernel::{AccountId, Code, FindingId, Hundredths, Moment, OrganizationId, Refused, Uuid};

use super::*;
use crate::{Evaluator, Evidence, EvidenceLink, shipped};

const HERE: ScopePath = ScopePath {
    district: Some(1),
    street: Some(2),
    community: Some(3),
    grid: Some(4),
    estate: Some(7),
};

pub(super) fn now() -> Moment {
    chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

pub(super) fn today() -> NaiveDate {
    "2026-09-21".parse().unwrap()
}

pub(super) fn days(number: i64) -> TimeDelta {
    TimeDelta::days(number)
}

fn enterprise() -> OrganizationId {
    OrganizationId(Uuid::from_u128(900))
}

pub(super) fn actor(number: u128, role: Role) -> Actor {
    use access::Level::{Community, Grid, Street};
    let reach = match role {
        Role::Manager | Role::Dispatcher | Role::Worker => {
            Reach::Organization { id: enterprise(), estates: vec![7] }
        }
        Role::PropertyOffice | Role::StreetOfficer => Reach::Area { level: Street, key: 2 },
        Role::GridWorker => Reach::Area { level: Grid, key: 4 },
        Role::BranchSecretary | Role::CommitteeMember => Reach::Estate(7),
        _ => Reach::Area { level: Community, key: 3 },
    };
    let duty = Duty { id: None, role, reach, scopes: Vec::new() };
    Actor::new(Who::Account(AccountId(Uuid::from_u128(number))), vec![duty])
}

fn evidence() -> Evidence {
    Evidence { words: "现场照片".to_owned(), links: Vec::new() }
}

fn item(code: &str) -> Refused<FindingItem> {
    let template = shipped().first().unwrap();
    of_scheme(Uuid::from_u128(5).into(), &template.scheme, code)
}

pub(super) fn told(code: &str) -> Filing {
    Filing {
        id: FindingId(Uuid::from_u128(1)),
        path: HERE,
        enterprise: enterprise(),
        item: item(code).unwrap(),
        units: 2,
        place: "3栋地下车库".to_owned(),
        latitude: None,
        longitude: None,
        found_at: now(),
        found_on: today(),
        note: "照明不亮".to_owned(),
        evidence: evidence(),
        due_on: Some(today() + days(9)),
    }
}

fn desk(told: &Filing) -> FindingDesk {
    let evaluators = Some(told.item.evaluators.clone());
    FindingDesk { path: HERE, enterprise: Some(told.enterprise), evaluators }
}

pub(super) fn filed_of(told: Filing) -> Refused<FindingChange> {
    let office = actor(10, Role::PropertyOffice);
    let permit = authorize(&office, Action::FindingFile, &desk(&told)).unwrap();
    Finding::file(&permit, told, None, (now(), today()))
}

fn filed() -> Finding {
    filed_of(told("D4")).unwrap().after
}

pub(super) fn rectified(finding: &Finding, at: Moment, on: NaiveDate) -> Refused<FindingChange> {
    let manager = actor(20, Role::Manager);
    let permit = authorize(&manager, Action::FindingRectify, finding).unwrap();
    let told = Rectifying { note: "已更换".to_owned(), evidence: evidence() };
    finding.rectify(&permit, told, (at, on))
}

pub(super) fn judged(finding: &Finding, accepted: bool, at: Moment) -> Refused<FindingChange> {
    let office = actor(11, Role::PropertyOffice);
    let action = if accepted { Action::FindingVerify } else { Action::FindingReject };
    let permit = authorize(&office, action, finding).unwrap();
    finding.judge(&permit, Judging { accepted, words: "现场复核".to_owned() }, at)
}

pub(super) fn withdrawn(finding: &Finding, at: Moment) -> Refused<FindingChange> {
    let office = actor(10, Role::PropertyOffice);
    let permit = authorize(&office, Action::FindingWithdraw, finding).unwrap();
    finding.withdraw(&permit, "登记有误".to_owned(), at)
}

#[test]
fn the_table_is_sound() {
    assert_eq!(process::faults(&FINDING), Vec::<String>::new());
}

#[test]
fn a_finding_goes_back_and_forth_until_it_is_verified() {
    let first = filed();
    assert_eq!((first.state, first.points()), (FindingState::Filed, Hundredths(40)));
    assert_eq!(judged(&first, true, now()).unwrap_err().code, Code::NotAllowedNow);
    let done = rectified(&first, now(), today()).unwrap().after;
    assert_eq!(rectified(&done, now(), today()).unwrap_err().code, Code::NotAllowedNow);
    let back = judged(&done, false, now()).unwrap().after;
    assert_eq!((back.state, back.rejections), (FindingState::Filed, 1));
    let again = rectified(&back, now(), today()).unwrap();
    assert_eq!(again.rectification.as_ref().map(|one| one.number), Some(2));
    let whole = judged(&again.after, true, now()).unwrap().after;
    assert_eq!((whole.state, whole.version), (FindingState::Verified, 5));
    let gone = withdrawn(&whole, now()).unwrap().after;
    assert_eq!(gone.state, FindingState::Withdrawn);
    assert_eq!(withdrawn(&gone, now()).unwrap_err().code, Code::NotAllowedNow);
}

#[test]
fn nobody_says_more_than_twenty_times_that_it_is_put_right() {
    let mut finding = filed();
    for _ in 0..MOST_RECTIFICATIONS {
        finding = rectified(&finding, now(), today()).unwrap().after;
        finding = judged(&finding, false, now()).unwrap().after;
    }
    assert_eq!(rectified(&finding, now(), today()).unwrap_err().code, Code::NotAllowedNow);
    assert_eq!(finding.legal().collect::<Vec<_>>(), [Action::FindingWithdraw]);
}

#[test]
fn each_side_files_of_its_own_indicators() {
    use Role::{
        BranchSecretary, CommitteeMember, CommunityOfficer, CommunitySecretary, GridWorker,
        Manager, PropertyOffice, Specialist, StreetOfficer,
    };
    let all = [
        BranchSecretary,
        CommitteeMember,
        CommunityOfficer,
        CommunitySecretary,
        GridWorker,
        Manager,
        PropertyOffice,
        Specialist,
        StreetOfficer,
    ];
    for (code, sides) in [
        ("D4", &[PropertyOffice][..]),
        ("E4", &[CommunitySecretary, GridWorker, Specialist]),
        ("F1", &[BranchSecretary]),
        ("B5", &[CommitteeMember]),
    ] {
        for role in all {
            let allowed = may(&actor(1, role), Action::FindingFile, &desk(&told(code)));
            assert_eq!(allowed, sides.contains(&role), "{code} by {role}");
        }
    }
    let mut both = actor(1, PropertyOffice);
    both.duties.extend(actor(1, Manager).duties);
    assert!(!may(&both, Action::FindingFile, &desk(&told("D4"))), "of one's own employer");
    for code in ["C2", "A1", "H5", "Z9"] {
        let refused = item(code).unwrap_err();
        assert_eq!(refused.code, Code::ValidationFailed, "{code} takes no findings");
    }
}

#[test]
fn who_rectified_verifies_nothing_and_inspectors_take_back_their_own() {
    let done = rectified(&filed(), now(), today()).unwrap().after;
    let own = Finding {
        last: done.last.clone().map(|last| Rectification { by: Uuid::from_u128(10), ..last }),
        ..done.clone()
    };
    for action in [Action::FindingVerify, Action::FindingReject] {
        assert!(may(&actor(10, Role::PropertyOffice), action, &done));
        assert!(!may(&actor(10, Role::PropertyOffice), action, &own));
        assert!(!may(&actor(10, Role::BranchSecretary), action, &done), "another side");
        assert!(!may(&actor(20, Role::Manager), action, &done));
    }
    let side = Evaluator::CommunityParty;
    let found = Finding { evaluator: side, filed_by: Uuid::from_u128(31), ..filed() };
    for (number, role, allowed) in [
        (31, Role::GridWorker, true),
        (32, Role::GridWorker, false),
        (32, Role::Specialist, false),
        (31, Role::Specialist, true),
        (33, Role::CommunitySecretary, true),
        (33, Role::PropertyOffice, false),
    ] {
        assert_eq!(may(&actor(number, role), Action::FindingWithdraw, &found), allowed, "{role}");
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let field = |change: &dyn Fn(&mut Filing)| {
        let mut filing = told("D4");
        change(&mut filing);
        let refusal = filed_of(filing).unwrap_err();
        refusal.errors.first().map(|error| format!("{:?}", error.at)).unwrap_or_default()
    };
    let link = |url: &str| EvidenceLink { name: "照片".to_owned(), url: url.to_owned() };
    let linked = |url: &str| field(&|told| told.evidence.links = vec![link(url)]);
    for (at, wanted) in [
        (field(&|told| told.units = 0), "units"),
        (field(&|told| told.units = 101), "units"),
        (field(&|told| told.place = " ".to_owned()), "place"),
        (field(&|told| told.note = String::new()), "note"),
        (field(&|told| told.evidence.words = "\n".to_owned()), "evidence"),
        (field(&|told| told.latitude = Some("22.7".to_owned())), "longitude"),
        (field(&|told| told.found_at = now() + TimeDelta::milliseconds(1)), "found_at"),
        (field(&|told| told.found_on = today() - days(367)), "found_at"),
        (field(&|told| told.due_on = Some(today() - days(1))), "due_on"),
        (field(&|told| told.due_on = Some(today() + days(367))), "due_on"),
        (field(&|told| told.due_on = None), "due_on"),
        (linked("http://example.org/1.jpg"), "links/0/url"),
        (linked("https://"), "links/0/url"),
        (linked("https://me:secret@example.org/"), "links/0/url"),
        (linked("https://example.org/照片"), "links/0/url"),
        (field(&|told| told.evidence.links = vec![link("https://example.org/"); 11]), "links"),
    ] {
        assert!(at.contains(&format!("#/{wanted}\"")), "{wanted}: {at}");
    }
}
