//! All rules that are asked, in the order in which they are.

use std::collections::HashMap;

use access::{Level, ScopePath};
use kernel::RoutingRuleId;

use super::{RoutingRule, RuleState};

/// The community's rules are asked first, then the street's, then the district's.
const NEAREST_FIRST: [Level; 3] = [Level::Community, Level::Street, Level::District];

/// The rules in force, by their area.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Routing {
    areas: HashMap<i32, Vec<RoutingRule>>,
}

impl Routing {
    /// Those of the rules that are active.
    pub fn of(rules: impl IntoIterator<Item = RoutingRule>) -> Self {
        let mut all = Self::default();
        for rule in rules.into_iter().filter(|rule| rule.state == RuleState::Active) {
            all.areas.entry(rule.area).or_default().push(rule);
        }
        all.areas.values_mut().for_each(|rules| rules.sort_by_key(order));
        all
    }

    /// The rules that a ticket at this place is asked about, the first first.
    pub fn asked(&self, path: &ScopePath) -> impl Iterator<Item = &RoutingRule> {
        let areas = NEAREST_FIRST.into_iter().filter_map(|level| path.at(level));
        areas.filter_map(|key| self.areas.get(&key)).flatten()
    }

    /// Every rule, those of an area together.
    pub fn all(&self) -> impl Iterator<Item = &RoutingRule> {
        let mut areas: Vec<&i32> = self.areas.keys().collect();
        areas.sort_unstable();
        areas.into_iter().filter_map(|key| self.areas.get(key)).flatten()
    }

    /// The same with a draft at its place in the order of its area, instead of the rule that it is a draft of.
    #[must_use]
    pub fn with(&self, draft: RoutingRule) -> Self {
        let mut all = self.clone();
        let rules = all.areas.entry(draft.area).or_default();
        rules.retain(|rule| rule.id != draft.id);
        let behind = rules.partition_point(|rule| rule.position < draft.position);
        rules.insert(behind, draft);
        all
    }

    /// The same with the rules of an area in another order; those that are not named come last, as they stood.
    #[must_use]
    pub fn ordered(&self, area: i32, ids: &[RoutingRuleId]) -> Self {
        let mut all = self.clone();
        if let Some(rules) = all.areas.get_mut(&area) {
            let place = |rule: &RoutingRule| ids.iter().position(|id| *id == rule.id);
            rules.sort_by_key(|rule| place(rule).unwrap_or(usize::MAX));
        }
        all
    }
}

/// Two at one place stand in the order in which they were made.
fn order(rule: &RoutingRule) -> (i32, RoutingRuleId) {
    (rule.position, rule.id)
}
