//! Folding what was appended into the counters.

use std::collections::BTreeMap;

use ::ticket::{Counter, Counts, Heading, counters};
use kernel::{CategoryId, OrganizationId, Uuid};
use sea_orm::{QueryResult, Value};

use super::{columns, counts, values};
use crate::{
    StoreError, Tx,
    sql::{all, execute, path, places},
};

/// Counters written by one statement: few sizes, so that the statements stay known; few at once, since SQLite looks up
/// each place of a statement among all of them.
const ROWS: [usize; 2] = [8, 1];
const KEY: &str = "whole, key, span, start, organization_id, category_id";
const KEYS: usize = 6;

impl Tx {
    /// Moves up to `limit` appended rows into the counters; how many there were.
    pub async fn fold_figures(&self, limit: u32) -> Result<u64, StoreError> {
        let sql = "DELETE FROM figure_delta WHERE id IN (SELECT id FROM figure_delta ORDER BY id LIMIT $1) \
            RETURNING *";
        let rows = all(self, sql, [i64::from(limit).into()]).await?;
        let mut sums: BTreeMap<Counter, Counts> = BTreeMap::new();
        for row in &rows {
            let added = counts(row)?;
            for counter in counters(&path(row)?, &heading(row)?) {
                sums.entry(counter).or_default().add(&added);
            }
        }
        self.add_to_figures(&sums).await?;
        Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
    }

    /// Adds to counters, in the order of their keys, so that two that do so never wait for each other in a ring.
    pub async fn add_to_figures(&self, sums: &BTreeMap<Counter, Counts>) -> Result<(), StoreError> {
        let all: Vec<(&Counter, &Counts)> = sums.iter().collect();
        let mut rest = all.as_slice();
        while let Some(rows) = ROWS.iter().find_map(|rows| rest.get(..*rows)) {
            self.add_rows(rows).await?;
            rest = rest.get(rows.len()..).unwrap_or_default();
        }
        Ok(())
    }

    async fn add_rows(&self, rows: &[(&Counter, &Counts)]) -> Result<(), StoreError> {
        let sets = columns(|word| format!("{word} = figure.{word} + excluded.{word}"));
        let mut bound: Vec<Value> = Vec::new();
        let mut written = Vec::with_capacity(rows.len());
        for (counter, counts) in rows {
            let at = bound.len() + 1;
            bound.extend(key(counter));
            bound.extend(values(counts));
            written.push(format!("({})", places(at, bound.len() + 1 - at)));
        }
        let sql = format!(
            "INSERT INTO figure ({KEY}, {}) VALUES {} ON CONFLICT ({KEY}) DO UPDATE SET {sets}",
            columns(str::to_owned),
            written.join(", ")
        );
        execute(self, &sql, bound).await.map(|_| ())
    }
}

fn key(counter: &Counter) -> [Value; KEYS] {
    [
        counter.whole.as_str().into(),
        counter.key.into(),
        counter.span.as_str().into(),
        counter.start.into(),
        counter.organization.into(),
        counter.category.into(),
    ]
}

/// The heading of an appended row.
pub(super) fn heading(row: &QueryResult) -> Result<Heading, StoreError> {
    let organization: Uuid = row.try_get("", "organization_id")?;
    Ok(Heading {
        day: row.try_get("", "day")?,
        category: CategoryId(row.try_get("", "category_id")?),
        organization: (!organization.is_nil()).then_some(OrganizationId(organization)),
    })
}
