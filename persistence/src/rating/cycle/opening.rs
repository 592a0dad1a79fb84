//! Saving what an opening makes: many estates and sheets in few statements.

use ::rating::cycle::{Cycle, Opening, Sheet, SheetState, Subject};
use sea_orm::Value;

use super::subjects::SUBJECT;
use crate::{StoreError, Tx, sql::execute};

/// Rows of one statement: SQLite binds 32,766 values at most.
const ROWS: usize = 1000;
const SHEET: &str = "id, cycle_id, estate, enterprise_id, evaluator, acting, district, street, community, grid, state, \
    document, due, version, updated_at";

impl Tx {
    /// Saves an opening with the estates and the sheets that it makes. `Stale` where someone else was faster.
    pub async fn open_cycle(&self, opened: &Opening) -> Result<(), StoreError> {
        self.save_cycle(&opened.change).await?;
        let cycle = &opened.change.after;
        for some in opened.subjects.chunks(ROWS) {
            let mut values = vec![cycle.id.0.into()];
            let rows: Vec<String> = some.iter().map(|one| subject(one, &mut values)).collect();
            let sql = format!("INSERT INTO rating_subject ({SUBJECT}) VALUES {}", rows.join(", "));
            execute(self, &sql, values).await?;
        }
        for some in opened.sheets.chunks(ROWS) {
            let mut values = shared(cycle);
            let rows: Vec<String> = some.iter().map(|one| sheet(one, &mut values)).collect();
            let sql = format!("INSERT INTO rating_sheet ({SHEET}) VALUES {}", rows.join(", "));
            execute(self, &sql, values).await?;
        }
        Ok(())
    }
}

/// What all new sheets of a cycle have in common, `$1` to `$4`.
fn shared(cycle: &Cycle) -> Vec<Value> {
    vec![
        cycle.id.0.into(),
        SheetState::Blank.as_str().into(),
        cycle.sheets_due.timestamp_millis().into(),
        cycle.updated_at.timestamp_millis().into(),
    ]
}

/// Keys and words stand in the statement itself: few values are bound, which is what takes the time.
fn subject(one: &Subject, values: &mut Vec<Value>) -> String {
    let facts: Vec<&str> = one.facts.iter().map(|fact| fact.as_str()).collect();
    let id = bound(values, one.id);
    let enterprise = bound(values, one.enterprise.map(|id| id.0));
    let contract = bound(values, one.contract.map(|id| id.0));
    let since = bound(values, one.served_since.map(|on| on.to_string()));
    let (path, standing) = (one.path, one.standing);
    let [estate, district, street, community, grid] =
        [path.estate, path.district, path.street, path.community, path.grid].map(key);
    format!(
        "({id}, $1, {estate}, {enterprise}, {contract}, {since}, '{}', '{standing}', {district}, {street}, \
         {community}, {grid})",
        facts.join(" ")
    )
}

fn sheet(one: &Sheet, values: &mut Vec<Value>) -> String {
    let (id, enterprise) = (bound(values, one.id.0), bound(values, one.enterprise.0));
    let (path, evaluator, acting) = (one.path, one.evaluator, one.acting);
    let [estate, district, street, community, grid] =
        [path.estate, path.district, path.street, path.community, path.grid].map(key);
    format!(
        "({id}, $1, {estate}, {enterprise}, '{evaluator}', {acting}, {district}, {street}, {community}, {grid}, \
         $2, '{{}}', $3, {}, $4)",
        one.version
    )
}

fn bound(values: &mut Vec<Value>, value: impl Into<Value>) -> String {
    values.push(value.into());
    format!("${}", values.len())
}

fn key(key: Option<i32>) -> String {
    key.map_or_else(|| "NULL".to_owned(), |key| key.to_string())
}
