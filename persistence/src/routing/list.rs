//! Lists of routing rules, those of an area in the order in which they are asked.

use ::ticket::{RoutingRule, RuleState};
use access::Level;
use kernel::Uuid;
use sea_orm::Value;

use super::row::{COLUMNS, FROM, read};
use crate::{Conn, StoreError, sql::all};

/// What a list of rules is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleFilter {
    /// Those that belong to these areas or to areas in them; all where there is none.
    pub within: Option<Vec<(Level, i32)>>,
    /// Those of just this area, by its key.
    pub area: Option<i32>,
    /// All but the retired ones where it is not said.
    pub state: Option<RuleState>,
    /// Only those that the system switched off, or only the others.
    pub broken: Option<bool>,
}

/// Up to `limit` rules behind the one given.
pub async fn list(
    db: &impl Conn,
    filter: &RuleFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<RoutingRule>, StoreError> {
    let mut values: Vec<Value> = Vec::new();
    let mut put = |value: Value| {
        values.push(value);
        values.len()
    };
    let mut wheres = Vec::new();
    if let Some(areas) = &filter.within {
        let terms = areas.iter().map(|(level, key)| format!("a.{level} = ${}", put((*key).into())));
        wheres.push(format!("({})", terms.collect::<Vec<_>>().join(" OR ")));
    }
    if let Some(area) = filter.area {
        wheres.push(format!("r.area = ${}", put(area.into())));
    }
    let retired = RuleState::Retired.as_str();
    wheres.push(match filter.state {
        Some(state) => format!("r.state = ${}", put(state.as_str().into())),
        None => format!("r.state <> ${}", put(retired.into())),
    });
    if let Some(broken) = filter.broken {
        let word = put(RuleState::Broken.as_str().into());
        wheres.push(format!("r.state {} ${word}", if broken { "=" } else { "<>" }));
    }
    if let Some(after) = after {
        wheres.push(format!(
            "(r.area, r.position, r.id) > (SELECT area, position, id FROM routing_rule WHERE id = ${})",
            put(after.into())
        ));
    }
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE {} ORDER BY r.area, r.position, r.id LIMIT {limit}",
        wheres.join(" AND ")
    );
    all(db, &sql, values).await?.iter().map(read).collect()
}
