//! What clocks are measured by: policies, the ceilings of the province, and pauses.

use access::{Action, Actor, ScopePath, authorize};
use chrono::TimeDelta;
use kernel::{ClockPolicyId, Refused, Uuid};

use super::{
    clocks::{Life, rules},
    fixture::*,
};
use crate::*;

/// What an administrator sets for resolutions.
fn policy(
    kind: Option<Kind>,
    path: ScopePath,
    unit: ClockUnit,
    amount: i32,
) -> Refused<ClockPolicy> {
    let (role, reach) = (access::Role::Administrator, access::Reach::Everywhere);
    let duty = access::Duty { id: None, role, reach, scopes: Vec::new() };
    let admin = Actor::new(access::Who::Account(account(90)), vec![duty]);
    let desk = calendar::Desk { path: ScopePath::default(), proposed_by: None };
    let permit = authorize(&admin, Action::ClockPolicySet, &desk)?;
    let clock = ClockKind::Resolution;
    let matches = Matches { clock, category_id: None, path, kind, priority: None };
    let told = PolicyTold { limit: Limit { unit, amount }, levels: None, active: true };
    let id = ClockPolicyId(Uuid::from_u128(u128::from(amount.unsigned_abs())));
    ClockPolicy::set(&permit, (id, matches), None, told, at(0)).map(|change| change.after)
}

#[test]
fn nothing_goes_above_the_ceilings() {
    for (kind, most) in [
        (Some(Kind::Consultation), 2),
        (Some(Kind::Help), 10),
        (Some(Kind::Suggestion), 10),
        (Some(Kind::Complaint), 15),
        (Some(Kind::Report), 15),
        (None, 2),
    ] {
        let set = |unit, amount| policy(kind, ScopePath::default(), unit, amount);
        assert!(set(ClockUnit::Workdays, most).is_ok(), "{kind:?}");
        assert!(set(ClockUnit::Workdays, most + 1).is_err(), "{kind:?}");
        assert!(set(ClockUnit::Minutes, most * 1440 + 1).is_err(), "{kind:?}");
    }
}

#[test]
fn the_narrowest_policy_holds() {
    let street = ScopePath { grid: None, estate: None, community: None, ..path() };
    let policies = vec![
        policy(None, ScopePath::default(), ClockUnit::Workdays, 1).unwrap(),
        policy(Some(Kind::Repair), ScopePath::default(), ClockUnit::Workdays, 4).unwrap(),
        policy(None, street, ClockUnit::Workdays, 2).unwrap(),
    ];
    let life = Life::begin(Clockwork { policies, ..rules() });
    assert_eq!(
        life.target(ClockKind::Resolution),
        at(2 * 86_400),
        "the area comes before the kind"
    );
    let none = Life::begin(Clockwork::default());
    assert!(none.clocks.is_empty(), "without a calendar nothing is measured");
}

#[test]
fn a_pause_moves_the_target_and_silences_the_levels() {
    let rules = rules();
    let mut life = Life::begin(rules.clone());
    let calendar = &rules.calendar(&path()).unwrap().calendar;
    let clock = life.clocks.iter_mut().find(|clock| clock.kind == ClockKind::Dispatch).unwrap();
    clock.pause(at(600));
    assert!(clock.is_paused() && clock.next_fire_at.is_none());
    clock.resume(at(4200), calendar);
    assert_eq!((clock.target_at, clock.next_fire_at), (at(7200 + 3600), Some(at(7200 + 3600))));
    let resolution =
        life.clocks.iter_mut().find(|clock| clock.kind == ClockKind::Resolution).unwrap();
    resolution.pause(at(0));
    resolution.resume(at(86_400), calendar);
    let moved = at(3 * 86_400) + TimeDelta::days(1);
    let (target, expected) = (
        resolution.target_at,
        calendar.add(at(3 * 86_400), TimeDelta::hours(8), &calendar::Pauses::NONE),
    );
    assert_eq!(Some(target), expected, "a day of eight hours is made up for");
    assert!(target >= moved - TimeDelta::hours(24));
}

fn asking(kind: RequestKind, seconds: i64) -> Detail {
    let until = Some(at(seconds));
    Detail::Request { kind, asking: Asking { reason: why(), measures: None, until, towards: None } }
}

#[test]
fn a_question_stops_the_clocks_and_a_granted_extension_moves_the_target() {
    let mut life = Life::begin(rules());
    life.step(&dispatcher(), Detail::Dispatch(to(Target::Organization(ENTERPRISE))), 60);
    life.step(&worker(), Detail::Accept, 120);
    life.step(&worker(), asking(RequestKind::Question, 86_400), 180);
    let paused = |life: &Life| life.clocks.iter().filter(|clock| clock.is_paused()).count();
    assert_eq!(paused(&life), 2, "first contact and resolution");
    life.step(&resident(), Detail::Reply { answer: why() }, 3780);
    assert_eq!(paused(&life), 0);
    assert_eq!(life.target(ClockKind::FirstContact), at(120 + 86_400 + 3600));
    life.step(&worker(), asking(RequestKind::Extension, 10 * 86_400), 4000);
    let ruling = Ruling { number: 2, granted: true, words: why() };
    life.step(&community(), Detail::Rule(ruling), 5000);
    assert_eq!(life.target(ClockKind::Resolution), at(10 * 86_400));
}

#[test]
fn who_may_see_a_ticket_has_nothing_to_do_with_its_time() {
    let mut life = Life::begin(rules());
    let target = life.target(ClockKind::Resolution);
    life.rules.policies.push(policy(None, ScopePath::default(), ClockUnit::Workdays, 1).unwrap());
    let amend = |kind, visibility| {
        let (category, priority, reason) = (None, None, why());
        Detail::Amend(Amendment { category, kind, priority, visibility, reason })
    };
    life.step(&community(), amend(None, Some(Visibility::Public)), 60);
    assert_eq!(life.target(ClockKind::Resolution), target);
    life.step(&community(), amend(Some(Kind::Complaint), None), 120);
    assert!(life.target(ClockKind::Resolution) < target);
}

#[test]
fn an_extension_gives_more_time_and_never_more_than_the_province_allows() {
    let mut life = Life::begin(rules());
    life.step(&dispatcher(), Detail::Dispatch(to(Target::Organization(ENTERPRISE))), 60);
    life.step(&worker(), Detail::Accept, 120);
    let target = (life.target(ClockKind::Resolution) - at(0)).num_seconds();
    let latest = rules().calendars[0].calendar.add_workdays(at(0), 10).unwrap();
    let latest = (latest - at(0)).num_seconds();
    for (until, fine) in [(target - 1, false), (target, false), (latest + 1, false), (latest, true)]
    {
        let asked = life.try_step(&worker(), asking(RequestKind::Extension, until), 4000);
        assert_eq!(
            asked.map_err(|refusal| refusal.errors[0].fault).err(),
            (!fine).then_some(kernel::Fault::Range),
            "{until}"
        );
    }
}

impl Life {
    /// Policies hold from now on, and are applied to what runs; the targets that moved, from and to.
    fn apply(
        &mut self,
        policies: Vec<ClockPolicy>,
        seconds: i64,
    ) -> Vec<(serde_json::Value, serde_json::Value)> {
        self.rules.policies = policies;
        let permit = authorize(&Actor::system(), Action::ClockReach, &self.ticket).unwrap();
        let wanted = (|_: &Clock| true, Anew::Policy);
        let measured =
            self.ticket.measure(&permit, &self.clocks, wanted, &self.rules, at(seconds)).unwrap();
        let Some(change) = measured else { return Vec::new() };
        let moved = |entry: &Entry| {
            assert_eq!(
                (entry.action, &entry.detail["because"]),
                (Action::ClockReach, &"policy".into())
            );
            (entry.detail["before"].clone(), entry.detail["target_at"].clone())
        };
        let moved = change.entries.iter().map(moved).collect();
        self.keep(change);
        moved
    }

    fn clock(&self, kind: ClockKind) -> &Clock {
        self.clocks.iter().find(|clock| clock.kind == kind && clock.runs()).unwrap()
    }
}

/// Five workdays for a repair.
fn five() -> Vec<ClockPolicy> {
    vec![policy(Some(Kind::Repair), ScopePath::default(), ClockUnit::Workdays, 5).unwrap()]
}

/// Asked on Monday evening, replied on Tuesday evening: a day of eight hours stood still.
#[test]
fn a_policy_that_is_applied_keeps_what_stood_still() {
    const DAY: i64 = 86_400;
    let rules = rules();
    let calendar = &rules.calendar(&path()).unwrap().calendar;
    let whole_day =
        |seconds| calendar.add(at(seconds), TimeDelta::hours(8), &calendar::Pauses::NONE).unwrap();
    let mut life = Life::begin(rules.clone());
    life.step(&dispatcher(), Detail::Dispatch(to(Target::Organization(ENTERPRISE))), 60);
    life.step(&worker(), Detail::Accept, 120);
    life.step(&worker(), asking(RequestKind::Question, 2 * DAY), 3600);
    // Applied while it stands still, it stands still on.
    life.apply(five(), 7200);
    let still = life.clock(ClockKind::Resolution);
    assert!(still.is_paused() && still.next_fire_at.is_none());
    assert_eq!(still.pauses, [Pause { from: at(3600), to: None }]);
    life.step(&resident(), Detail::Reply { answer: why() }, 3600 + DAY);
    assert_eq!(life.target(ClockKind::Resolution), whole_day(7 * DAY));
    // Taken back and applied again, it counts the pause each time, and touches no other clock.
    let first_contact = life.clock(ClockKind::FirstContact).clone();
    let back = life.apply(Vec::new(), 4000 + DAY);
    assert_eq!(
        back,
        [(serde_json::json!(whole_day(7 * DAY)), serde_json::json!(whole_day(3 * DAY)))]
    );
    let again = life.apply(five(), 4100 + DAY);
    assert_eq!(again, [(back[0].1.clone(), back[0].0.clone())]);
    let resolution = life.clock(ClockKind::Resolution);
    assert_eq!(resolution.pauses, [Pause { from: at(3600), to: Some(at(3600 + DAY)) }]);
    assert_eq!(resolution.policy.map(|(_, version)| version), Some(1));
    assert_eq!(life.clock(ClockKind::FirstContact), &first_contact);
    assert!(life.apply(five(), 4200 + DAY).is_empty(), "nothing moves any more");
}
