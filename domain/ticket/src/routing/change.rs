//! What is done to a rule: each change is a version of its own, and none is ever deleted.

use access::{Action, Level, Permit};
use kernel::{Fault, Moment, Refusal, Refused, RoutingRuleId};
use place::Area;
use serde_json::{Value, json};

use super::{Breakage, Broken, Conditions, Goal, RoutingRule, RuleState};
use crate::{Priority, change::said};

/// What a new rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleTold {
    pub name: String,
    pub conditions: Conditions,
    pub goal: Goal,
    pub priority: Option<Priority>,
    pub active: bool,
}

/// What of a rule is changed. The inner `None` takes the priority away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RulePatch {
    pub name: Option<String>,
    pub conditions: Option<Conditions>,
    pub goal: Option<Goal>,
    pub priority: Option<Option<Priority>>,
    /// Switches it on, a broken one too, or off.
    pub active: Option<bool>,
}

/// A rule as it shall be after a permitted action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
    pub before: Option<RoutingRule>,
    pub after: RoutingRule,
    pub permit: Permit,
    pub at: Moment,
}

impl RuleChange {
    /// What the journal keeps of it.
    pub fn detail(&self) -> Value {
        json!({ "before": self.before.as_ref().map(facts), "after": facts(&self.after) })
    }
}

fn facts(rule: &RoutingRule) -> Value {
    json!({
        "name": rule.name, "position": rule.position, "conditions": rule.conditions, "to": rule.goal.kind(),
        "to_id": rule.goal.id(), "priority": rule.priority, "state": rule.state,
        "broken": rule.broken.map(|broken| broken.reason),
    })
}

impl RoutingRule {
    /// A new rule of a district, street or community, behind the `last` that it has.
    pub fn create(
        permit: &Permit,
        (id, area, last): (RoutingRuleId, &Area, i32),
        told: RuleTold,
        now: Moment,
    ) -> Refused<RuleChange> {
        permit.ensure(Action::RoutingCreate)?;
        if area.level == Level::Grid {
            return Err(Refusal::field("area_id", Fault::NotAllowed));
        }
        said(&told.name, "name")?;
        let after = Self {
            id,
            area: area.key,
            level: area.level,
            position: last + 1,
            name: told.name,
            conditions: told.conditions,
            goal: told.goal,
            priority: told.priority,
            state: if told.active { RuleState::Active } else { RuleState::Off },
            broken: None,
            version: 1,
            updated_at: now,
        };
        Ok(RuleChange { before: None, after, permit: permit.clone(), at: now })
    }

    /// A broken rule stays broken until it is switched on again, or off.
    pub fn change(&self, permit: &Permit, patch: RulePatch, now: Moment) -> Refused<RuleChange> {
        permit.ensure(Action::RoutingChange)?;
        self.standing()?;
        if patch == RulePatch::default() {
            return Err(Refusal::field("name", Fault::Required));
        }
        said(patch.name.as_deref().unwrap_or(&self.name), "name")?;
        let state = match patch.active {
            None => self.state,
            Some(true) => RuleState::Active,
            Some(false) => RuleState::Off,
        };
        let after = Self {
            name: patch.name.unwrap_or_else(|| self.name.clone()),
            conditions: patch.conditions.unwrap_or_else(|| self.conditions.clone()),
            goal: patch.goal.unwrap_or(self.goal),
            priority: patch.priority.unwrap_or(self.priority),
            state,
            broken: self.broken.filter(|_| state == RuleState::Broken),
            ..self.clone()
        };
        Ok(self.became(permit, after, now))
    }

    /// At another place in the order of its area; nothing where it stands there already.
    pub fn placed(&self, permit: &Permit, at: i32, now: Moment) -> Refused<Option<RuleChange>> {
        permit.ensure(Action::RoutingOrder)?;
        self.standing()?;
        let after = Self { position: at, ..self.clone() };
        Ok((at != self.position).then(|| self.became(permit, after, now)))
    }

    /// Never asked again.
    pub fn retire(&self, permit: &Permit, now: Moment) -> Refused<RuleChange> {
        permit.ensure(Action::RoutingRetire)?;
        self.standing()?;
        let after = Self { state: RuleState::Retired, broken: None, ..self.clone() };
        Ok(self.became(permit, after, now))
    }

    /// Switched off, since it can dispatch nothing any more.
    pub fn broke(&self, permit: &Permit, reason: Breakage, now: Moment) -> Refused<RuleChange> {
        permit.ensure(Action::RoutingBreak)?;
        if self.state != RuleState::Active {
            return Err(Refusal::not_now(self.state.as_str()));
        }
        let broken = Some(Broken { at: now, reason });
        let after = Self { state: RuleState::Broken, broken, ..self.clone() };
        Ok(self.became(permit, after, now))
    }

    fn standing(&self) -> Refused<()> {
        match self.state {
            RuleState::Retired => Err(Refusal::not_now(self.state.as_str())),
            RuleState::Active | RuleState::Off | RuleState::Broken => Ok(()),
        }
    }

    fn became(&self, permit: &Permit, after: Self, now: Moment) -> RuleChange {
        let after = Self { version: self.version + 1, updated_at: now, ..after };
        RuleChange { before: Some(self.clone()), after, permit: permit.clone(), at: now }
    }
}
