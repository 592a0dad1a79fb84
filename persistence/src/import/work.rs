//! Taking an import on: claimed by one server at a time, each part once.

use ::ticket::{ImportState, RowOutcome};
use kernel::{AccountId, ImportId, Moment, Uuid};
use sea_orm::Value;

use super::row::{COLUMNS, ImportRow, Outcome, read};
use crate::{
    Conn, StoreError, Tx,
    batch::Batch,
    sql::{change, execute, one, places},
};

const OPEN: &str = "state IN ('checking', 'filing')";
const WIDTH: usize = 7;

/// How many rows became what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub good: i32,
    pub bad: i32,
    pub filed: i32,
    pub known: i32,
}

impl Counts {
    pub fn of(outcomes: &[Outcome]) -> Self {
        let number = |wanted| {
            let rows = outcomes.iter().filter(|row| row.outcome == wanted).count();
            i32::try_from(rows).unwrap_or(i32::MAX)
        };
        Self {
            good: number(RowOutcome::Good),
            bad: number(RowOutcome::Bad),
            filed: number(RowOutcome::Filed),
            known: number(RowOutcome::Known),
        }
    }
}

/// The oldest import that waits for a server.
pub async fn import_waiting(db: &impl Conn, now: Moment) -> Result<Option<ImportId>, StoreError> {
    let sql = format!(
        "SELECT id FROM import WHERE {OPEN} AND (held_until IS NULL OR held_until <= $1) ORDER BY id LIMIT 1"
    );
    let row = one(db, &sql, [now.timestamp_millis().into()]).await?;
    row.map(|row| Ok(ImportId(row.try_get::<Uuid>("", "id")?))).transpose()
}

/// The sealed rows of a part.
pub async fn import_part(
    db: &impl Conn,
    id: ImportId,
    number: i32,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT sealed FROM import_part WHERE import_id = $1 AND number = $2";
    let row = one(db, sql, [Value::from(id.0), number.into()]).await?;
    row.map(|row| Ok(row.try_get("", "sealed")?)).transpose()
}

impl Tx {
    /// Adds an import with its parts in their order.
    pub async fn create_import(
        &self,
        row: &ImportRow,
        parts: &[Vec<u8>],
    ) -> Result<(), StoreError> {
        let values: [Value; 15] = [
            row.id.0.into(),
            row.account_id.0.into(),
            row.mode.as_str().into(),
            row.dry_run.into(),
            row.format.clone().into(),
            row.state.as_str().into(),
            row.total.into(),
            row.position.into(),
            row.good.into(),
            row.bad.into(),
            row.filed.into(),
            row.known.into(),
            row.version.into(),
            row.updated_at.timestamp_millis().into(),
            row.fence.into(),
        ];
        let sql = format!("INSERT INTO import ({COLUMNS}) VALUES ({})", places(1, values.len()));
        execute(self, &sql, values).await?;
        let mut batch = Batch::of(self);
        let sql = "INSERT INTO import_part (import_id, number, sealed) VALUES ($1, $2, $3)";
        for (number, part) in (0_i32..).zip(parts) {
            let values: [Value; 3] = [row.id.0.into(), number.into(), part.clone().into()];
            batch.add(sql, values);
        }
        batch.run(self).await
    }

    /// Claims an import until the moment; `None` where another server has it, or it is at an end.
    pub async fn claim_import(
        &self,
        id: ImportId,
        now: Moment,
        until: Moment,
    ) -> Result<Option<ImportRow>, StoreError> {
        let sql = format!(
            "UPDATE import SET fence = fence + 1, held_until = $3 \
             WHERE id = $1 AND {OPEN} AND (held_until IS NULL OR held_until <= $2) RETURNING {COLUMNS}"
        );
        let values: [Value; 3] =
            [id.0.into(), now.timestamp_millis().into(), until.timestamp_millis().into()];
        one(self, &sql, values).await?.as_ref().map(read).transpose()
    }

    /// Keeps the import for this unit of work and until the moment; `false` where the claim was lost meanwhile, or the
    /// import cancelled, and nothing may be done.
    pub async fn hold_import(&self, held: &ImportRow, until: Moment) -> Result<bool, StoreError> {
        let sql = format!(
            "UPDATE import SET held_until = $4 WHERE id = $1 AND fence = $2 AND position = $3 AND {OPEN}"
        );
        let values: [Value; 4] = [
            held.id.0.into(),
            held.fence.into(),
            held.position.into(),
            until.timestamp_millis().into(),
        ];
        Ok(execute(self, &sql, values).await? == 1)
    }

    /// Writes how far the import came, and forgets the rows as they came in once it is at an end.
    pub async fn save_import(&self, row: &ImportRow) -> Result<(), StoreError> {
        let values: [Value; 9] = [
            row.id.0.into(),
            row.state.as_str().into(),
            row.position.into(),
            row.good.into(),
            row.bad.into(),
            row.filed.into(),
            row.known.into(),
            row.version.into(),
            row.updated_at.timestamp_millis().into(),
        ];
        let sql = "UPDATE import SET state = $2, position = $3, good = $4, bad = $5, filed = $6, known = $7, \
            version = $8, updated_at = $9 WHERE id = $1 AND version = $8 - 1";
        change(self, sql, values).await?;
        if row.state == ImportState::Checking || row.state == ImportState::Filing {
            return Ok(());
        }
        execute(self, "DELETE FROM import_part WHERE import_id = $1", [row.id.0.into()])
            .await
            .map(|_| ())
    }

    /// Writes what became of rows, in place of what was found of them before.
    pub async fn put_outcomes(&self, id: ImportId, rows: &[Outcome]) -> Result<(), StoreError> {
        let mut batch = Batch::of(self);
        for row in rows {
            let values: [Value; WIDTH] = [
                id.0.into(),
                row.number.into(),
                row.outcome.as_str().into(),
                row.client_ref.clone().into(),
                row.ticket_id.map(|id| id.0).into(),
                row.code.clone().into(),
                row.errors.clone().into(),
            ];
            let sql = format!(
                "INSERT INTO import_row (import_id, row_number, outcome, client_ref, ticket_id, code, errors) \
                 VALUES ({}) ON CONFLICT (import_id, row_number) DO UPDATE SET outcome = excluded.outcome, \
                 ticket_id = excluded.ticket_id, code = excluded.code, errors = excluded.errors",
                places(1, WIDTH)
            );
            batch.add(sql, values);
        }
        batch.run(self).await
    }

    /// Forgets the import that ended longest ago before the moment, with its report; whether there was one.
    pub async fn forget_import(&self, before: Moment) -> Result<bool, StoreError> {
        let old = format!(
            "SELECT id FROM import WHERE updated_at < $1 AND NOT ({OPEN}) ORDER BY updated_at, id LIMIT 1"
        );
        let Some(row) = one(self, &old, [before.timestamp_millis().into()]).await? else {
            return Ok(false);
        };
        let id: Uuid = row.try_get("", "id")?;
        for table in ["import_row WHERE import_id", "import WHERE id"] {
            execute(self, &format!("DELETE FROM {table} = $1"), [id.into()]).await?;
        }
        Ok(true)
    }
}

/// How many imports of an account are not at their end.
pub async fn open_imports(db: &impl Conn, account: AccountId) -> Result<i64, StoreError> {
    let sql = format!("SELECT COUNT(*) AS number FROM import WHERE account_id = $1 AND {OPEN}");
    let row = one(db, &sql, [account.0.into()]).await?.ok_or(StoreError::Corrupt("count"))?;
    Ok(row.try_get("", "number")?)
}
