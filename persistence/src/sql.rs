//! Running one statement, on either engine.

use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

use crate::{Conn, StoreError};

pub(crate) fn statement(
    db: &impl Conn,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(db.conn().get_database_backend(), sql, values)
}

/// The statement with what has to run before it.
pub(crate) fn opened(
    db: &impl Conn,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    match db.opening() {
        Some(opening) => statement(db, &format!("{opening}; {sql}"), values),
        None => statement(db, sql, values),
    }
}

/// Rows affected.
pub(crate) async fn execute(
    db: &impl Conn,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64, StoreError> {
    if let Some(opening) = db.opening() {
        db.conn().execute_unprepared(opening).await?;
    }
    Ok(db.conn().execute_raw(statement(db, sql, values)).await?.rows_affected())
}

/// One row changed, or the row was changed by someone else.
pub(crate) async fn change(
    db: &impl Conn,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<(), StoreError> {
    match execute(db, sql, values).await? {
        0 => Err(StoreError::Stale),
        _ => Ok(()),
    }
}

pub(crate) async fn one(
    db: &impl Conn,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<QueryResult>, StoreError> {
    Ok(db.conn().query_one_raw(opened(db, sql, values)).await?)
}

pub(crate) async fn all(
    db: &impl Conn,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<QueryResult>, StoreError> {
    Ok(db.conn().query_all_raw(opened(db, sql, values)).await?)
}

/// The statement with its parameters counted on from `before`.
pub(crate) fn renumbered(sql: &str, before: usize) -> String {
    let mut parts = sql.split('$');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = part.split_at(digits);
        let number = number.parse::<usize>().unwrap_or(0) + before;
        text.push_str(&format!("${number}{rest}"));
    }
    text
}

/// `$2, $3, …`: as many as there are.
pub(crate) fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// The values of a statement, each bound once.
#[derive(Debug, Default)]
pub(crate) struct Bound(pub(crate) Vec<Value>);

impl Bound {
    pub(crate) fn put(&mut self, value: impl Into<Value>) -> String {
        let value = value.into();
        let at = self.0.iter().position(|known| *known == value).unwrap_or_else(|| {
            self.0.push(value);
            self.0.len() - 1
        });
        format!("${}", at + 1)
    }
}

/// A moment stored as milliseconds.
pub(crate) fn moment(
    row: &QueryResult,
    column: &'static str,
) -> Result<kernel::Moment, StoreError> {
    let millis: i64 = row.try_get("", column)?;
    chrono::DateTime::from_timestamp_millis(millis).ok_or(StoreError::Corrupt(column))
}

pub(crate) fn moment_or_none(
    row: &QueryResult,
    column: &'static str,
) -> Result<Option<kernel::Moment>, StoreError> {
    let millis: Option<i64> = row.try_get("", column)?;
    millis
        .map(|ms| chrono::DateTime::from_timestamp_millis(ms).ok_or(StoreError::Corrupt(column)))
        .transpose()
}

/// What a column holds as JSON.
pub(crate) fn parsed<T: serde::de::DeserializeOwned>(
    row: &QueryResult,
    column: &'static str,
) -> Result<T, StoreError> {
    let text: String = row.try_get("", column)?;
    serde_json::from_str(&text).map_err(|_| StoreError::Corrupt(column))
}

/// What a column is to hold as JSON.
pub(crate) fn written<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value)
        .map_err(|_| StoreError::Broken("a value cannot be written as JSON".into()))
}

/// What a column holds as JSON, where it holds anything.
pub(crate) fn parsed_or_none<T: serde::de::DeserializeOwned>(
    row: &QueryResult,
    column: &'static str,
) -> Result<Option<T>, StoreError> {
    let text: Option<String> = row.try_get("", column)?;
    let read = text.map(|text| serde_json::from_str(&text)).transpose();
    read.map_err(|_| StoreError::Corrupt(column))
}

/// A word of one of the domain's tables.
pub(crate) fn word<W: std::str::FromStr>(
    row: &QueryResult,
    column: &'static str,
) -> Result<W, StoreError> {
    let text: String = row.try_get("", column)?;
    text.parse().map_err(|_| StoreError::Corrupt(column))
}

pub(crate) fn word_or_none<W: std::str::FromStr>(
    row: &QueryResult,
    column: &'static str,
) -> Result<Option<W>, StoreError> {
    let text: Option<String> = row.try_get("", column)?;
    text.map(|text| text.parse().map_err(|_| StoreError::Corrupt(column))).transpose()
}

/// The levels of a scoped row; columns that the row does not carry are read as null.
pub(crate) fn path(row: &QueryResult) -> Result<access::ScopePath, StoreError> {
    Ok(access::ScopePath {
        district: row.try_get("", "district")?,
        street: row.try_get("", "street")?,
        community: row.try_get("", "community")?,
        grid: row.try_get("", "grid").unwrap_or(None),
        estate: row.try_get("", "estate").unwrap_or(None),
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn parameters_are_counted_on() {
        let sql = "INSERT INTO t VALUES ($1, $2, $10), ($1, $3)";
        assert_eq!(super::renumbered(sql, 0), sql);
        let on = "INSERT INTO t VALUES ($8, $9, $17), ($8, $10)";
        assert_eq!(super::renumbered(sql, 7), on);
    }
}
