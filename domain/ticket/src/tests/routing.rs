//! What rules ask of tickets: each condition both ways, the first that fits, and the order of the areas.

use access::{Action, Level, ScopePath};
use kernel::{CategoryId, Moment, RoutingRuleId, Uuid};
use proptest::prelude::*;

use super::{clocks::rules, fixture::*};
use crate::*;

pub(super) fn rule(n: u128, area: (Level, i32), position: i32) -> RoutingRule {
    RoutingRule {
        id: RoutingRuleId(Uuid::from_u128(n)),
        area: area.1,
        level: area.0,
        position,
        name: "规则".to_owned(),
        conditions: Conditions::default(),
        goal: Goal::Pool,
        priority: None,
        state: RuleState::Active,
        broken: None,
        version: 1,
        updated_at: at(0),
    }
}

fn category_id(n: u128) -> CategoryId {
    CategoryId(Uuid::from_u128(n))
}

/// A Tuesday at this hour and minute, at +08:00.
fn tuesday(hour: u32, minute: u32) -> Moment {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
    let local = day.and_hms_opt(hour, minute, 0).unwrap();
    local.and_local_timezone(chrono::FixedOffset::east_opt(8 * 3600).unwrap()).unwrap().to_utc()
}

fn asks(told: impl FnOnce(&mut Conditions)) -> Conditions {
    let mut conditions = Conditions::default();
    told(&mut conditions);
    conditions
}

/// Of a ticket of the estate 5 in the community 3, without a grid: a repair in the category 700, below 70.
#[test]
fn every_condition_holds_and_fails() {
    use Condition as C;
    let area = |level, key| vec![Spot::Area { level, key }];
    let elsewhere = vec![Spot::Estate(6), Spot::Area { level: Level::Grid, key: 4 }];
    let both = [elsewhere.clone(), vec![Spot::Estate(5)]].concat();
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let cases: Vec<(Conditions, Option<C>)> = vec![
        (Conditions::default(), None),
        (asks(|c| c.places = vec![Spot::Estate(5)]), None),
        (asks(|c| c.places = area(Level::Community, 3)), None),
        (asks(|c| c.places = area(Level::Street, 2)), None),
        (asks(|c| c.places = both), None),
        (asks(|c| c.places = elsewhere), Some(C::Place)),
        (asks(|c| c.places = area(Level::Street, 3)), Some(C::Place)),
        (asks(|c| c.categories = vec![category_id(1), category_id(700)]), None),
        (asks(|c| c.categories = vec![category_id(70)]), None),
        (asks(|c| c.categories = vec![category_id(7)]), Some(C::Category)),
        (asks(|c| c.kinds = vec![Kind::Help, Kind::Repair]), None),
        (asks(|c| c.kinds = vec![Kind::Help]), Some(C::Kind)),
        (asks(|c| c.priorities = vec![Priority::Normal]), None),
        (asks(|c| c.priorities = vec![Priority::Urgent, Priority::Emergency]), Some(C::Priority)),
        (asks(|c| c.channels = vec![Channel::Hotline, Channel::Resident]), None),
        (asks(|c| c.channels = vec![Channel::Hotline]), Some(C::Channel)),
        (asks(|c| c.enterprise = Some(true)), None),
        (asks(|c| c.enterprise = Some(false)), Some(C::Enterprise)),
        (asks(|c| c.hours = Some(Hours::Working)), None),
        (asks(|c| c.hours = Some(Hours::Outside)), Some(C::Hours)),
        (asks(|c| c.words = words(&["坠落", "停运"])), None),
        (asks(|c| c.words = words(&["lift b"])), None),
        (asks(|c| c.words = words(&["坠落"])), Some(C::Words)),
    ];
    let ticket = Ticket { description: "三号楼电梯停运,LIFT B".to_owned(), ..submitted() };
    let clockwork = rules();
    let above = Some(category_id(70));
    for (conditions, failed) in cases {
        let new = Incoming { ticket: &ticket, above, at: tuesday(10, 0), clockwork: &clockwork };
        assert_eq!(conditions.failed(&new), failed, "{conditions:?}");
    }
}

#[test]
fn working_time_is_that_of_the_place_and_ends_at_its_end() {
    let (ticket, clockwork) = (submitted(), rules());
    let saturday = tuesday(10, 0) + chrono::TimeDelta::days(4);
    for (at, hours) in [
        (tuesday(8, 59), Hours::Outside),
        (tuesday(9, 0), Hours::Working),
        (tuesday(16, 59), Hours::Working),
        (tuesday(17, 0), Hours::Outside),
        (tuesday(23, 30), Hours::Outside),
        (saturday, Hours::Outside),
    ] {
        let new = Incoming { ticket: &ticket, above: None, at, clockwork: &clockwork };
        for asked in Hours::ALL {
            let conditions = asks(|c| c.hours = Some(*asked));
            assert_eq!(conditions.failed(&new).is_none(), *asked == hours, "{at} {asked}");
        }
    }
    // Without a calendar it is neither.
    let none = Clockwork::default();
    let new = Incoming { ticket: &ticket, above: None, at: tuesday(10, 0), clockwork: &none };
    for asked in Hours::ALL {
        assert_eq!(asks(|c| c.hours = Some(*asked)).failed(&new), Some(Condition::Hours));
    }
}

#[test]
fn conditions_are_kept_as_they_are() {
    let all = asks(|c| {
        c.places = vec![Spot::Estate(5), Spot::Area { level: Level::Grid, key: 4 }];
        c.categories = vec![category_id(7)];
        c.words = vec!["停运".to_owned()];
        c.hours = Some(Hours::Outside);
        c.enterprise = Some(false);
    });
    let text = serde_json::to_string(&all).unwrap();
    assert_eq!(serde_json::from_str::<Conditions>(&text).unwrap(), all);
}

fn ids<'a>(rules: impl Iterator<Item = &'a RoutingRule>) -> Vec<u128> {
    rules.map(|rule| rule.id.0.as_u128()).collect()
}

#[test]
fn the_nearest_area_is_asked_first_and_each_in_its_order() {
    let (district, street, community) =
        ((Level::District, 1), (Level::Street, 2), (Level::Community, 3));
    let off = RoutingRule { state: RuleState::Off, ..rule(9, community, 1) };
    let all = Routing::of([
        rule(1, district, 1),
        rule(2, street, 2),
        rule(3, street, 1),
        rule(4, community, 7),
        rule(5, community, 2),
        rule(6, (Level::Community, 4), 1),
        off,
    ]);
    assert_eq!(ids(all.asked(&path())), [5, 4, 3, 2, 1]);
    let other = ScopePath { community: Some(4), ..path() };
    assert_eq!(ids(all.asked(&other)), [6, 3, 2, 1]);
    let draft = rule(0, community, 3);
    assert_eq!(ids(all.with(draft).asked(&path())), [5, 0, 4, 3, 2, 1]);
    let changed = RoutingRule { position: 9, ..rule(5, community, 2) };
    assert_eq!(ids(all.with(changed).asked(&path())), [4, 5, 3, 2, 1]);
    let ordered = all.ordered(3, &[RoutingRuleId(Uuid::from_u128(4))]);
    assert_eq!(ids(ordered.asked(&path())), [4, 5, 3, 2, 1]);
}

#[test]
fn a_rule_dispatches_as_who_is_to_dispatch_may() {
    let system = access::Actor::system();
    let by = Some(ByRule { id: RoutingRuleId(Uuid::from_u128(1)), version: 3 });
    let sent = |ticket: &Ticket, target| {
        let detail = Detail::Dispatch(Assignment { rule: by, words: None, ..to(target) });
        act(ticket, &system, detail, at(0))
    };
    let served = submitted();
    let bare = Ticket { facts: Facts { enterprise: None, ..served.facts }, ..served.clone() };
    let department = Target::Organization(DEPARTMENT);
    assert!(sent(&served, department).is_err(), "an enterprise is under contract");
    assert!(sent(&served, Target::Organization(ENTERPRISE)).is_ok());
    let given = sent(&bare, department).unwrap();
    assert_eq!(given.after.course.dispatched_by.map(|unit| unit.kind), Some(UnitKind::Community));
    assert!(sent(&bare, Target::Organization(ENTERPRISE)).is_err());
    let entry = given.entries.first().unwrap();
    assert_eq!((entry.action, entry.who), (Action::Dispatch, access::Who::System));
    assert_eq!(entry.detail["rule"]["version"], 3);
    // By people nothing is said of a rule.
    let human = act(&served, &dispatcher(), Detail::Dispatch(to(Target::Pool)), at(0)).unwrap();
    assert!(human.entries[0].detail.get("rule").is_none());
}

prop_compose! {
    /// A rule with some of the simpler conditions.
    fn any_rule(id: u128)(
        position in 1..6_i32, kind in 0..3_usize, priority in 0..4_usize, enterprise in prop::option::of(any::<bool>()),
        word in prop::option::of(prop::sample::select(vec!["电梯", "停运", "漏水"])),
    ) -> RoutingRule {
        let mut one = rule(id, (Level::Community, 3), position);
        one.conditions.kinds.extend(Kind::ALL.iter().take(kind));
        one.conditions.priorities.extend(Priority::ALL.iter().take(priority));
        one.conditions.enterprise = enterprise;
        one.conditions.words.extend(word.map(str::to_owned));
        one
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The first that fits is the one with the lowest place among all that fit, however they are put in.
    #[test]
    fn the_first_match_is_the_lowest_of_all_that_fit(
        a in any_rule(1), b in any_rule(2), c in any_rule(3), d in any_rule(4), swapped in any::<bool>(),
        kind in prop::sample::select(Kind::ALL.to_vec()),
    ) {
        let ticket = Ticket { kind, ..submitted() };
        let clockwork = Clockwork::default();
        let new = Incoming { ticket: &ticket, above: None, at: at(0), clockwork: &clockwork };
        let mut all = vec![a, b, c, d];
        if swapped {
            all.reverse();
        }
        let fits = |rule: &&RoutingRule| Condition::ALL.iter().all(|one| rule.conditions.holds(*one, &new));
        let lowest = all.iter().filter(fits).min_by_key(|rule| (rule.position, rule.id)).map(|rule| rule.id);
        let rules = Routing::of(all.clone());
        let first = rules.asked(&ticket.path).find(|rule| rule.conditions.failed(&new).is_none());
        prop_assert_eq!(first.map(|rule| rule.id), lowest);
        prop_assert_eq!(rules.all().count(), 4);
    }
}
