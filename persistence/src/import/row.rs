//! Rows of imports, and the report of one.

use ::ticket::{ImportMode, ImportState, RowOutcome};
use kernel::{AccountId, ImportId, Moment, TicketId, Uuid};
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError,
    sql::{all, moment, one, word},
};

/// A row of `import`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    pub id: ImportId,
    pub account_id: AccountId,
    pub mode: ImportMode,
    pub dry_run: bool,
    /// Of the file: `csv` or `xlsx`.
    pub format: String,
    pub state: ImportState,
    /// Rows of the file.
    pub total: i32,
    /// The part that comes next.
    pub position: i32,
    pub good: i32,
    pub bad: i32,
    pub filed: i32,
    pub known: i32,
    pub version: i32,
    pub updated_at: Moment,
    /// Counts the claims: who was overtaken writes nothing.
    pub fence: i32,
}

/// What became of a row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// As spreadsheets number it; the names of the columns stand in row 1.
    pub number: i32,
    pub outcome: RowOutcome,
    pub client_ref: Option<String>,
    pub ticket_id: Option<TicketId>,
    /// The problem of a bad row.
    pub code: Option<String>,
    /// What is wrong with it, as JSON; never the values.
    pub errors: String,
}

pub(super) const COLUMNS: &str = "id, account_id, mode, dry_run, format, state, total, position, good, bad, filed, \
    known, version, updated_at, fence";

pub(super) fn read(row: &QueryResult) -> Result<ImportRow, StoreError> {
    Ok(ImportRow {
        id: ImportId(row.try_get("", "id")?),
        account_id: AccountId(row.try_get("", "account_id")?),
        mode: word(row, "mode")?,
        dry_run: row.try_get("", "dry_run")?,
        format: row.try_get("", "format")?,
        state: word(row, "state")?,
        total: row.try_get("", "total")?,
        position: row.try_get("", "position")?,
        good: row.try_get("", "good")?,
        bad: row.try_get("", "bad")?,
        filed: row.try_get("", "filed")?,
        known: row.try_get("", "known")?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
        fence: row.try_get("", "fence")?,
    })
}

pub async fn import_by_id(db: &impl Conn, id: ImportId) -> Result<Option<ImportRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM import WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Those of an account before `after`, newest first.
pub async fn imports(
    db: &impl Conn,
    account: AccountId,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<ImportRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM import WHERE account_id = $1 AND id < $2 ORDER BY id DESC LIMIT {limit}"
    );
    let values: [Value; 2] = [account.0.into(), after.unwrap_or(Uuid::max()).into()];
    all(db, &sql, values).await?.iter().map(read).collect()
}

/// The report, row by row after `after`; with an outcome only those rows.
pub async fn import_rows(
    db: &impl Conn,
    id: ImportId,
    outcome: Option<RowOutcome>,
    after: i32,
    limit: u64,
) -> Result<Vec<Outcome>, StoreError> {
    let and = outcome.map_or_else(String::new, |outcome| format!("AND outcome = '{outcome}'"));
    let sql = format!(
        "SELECT row_number, outcome, client_ref, ticket_id, code, errors FROM import_row \
         WHERE import_id = $1 AND row_number > $2 {and} ORDER BY row_number LIMIT {limit}"
    );
    let rows = all(db, &sql, [Value::from(id.0), after.into()]).await?;
    let one = |row: &QueryResult| {
        Ok(Outcome {
            number: row.try_get("", "row_number")?,
            outcome: word(row, "outcome")?,
            client_ref: row.try_get("", "client_ref")?,
            ticket_id: row.try_get::<Option<Uuid>>("", "ticket_id")?.map(TicketId),
            code: row.try_get("", "code")?,
            errors: row.try_get("", "errors")?,
        })
    };
    rows.iter().map(one).collect()
}
