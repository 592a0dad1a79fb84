//! Saving what an opening makes: many estates and sheets in few statements.

use ::rating::cycle::{Opening, Sheet, Subject};
use sea_orm::Value;

use super::subjects::SUBJECT;
use crate::{
    StoreError, Tx,
    sql::{execute, places},
};

/// Rows of one statement: SQLite binds 32,766 values at most.
const ROWS: usize = 500;
const SHEET: &str = "id, cycle_id, estate, enterprise_id, evaluator, acting, district, street, community, grid, state, \
    document, due, version, updated_at";

impl Tx {
    /// Saves an opening with the estates and the sheets that it makes. `Stale` where someone else was faster.
    pub async fn open_cycle(&self, opened: &Opening) -> Result<(), StoreError> {
        self.save_cycle(&opened.change).await?;
        let rows = opened.subjects.iter().map(subject).collect();
        self.add_many(("rating_subject", SUBJECT), rows).await?;
        let rows = opened.sheets.iter().map(sheet).collect();
        self.add_many(("rating_sheet", SHEET), rows).await
    }

    async fn add_many(
        &self,
        (table, columns): (&str, &str),
        rows: Vec<Vec<Value>>,
    ) -> Result<(), StoreError> {
        let width = columns.split(',').count();
        let mut rows = rows.into_iter();
        loop {
            let values: Vec<Value> = rows.by_ref().take(ROWS).flatten().collect();
            if values.is_empty() {
                return Ok(());
            }
            let row = |at: usize| format!("({})", places(at * width + 1, width));
            let tuples: Vec<String> = (0..values.len() / width).map(row).collect();
            let sql = format!("INSERT INTO {table} ({columns}) VALUES {}", tuples.join(", "));
            execute(self, &sql, values).await?;
        }
    }
}

fn subject(one: &Subject) -> Vec<Value> {
    let facts: Vec<&str> = one.facts.iter().map(|fact| fact.as_str()).collect();
    vec![
        one.id.into(),
        one.cycle.0.into(),
        one.path.estate.into(),
        one.enterprise.map(|id| id.0).into(),
        one.contract.map(|id| id.0).into(),
        one.served_since.map(|on| on.to_string()).into(),
        facts.join(" ").into(),
        one.standing.as_str().into(),
        one.path.district.into(),
        one.path.street.into(),
        one.path.community.into(),
        one.path.grid.into(),
    ]
}

fn sheet(one: &Sheet) -> Vec<Value> {
    vec![
        one.id.0.into(),
        one.cycle.0.into(),
        one.path.estate.into(),
        one.enterprise.0.into(),
        one.evaluator.as_str().into(),
        one.acting.into(),
        one.path.district.into(),
        one.path.street.into(),
        one.path.community.into(),
        one.path.grid.into(),
        one.state.as_str().into(),
        "{}".into(),
        one.due.timestamp_millis().into(),
        one.version.into(),
        one.updated_at.timestamp_millis().into(),
    ]
}
