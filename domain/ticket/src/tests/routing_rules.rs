//! What is done to rules: versions, order, on and off, and what broke them.

use access::{Action, Actor, Duty, Level, Permit, Reach, Role, Who, authorize};
use kernel::{AreaId, Code, Uuid};
use place::{Area, At};

use super::{fixture::*, routing::rule};
use crate::*;

fn permit(action: Action) -> Permit {
    let duty = Duty {
        id: None,
        role: Role::CommunityOfficer,
        reach: Reach::Area { level: Level::Community, key: 3 },
        scopes: Vec::new(),
    };
    let officer = Actor::new(Who::Account(account(50)), vec![duty]);
    authorize(&officer, action, &At::open(path())).unwrap()
}

fn system(action: Action) -> Permit {
    authorize(&Actor::system(), action, &At::open(path())).unwrap()
}

fn area(level: Level) -> Area {
    Area {
        key: 3,
        id: AreaId(Uuid::from_u128(3)),
        level,
        name: "社区".to_owned(),
        code: None,
        parent: Some(2),
        path: path(),
        version: 1,
        updated_at: at(0),
    }
}

fn told(active: bool) -> RuleTold {
    RuleTold {
        name: "电梯".to_owned(),
        conditions: Conditions::default(),
        goal: Goal::Enterprise,
        priority: None,
        active,
    }
}

fn known(state: RuleState) -> RoutingRule {
    let broken = (state == RuleState::Broken)
        .then_some(Broken { at: at(5), reason: Breakage::OutOfContract });
    RoutingRule { state, broken, ..rule(1, (Level::Community, 3), 1) }
}

#[test]
fn a_new_rule_stands_last() {
    let create = permit(Action::RoutingCreate);
    let id = kernel::RoutingRuleId(Uuid::from_u128(1));
    let made =
        RoutingRule::create(&create, (id, &area(Level::Community), 4), told(true), at(1)).unwrap();
    assert_eq!((made.after.position, made.after.version), (5, 1));
    assert_eq!(made.after.state, RuleState::Active);
    let off =
        RoutingRule::create(&create, (id, &area(Level::Street), 0), told(false), at(1)).unwrap();
    assert_eq!(off.after.state, RuleState::Off);
    assert!(
        RoutingRule::create(&create, (id, &area(Level::Grid), 0), told(true), at(1)).is_err(),
        "a grid has no rules"
    );
    let nameless = RuleTold { name: " ".to_owned(), ..told(true) };
    assert!(
        RoutingRule::create(&create, (id, &area(Level::Community), 0), nameless, at(1)).is_err()
    );
    let wrong = permit(Action::RoutingChange);
    let no = RoutingRule::create(&wrong, (id, &area(Level::Community), 0), told(true), at(1));
    assert_eq!(no.unwrap_err().code, Code::Forbidden);
}

/// From each state: switched on, switched off, changed otherwise, placed, retired, found broken.
#[test]
fn what_can_be_done_follows_from_the_state() {
    use RuleState as S;
    let change = |rule: &RoutingRule, active| {
        let patch = RulePatch { active, priority: Some(None), ..RulePatch::default() };
        let done = rule.change(&permit(Action::RoutingChange), patch, at(9)).ok()?;
        assert_eq!(done.after.version, rule.version + 1);
        assert_eq!(done.after.broken.is_some(), done.after.state == S::Broken);
        Some(done.after.state)
    };
    let retire = |rule: &RoutingRule| {
        rule.retire(&permit(Action::RoutingRetire), at(9)).ok().map(|done| done.after.state)
    };
    let broke = |rule: &RoutingRule| {
        let done = rule.broke(&system(Action::RoutingBreak), Breakage::AccountGone, at(9)).ok()?;
        assert_eq!(done.after.broken, Some(Broken { at: at(9), reason: Breakage::AccountGone }));
        Some(done.after.state)
    };
    for (from, on, off, otherwise, retired, broken) in [
        (S::Active, true, true, Some(S::Active), true, true),
        (S::Off, true, true, Some(S::Off), true, false),
        (S::Broken, true, true, Some(S::Broken), true, false),
        (S::Retired, false, false, None, false, false),
    ] {
        let rule = known(from);
        assert_eq!(change(&rule, Some(true)), on.then_some(S::Active), "{from}");
        assert_eq!(change(&rule, Some(false)), off.then_some(S::Off), "{from}");
        assert_eq!(change(&rule, None), otherwise, "{from}");
        assert_eq!(retire(&rule), retired.then_some(S::Retired), "{from}");
        assert_eq!(broke(&rule), broken.then_some(S::Broken), "{from}");
        let placed = rule.placed(&permit(Action::RoutingOrder), 2, at(9));
        assert_eq!(placed.is_ok(), from != S::Retired, "{from}");
    }
}

#[test]
fn a_rule_that_stays_where_it_is_gets_no_new_version() {
    let rule = known(RuleState::Off);
    let order = permit(Action::RoutingOrder);
    assert_eq!(rule.placed(&order, 1, at(9)).unwrap(), None);
    let moved = rule.placed(&order, 3, at(9)).unwrap().unwrap();
    assert_eq!((moved.after.position, moved.after.version), (3, 2));
    let nothing = rule.change(&permit(Action::RoutingChange), RulePatch::default(), at(9));
    assert_eq!(nothing.unwrap_err().code, Code::ValidationFailed);
}

#[test]
fn the_journal_keeps_what_was_and_what_is() {
    let patch = RulePatch {
        goal: Some(Goal::Account(account(21))),
        priority: Some(Some(Priority::Urgent)),
        ..RulePatch::default()
    };
    let done = known(RuleState::Active).change(&permit(Action::RoutingChange), patch, at(9));
    let detail = done.unwrap().detail();
    assert_eq!(detail["before"]["to"], "pool");
    assert_eq!(detail["after"]["to"], "account");
    assert_eq!(detail["after"]["to_id"], account(21).to_string());
    assert_eq!(detail["after"]["priority"], "urgent");
}

#[test]
fn only_the_system_finds_a_rule_broken() {
    let officer = {
        let duty = Duty {
            id: None,
            role: Role::DistrictOfficer,
            reach: Reach::Everywhere,
            scopes: vec![],
        };
        Actor::new(Who::Account(account(51)), vec![duty])
    };
    assert!(authorize(&officer, Action::RoutingBreak, &At::open(path())).is_err());
    let auditor = {
        let duty = Duty { id: None, role: Role::Auditor, reach: Reach::Everywhere, scopes: vec![] };
        Actor::new(Who::Account(account(52)), vec![duty])
    };
    assert!(authorize(&auditor, Action::RoutingRead, &At::open(path())).is_ok());
    assert!(authorize(&auditor, Action::RoutingTry, &At::open(path())).is_err());
}

#[test]
fn a_known_ticket_is_tried_as_it_came_in() {
    let anew = as_new(&accepted());
    assert_eq!(anew, Ticket { updated_at: anew.updated_at, ..submitted() });
    let opening = Opening { path: path(), on_behalf: false };
    let permit = authorize(&Actor::system(), Action::Submit, &opening).unwrap();
    let sample = |category: Category| Sample {
        site: submission(false).site,
        category,
        kind: None,
        priority: Some(Priority::Urgent),
        channel: Channel::Hotline,
        description: "电梯停运".to_owned(),
    };
    let id = submitted().id;
    let needy = Category { needs_premises: true, needs_contact: true, ..category() };
    let ticket = sample(needy).ticket(&permit, id, at(0)).unwrap();
    assert_eq!((ticket.state, ticket.channel), (State::Submitted, Channel::Hotline));
    assert_eq!((ticket.kind, ticket.reporter_id), (Kind::Repair, None));
    let retired = Category { active: false, ..category() };
    assert!(sample(retired).ticket(&permit, id, at(0)).is_err());
}
