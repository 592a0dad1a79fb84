//! Saving what is done to routing rules.

use ::ticket::{RoutingRule, RuleChange, RuleState};
use access::ScopePath;
use sea_orm::Value;

use crate::{
    Entry, StoreError, Tx,
    sql::{execute, places},
};

const WRITTEN: &str = "id, area, position, name, conditions, target, target_id, priority, state, \
    broken_at, broken_reason, version, updated_at";

impl Tx {
    /// Adds a rule of the area that stands at `path`.
    pub async fn create_rule(&self, new: &RuleChange, path: ScopePath) -> Result<(), StoreError> {
        let values = values(&new.after);
        let places = places(1, values.len());
        let sql = format!("INSERT INTO routing_rule ({WRITTEN}) VALUES ({places})");
        execute(self, &sql, values).await?;
        self.enter_rule(new, path).await
    }

    /// Saves the next version of a rule; `Stale` where it is no longer at the one before.
    pub async fn save_rule(&self, done: &RuleChange, path: ScopePath) -> Result<(), StoreError> {
        if self.advance_rule(done, path).await? { Ok(()) } else { Err(StoreError::Stale) }
    }

    /// The same where it does not matter who was faster: `false` where the rule is no longer at the version before.
    pub async fn advance_rule(
        &self,
        done: &RuleChange,
        path: ScopePath,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE routing_rule SET area = $2, position = $3, name = $4, conditions = $5, target = $6, \
            target_id = $7, priority = $8, state = $9, broken_at = $10, broken_reason = $11, version = $12, \
            updated_at = $13 WHERE id = $1 AND version = $12 - 1";
        if execute(self, sql, values(&done.after)).await? == 0 {
            return Ok(false);
        }
        self.enter_rule(done, path).await?;
        Ok(true)
    }

    async fn enter_rule(&self, done: &RuleChange, path: ScopePath) -> Result<(), StoreError> {
        let after = &done.after;
        let entry = Entry::of(&done.permit, after.id, after.version, done.at, path);
        let from = done.before.as_ref().map(|before| RuleState::as_str(before.state));
        let (to, detail) = (Some(after.state.as_str()), done.detail());
        self.journal(&Entry { from, to, detail, ..entry }).await
    }
}

fn values(rule: &RoutingRule) -> Vec<Value> {
    let broken = rule.broken;
    vec![
        rule.id.0.into(),
        rule.area.into(),
        rule.position.into(),
        rule.name.clone().into(),
        serde_json::to_string(&rule.conditions).unwrap_or_default().into(),
        rule.goal.kind().as_str().into(),
        rule.goal.id().into(),
        rule.priority.map(|word| word.as_str()).into(),
        rule.state.as_str().into(),
        broken.map(|broken| broken.at.timestamp_millis()).into(),
        broken.map(|broken| broken.reason.as_str()).into(),
        rule.version.into(),
        rule.updated_at.timestamp_millis().into(),
    ]
}
