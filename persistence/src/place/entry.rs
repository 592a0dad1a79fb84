//! What the rows of places and organisations share: journal entries, filters and refusals.

use access::{Level, Permit, ScopePath, Term};
use chrono::NaiveDate;
use kernel::{Code, Fault, FieldError, Moment, Refusal, Uuid};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Value};

use crate::{Conn, Entry, Failure, StoreError, Tx};

impl Entry {
    /// The entry of a permitted change, without states and detail.
    pub fn of(
        permit: &Permit,
        subject: impl Into<Uuid>,
        number: i32,
        at: Moment,
        path: ScopePath,
    ) -> Self {
        Self {
            subject: subject.into(),
            number,
            action: permit.action(),
            who: permit.who(),
            role: Some(permit.role()),
            duty: permit.duty(),
            at,
            from: None,
            to: None,
            path,
            before: None,
            detail: serde_json::json!({}),
        }
    }
}

impl Tx {
    /// The words that keep a row as it is until the unit of work ends. SQLite has one writer and needs none.
    pub(crate) fn hold(&self, words: &'static str) -> &'static str {
        match self.conn().get_database_backend() {
            DbBackend::Postgres => words,
            _ => "",
        }
    }
}

/// `code_taken` at a field, where a unique index refused the row.
pub(crate) fn taken(field: &'static str) -> impl FnOnce(StoreError) -> Failure {
    move |error| match error {
        StoreError::Taken(_) => {
            let refusal = Refusal::new(Code::CodeTaken);
            refusal.with(FieldError::body(field, Fault::Taken)).into()
        }
        other => other.into(),
    }
}

pub(crate) fn date_or_none(
    row: &QueryResult,
    column: &'static str,
) -> Result<Option<NaiveDate>, StoreError> {
    let text: Option<String> = row.try_get("", column)?;
    text.map(|text| text.parse().map_err(|_| StoreError::Corrupt(column))).transpose()
}

pub(crate) fn date(row: &QueryResult, column: &'static str) -> Result<NaiveDate, StoreError> {
    date_or_none(row, column)?.ok_or(StoreError::Corrupt(column))
}

/// Conditions of a list, with their values numbered from `$1`.
#[derive(Debug, Default)]
pub(crate) struct Query {
    conditions: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Query {
    /// A query whose numbers follow those of the values before it.
    pub(crate) fn after(values: Vec<Value>) -> Self {
        Self { conditions: Vec::new(), values }
    }

    /// Adds a condition whose `?` stands for the value.
    pub(crate) fn and(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.conditions.push(condition.replace('?', &format!("${}", self.values.len())));
    }

    pub(crate) fn and_some(&mut self, condition: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.and(condition, value);
        }
    }

    /// The column and key of a term; none of a term that shows no place.
    pub(crate) fn place_of(term: &Term) -> Option<(&'static str, Option<i32>)> {
        match term {
            Term::Everything => Some(("1", None)),
            Term::Area { level, key } => Some((level.as_str(), Some(*key))),
            Term::Estate { key, .. } => Some(("estate", Some(*key))),
            Term::Party { .. } => None,
        }
    }

    /// Ordered scans as one list without doubles; `None` where there are no scans.
    pub(crate) fn merged(scans: &[String], limit: u64) -> Option<String> {
        let each = scans.iter().enumerate();
        let union: Vec<String> =
            each.map(|(at, scan)| format!("SELECT * FROM ({scan}) AS scan_{at}")).collect();
        let merged = format!("{} ORDER BY id DESC LIMIT {limit}", union.join(" UNION "));
        (!scans.is_empty()).then_some(merged)
    }

    /// Adds a condition without a value.
    pub(crate) fn is(&mut self, condition: &str) {
        self.conditions.push(condition.to_owned());
    }

    /// As [`Query::within`], of a table without grids: nothing of it lies in one.
    pub(crate) fn within_ungridded(&mut self, area: Option<(Level, i32)>) {
        match area {
            Some((Level::Grid, _)) => self.is("1 = 0"),
            area => self.within(area),
        }
    }

    pub(crate) fn within(&mut self, area: Option<(Level, i32)>) {
        if let Some((level, key)) = area {
            self.and(&format!("{level} = ?"), key);
        }
    }

    /// The conditions, the order of every list, and its length.
    pub(crate) fn page(&mut self, after: Option<Uuid>, limit: u64) -> String {
        self.and_some("id < ?", after);
        format!("{} ORDER BY id DESC LIMIT {limit}", self.filter())
    }

    pub(crate) fn filter(&self) -> String {
        if self.conditions.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", self.conditions.join(" AND "))
        }
    }
}
