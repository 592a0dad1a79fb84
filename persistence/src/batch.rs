//! Writing statements that follow each other: on SQLite many as one, on PostgreSQL rows of many in one.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait as _, DbBackend, Value};

use crate::{
    Conn as _, StoreError, Tx,
    sql::{opened, places, renumbered},
};

/// Statements that go to SQLite together: as many as a new ticket needs, and so few that the texts of long lists,
/// which it keeps, are few.
const TOGETHER: usize = 32;

/// Writing statements that follow each other, none of which needs what another answers.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) engine: DbBackend,
    statements: Vec<(String, Vec<Value>)>,
    /// On PostgreSQL: rows that stand in one statement whatever they belong to; after the statements.
    rows: BTreeMap<Rows, Vec<Vec<Value>>>,
    /// There is an entry of the journal among them.
    enters: bool,
}

/// A statement but for its rows; `order` says which come first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rows {
    pub(crate) order: u8,
    pub(crate) before: String,
    pub(crate) after: String,
}

impl Rows {
    fn with(&self, rows: &[Vec<Value>]) -> (String, Vec<Value>) {
        let width = rows.first().map_or(0, Vec::len);
        let texts: Vec<String> =
            (0..rows.len()).map(|row| format!("({})", places(row * width + 1, width))).collect();
        (format!("{}{}{}", self.before, texts.join(", "), self.after), rows.concat())
    }
}

/// What PostgreSQL binds in one statement.
const MOST_BOUND: usize = 30_000;

impl Batch {
    pub(crate) const fn on(engine: DbBackend) -> Self {
        Self { engine, statements: Vec::new(), rows: BTreeMap::new(), enters: false }
    }

    pub(crate) fn of(tx: &Tx) -> Self {
        Self::on(tx.conn().get_database_backend())
    }

    pub(crate) const fn has_entered(&mut self) {
        self.enters = true;
    }

    pub(crate) fn add(&mut self, sql: impl Into<String>, values: impl Into<Vec<Value>>) {
        self.statements.push((sql.into(), values.into()));
    }

    /// Rows of one ticket or the like. On PostgreSQL, where each statement is a trip, they stand in one with those of
    /// others; SQLite prepares few texts again and again faster than many long ones.
    pub(crate) fn add_rows(&mut self, of: Rows, rows: Vec<Vec<Value>>) {
        if self.engine == DbBackend::Postgres {
            self.rows.entry(of).or_default().extend(rows);
        } else if !rows.is_empty() {
            self.statements.push(of.with(&rows));
        }
    }

    fn put_rows(&mut self) {
        for (of, rows) in std::mem::take(&mut self.rows) {
            let width = rows.first().map_or(1, Vec::len).max(1);
            self.statements.extend(rows.chunks(MOST_BOUND / width).map(|part| of.with(part)));
        }
    }

    /// Runs them in their order. SQLite takes many at once, so that the one writer waits once.
    pub(crate) async fn run(self, tx: &Tx) -> Result<(), StoreError> {
        if self.enters {
            tx.has_entered();
        }
        for (sql, values) in self.trips() {
            tx.conn().execute_raw(opened(tx, &sql, values)).await?;
        }
        Ok(())
    }

    /// The statements as they go to the database: on SQLite many as one.
    fn trips(mut self) -> Vec<(String, Vec<Value>)> {
        self.put_rows();
        if self.engine == DbBackend::Postgres {
            return self.statements;
        }
        let mut trips = Vec::with_capacity(1);
        while !self.statements.is_empty() {
            let (mut all, mut together) = (String::new(), Vec::new());
            let many = self.statements.len().min(TOGETHER);
            for (sql, values) in self.statements.drain(..many) {
                all.push_str(&renumbered(&sql, together.len()));
                all.push_str("; ");
                together.extend(values);
            }
            trips.push((all, together));
        }
        trips
    }
}
