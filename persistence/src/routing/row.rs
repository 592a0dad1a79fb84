//! Reading routing rules: one, those of an area, and all that are asked.

use ::ticket::{Broken, Goal, Routing, RoutingRule};
use kernel::{RoutingRuleId, Uuid};
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    sql::{all, moment, moment_or_none, one, word, word_or_none},
};

pub(super) const COLUMNS: &str = "r.id, r.area, a.level, r.position, r.name, r.conditions, r.target, r.target_id, \
    r.priority, r.state, r.broken_at, r.broken_reason, r.version, r.updated_at";
pub(super) const FROM: &str = "FROM routing_rule r JOIN area a ON a.key = r.area";

/// The sums of the versions of all rules, which grow with every change of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark(i64);

pub(super) fn read(row: &QueryResult) -> Result<RoutingRule, StoreError> {
    let conditions: String = row.try_get("", "conditions")?;
    let conditions = serde_json::from_str(&conditions);
    let target_id: Option<Uuid> = row.try_get("", "target_id")?;
    let goal = Goal::of(word(row, "target")?, target_id);
    let (at, reason) = (moment_or_none(row, "broken_at")?, word_or_none(row, "broken_reason")?);
    Ok(RoutingRule {
        id: RoutingRuleId(row.try_get("", "id")?),
        area: row.try_get("", "area")?,
        level: word(row, "level")?,
        position: row.try_get("", "position")?,
        name: row.try_get("", "name")?,
        conditions: conditions.map_err(|_| StoreError::Corrupt("routing_rule.conditions"))?,
        goal: goal.ok_or(StoreError::Corrupt("routing_rule.target"))?,
        priority: word_or_none(row, "priority")?,
        state: word(row, "state")?,
        broken: at.zip(reason).map(|(at, reason)| Broken { at, reason }),
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

pub async fn rule(db: &impl Conn, id: RoutingRuleId) -> Result<Option<RoutingRule>, StoreError> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE r.id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// What tells whether [`rules`] would read something else.
pub async fn mark(db: &impl Conn) -> Result<Mark, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(version), 0) AS bigint) AS versions FROM routing_rule";
    let row = one(db, sql, []).await?.ok_or(StoreError::Corrupt("routing_rule"))?;
    Ok(Mark(row.try_get("", "versions")?))
}

/// All rules that are asked.
pub async fn rules(db: &impl Conn) -> Result<Routing, StoreError> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE r.state = 'active'");
    let rows = all(db, &sql, []).await?;
    Ok(Routing::of(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?))
}

/// The rules of an area that are not retired, in their order.
pub async fn rules_of(db: &impl Conn, area: i32) -> Result<Vec<RoutingRule>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE r.area = $1 AND r.state <> 'retired' ORDER BY r.position, r.id"
    );
    all(db, &sql, [area.into()]).await?.iter().map(read).collect()
}

/// The last position that a rule of the area ever had, and how many are not retired. The area is held until the unit
/// of work ends, so that rules made at once stand one behind the other.
pub async fn last_position(tx: &Tx, area: i32) -> Result<(i32, usize), StoreError> {
    let held = format!("SELECT key FROM area WHERE key = $1{}", tx.hold(" FOR NO KEY UPDATE"));
    one(tx, &held, [area.into()]).await?;
    let sql = "SELECT COALESCE(MAX(position), 0) AS last, \
        COUNT(CASE WHEN state <> 'retired' THEN 1 END) AS rules FROM routing_rule WHERE area = $1";
    let row = one(tx, sql, [Value::from(area)]).await?;
    let row = row.ok_or(StoreError::Corrupt("routing_rule"))?;
    let rules: i64 = row.try_get("", "rules")?;
    Ok((row.try_get("", "last")?, usize::try_from(rules).unwrap_or(0)))
}
