//! Bulletins that the residents are still being told of: claimed by one server at a time, each batch once.

use std::collections::HashSet;

use kernel::{AccountId, BulletinId, Moment, Uuid};
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    batch::Batch,
    sql::{all, execute, moment, one, places},
};

/// A row of `bulletin_telling`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    pub bulletin_id: BulletinId,
    /// Of the entry that it was published with.
    pub position: i64,
    /// Who published it, and is not told.
    pub by: Option<AccountId>,
    pub at: Moment,
    /// The residency up to which everyone was told.
    pub mark: Uuid,
    /// Counts the claims: who was overtaken writes nothing.
    pub fence: i32,
}

const COLUMNS: &str = "bulletin_id, position, by_id, at, mark, fence";
const FREE: &str = "(held_until IS NULL OR held_until <= $1)";

fn read(row: &QueryResult) -> Result<Telling, StoreError> {
    Ok(Telling {
        bulletin_id: BulletinId(row.try_get("", "bulletin_id")?),
        position: row.try_get("", "position")?,
        by: row.try_get::<Option<Uuid>>("", "by_id")?.map(AccountId),
        at: moment(row, "at")?,
        mark: row.try_get("", "mark")?,
        fence: row.try_get("", "fence")?,
    })
}

/// The oldest bulletin of which residents wait to be told, and which no server has claimed.
pub async fn waiting_telling(
    db: &impl Conn,
    now: Moment,
) -> Result<Option<BulletinId>, StoreError> {
    let sql = format!(
        "SELECT bulletin_id FROM bulletin_telling WHERE {FREE} ORDER BY bulletin_id LIMIT 1"
    );
    let row = one(db, &sql, [now.timestamp_millis().into()]).await?;
    row.map(|row| Ok(BulletinId(row.try_get("", "bulletin_id")?))).transpose()
}

/// Approved residencies of an estate in the order of their ids, those after the mark; with who lives there.
pub async fn residents(
    db: &impl Conn,
    estate: i32,
    mark: Uuid,
    limit: usize,
) -> Result<Vec<(Uuid, AccountId)>, StoreError> {
    let sql = format!(
        "SELECT id, account_id FROM residency WHERE estate = $1 AND state = 'approved' AND id > $2 \
         ORDER BY id LIMIT {limit}"
    );
    let rows = all(db, &sql, [Value::from(estate), mark.into()]).await?;
    let one =
        |row: &QueryResult| Ok((row.try_get("", "id")?, AccountId(row.try_get("", "account_id")?)));
    rows.iter().map(one).collect()
}

impl Tx {
    pub async fn begin_tellings(&self, rows: &[Telling]) -> Result<(), StoreError> {
        let mut batch = Batch::of(self);
        for row in rows {
            let values: [Value; 6] = [
                row.bulletin_id.0.into(),
                row.position.into(),
                row.by.map(|by| by.0).into(),
                row.at.timestamp_millis().into(),
                row.mark.into(),
                row.fence.into(),
            ];
            let sql =
                format!("INSERT INTO bulletin_telling ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6)");
            batch.add(sql, values);
        }
        batch.run(self).await
    }

    /// Claims a telling until the moment; `None` where another server has it, or it is at an end.
    pub async fn claim_telling(
        &self,
        id: BulletinId,
        now: Moment,
        until: Moment,
    ) -> Result<Option<Telling>, StoreError> {
        let sql = format!(
            "UPDATE bulletin_telling SET fence = fence + 1, held_until = $3 \
             WHERE bulletin_id = $2 AND {FREE} RETURNING {COLUMNS}"
        );
        let values: [Value; 3] =
            [now.timestamp_millis().into(), id.0.into(), until.timestamp_millis().into()];
        one(self, &sql, values).await?.as_ref().map(read).transpose()
    }

    /// Moves the mark, and keeps the claim until the moment, or gives it back; `false` where it was lost meanwhile, and
    /// nothing may be done.
    pub async fn move_telling(
        &self,
        held: &Telling,
        mark: Uuid,
        until: Option<Moment>,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE bulletin_telling SET mark = $4, held_until = $5 \
            WHERE bulletin_id = $1 AND fence = $2 AND mark = $3";
        let values: [Value; 5] = [
            held.bulletin_id.0.into(),
            held.fence.into(),
            held.mark.into(),
            mark.into(),
            until.map(|until| until.timestamp_millis()).into(),
        ];
        Ok(execute(self, sql, values).await? == 1)
    }

    /// Nobody is left to be told.
    pub async fn end_telling(&self, held: &Telling) -> Result<(), StoreError> {
        let sql = "DELETE FROM bulletin_telling WHERE bulletin_id = $1 AND fence = $2";
        execute(self, sql, [Value::from(held.bulletin_id.0), held.fence.into()]).await.map(|_| ())
    }

    /// Those of the accounts who can sign in, and were not told of the entry at the position.
    pub async fn untold(
        &self,
        position: i64,
        accounts: &[Uuid],
    ) -> Result<HashSet<Uuid>, StoreError> {
        let sql = format!(
            "SELECT a.id FROM account a WHERE a.state = 'active' AND a.id IN ({}) AND NOT EXISTS \
             (SELECT 1 FROM notice n WHERE n.account_id = a.id AND n.position = $1)",
            places(2, accounts.len())
        );
        let values = accounts.iter().map(|id| Value::from(*id));
        let rows = all(self, &sql, std::iter::once(Value::from(position)).chain(values)).await?;
        rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
    }
}
