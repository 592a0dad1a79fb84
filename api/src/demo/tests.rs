//! What must hold of the demo's plan: the same for a seed, lawful in every step, and of the right mix.

mod model;

use std::collections::{BTreeMap, HashSet};

use identity::check_password;

use super::{
    PASSWORD,
    categories::CATEGORIES,
    people::{PEOPLE, person},
    places::ESTATES,
    plan::{Act, Channel, PARTNER, Plan, SYSTEM, plan},
    routing,
};
use model::Model;

const SEEDS: std::ops::Range<u64> = 0..25;

fn counted<'a>(words: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

#[test]
fn the_same_seed_gives_the_same_plan() {
    assert_eq!(plan(2026), plan(2026));
    assert_ne!(plan(2026), plan(2027));
}

#[test]
fn three_hundred_tickets_in_every_state_over_ninety_days() {
    for plans in SEEDS.map(plan) {
        let states = counted(plans.iter().map(|plan| plan.state));
        assert_eq!(plans.len(), 300);
        assert_eq!((states.len(), states["closed"]), (10, 165));
        let said: HashSet<_> = plans.iter().map(|plan| &plan.description).collect();
        assert_eq!(said.len(), plans.len());
        assert!(plans.is_sorted_by(|a, b| a.minutes_ago >= b.minutes_ago));
        assert!(plans[0].minutes_ago < 90 * 24 * 60 && plans[0].minutes_ago > 80 * 24 * 60);
        let filers: HashSet<_> = plans.iter().map(|plan| plan.filer).collect();
        assert!(filers.len() >= 30, "{}", filers.len());
    }
}

#[test]
fn every_step_is_lawful() {
    for plans in SEEDS.map(plan) {
        for plan in &plans {
            let mut model = Model::new(plan);
            let mut last = 0;
            for step in &plan.steps {
                assert!(step.after_minutes > last || last == 0, "{plan:#?}");
                last = step.after_minutes;
                model.take(step);
            }
            assert_eq!(model.state, plan.state, "{plan:#?}");
            assert!(last < plan.minutes_ago, "{plan:#?}");
            let open = plan.minutes_ago - model.resolved_at < 9 * 24 * 60;
            assert!(plan.state != "resolved" || open, "the window is over: {plan:#?}");
        }
    }
}

#[test]
fn every_kind_of_step_is_there() {
    for plans in SEEDS.map(plan) {
        let acts: HashSet<_> =
            plans.iter().flat_map(|p| &p.steps).map(|s| std::mem::discriminant(&s.act)).collect();
        assert_eq!(acts.len(), 37);
        let helped =
            |act: &Act| matches!(act, Act::Dispatch { helpers, .. } if !helpers.is_empty());
        assert!(plans.iter().flat_map(|p| &p.steps).filter(|s| helped(&s.act)).count() >= 15);
        for kind in ["consultation", "help", "complaint", "report", "suggestion", "repair"] {
            assert!(plans.iter().any(|plan| plan.kind == kind), "{kind}");
        }
    }
}

#[test]
fn orders_are_complete() {
    for plans in SEEDS.map(plan) {
        for plan in &plans {
            let category = &CATEGORIES[plan.category];
            assert!(category.parent.is_some() && !plan.description.contains(['{', '}']));
            assert!(!category.needs_premises || plan.spot.unit.is_some(), "{plan:#?}");
            assert!(!category.needs_contact || plan.contact.is_some(), "{plan:#?}");
            let building = &ESTATES[plan.estate].buildings[plan.spot.building];
            let exists = |label: &String| building.units().any(|unit| unit.label == *label);
            assert!(plan.spot.unit.as_ref().is_none_or(exists), "{plan:#?}");
            may_file(plan);
        }
    }
}

#[test]
fn no_rule_takes_what_the_plan_sends_itself() {
    for plan in SEEDS.flat_map(plan) {
        assert!(!routing::words().any(|word| plan.description.contains(word)), "{plan:#?}");
    }
}

fn may_file(plan: &Plan) {
    if plan.channel == Channel::Anonymous {
        let nobody = plan.reporter.is_none() && plan.caller.is_none() && plan.contact.is_none();
        assert!(plan.filer == SYSTEM && nobody, "{plan:#?}");
        return;
    }
    if plan.channel == Channel::Partner {
        assert!(plan.filer == PARTNER && plan.reporter.is_none() && plan.caller.is_some());
        return;
    }
    let filer = person(plan.filer).unwrap();
    let role = match plan.channel {
        Channel::Resident => {
            assert!(filer.lives_in(plan.estate) && plan.reporter == Some(plan.filer));
            assert!(plan.caller.is_none());
            return;
        }
        Channel::Hotline => "hotline_operator",
        Channel::Counter | Channel::Meeting => "community_officer",
        Channel::GridRound | Channel::Anonymous | Channel::Partner => "grid_worker",
    };
    assert!(filer.serves(role, plan.estate) && plan.reporter.is_none(), "{plan:#?}");
    let behalf = matches!(plan.channel, Channel::Hotline | Channel::Counter);
    assert_eq!(plan.caller.is_some(), behalf);
}

#[test]
fn the_accounts_of_the_scripts_are_there() {
    let names = "resident neighbour dispatcher worker manager volunteer volunteer2 branch committee grid \
        community secretary specialist hotline department street district admin auditor other-resident \
        other-dispatcher other-volunteer other-branch other-community other-street";
    for name in names.split_whitespace() {
        assert!(person(name).is_some(), "{name}");
    }
    assert!(PEOPLE.iter().all(|p| p.post.is_some() || p.home.is_some()));
}

#[test]
fn the_password_is_one_that_the_api_would_take() {
    for person in PEOPLE {
        assert!(check_password("password", PASSWORD, person.account).is_ok(), "{}", person.account);
    }
}

#[test]
fn no_text_is_longer_than_the_contract_allows() {
    for plan in SEEDS.flat_map(plan) {
        assert!(plan.description.chars().count() <= 2000);
        for step in &plan.steps {
            let longest = match &step.act {
                Act::Resolve { result, .. } => result.chars().count(),
                Act::Dispatch { note: Some(words), .. }
                | Act::Redispatch { reason: words, .. }
                | Act::Refuse { reason: words }
                | Act::Progress { note: words }
                | Act::Rate { comment: words, .. }
                | Act::FollowUp { note: words, .. }
                | Act::Reopen { reason: words }
                | Act::Withdraw { reason: words }
                | Act::Decline { reason: words, .. }
                | Act::Object { reason: words }
                | Act::Supervise { note: words, .. }
                | Act::Answer { answer: words, .. }
                | Act::Raise { reason: words }
                | Act::Span { reason: words, .. }
                | Act::ReportPart { note: words, .. }
                | Act::Revoke { reason: words, .. }
                | Act::Request { reason: words, .. }
                | Act::Rule { words, .. }
                | Act::Resume { reason: words }
                | Act::Blow { reason: words, .. }
                | Act::RuleWhistle { words, .. }
                | Act::Unmerge { reason: words }
                | Act::ReportIn { note: words }
                | Act::FinishTask { result: words }
                | Act::RateDepartment { comment: words, .. }
                | Act::Renew { reason: words }
                | Act::Reply { answer: words }
                | Act::Amend { reason: words, .. } => words.chars().count(),
                _ => continue,
            };
            assert!((1..=1000).contains(&longest), "{step:?}");
        }
    }
}
