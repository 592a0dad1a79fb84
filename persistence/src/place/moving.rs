//! Moving an area: the areas in one piece, and everything in them by a job in batches.

use access::{Action, Level, Permit, Role, ScopePath, Who};
use kernel::{Moment, Uuid};
use place::{Area, MoveStage, Relocated, Transfer};
use sea_orm::QueryResult;
use serde_json::json;

use super::{area, area_by_key, carry};
use crate::{
    Conn, Entry, Failure, StoreError, Tx,
    sql::{all, change, execute, moment, one, word},
};

/// A move of an area that is not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActiveMove {
    pub id: Uuid,
    /// Key of the area.
    pub area: i32,
    pub level: Level,
    pub from_parent: i32,
    pub to_parent: i32,
    pub effective_at: Moment,
    pub stage: MoveStage,
    /// The last estate that is done in this stage.
    pub(super) done: i64,
}

const COLUMNS: &str = "id, area, level, from_parent, to_parent, effective_at, stage, done";

fn read(row: &QueryResult) -> Result<ActiveMove, StoreError> {
    Ok(ActiveMove {
        id: row.try_get("", "id")?,
        area: row.try_get("", "area")?,
        level: word(row, "level")?,
        from_parent: row.try_get("", "from_parent")?,
        to_parent: row.try_get("", "to_parent")?,
        effective_at: moment(row, "effective_at")?,
        stage: word(row, "stage")?,
        done: row.try_get("", "done")?,
    })
}

/// The moves whose date has come and that are not finished. Meanwhile both parents may read.
pub async fn active_moves(db: &impl Conn, now: Moment) -> Result<Vec<ActiveMove>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM area_move WHERE finished_at IS NULL AND effective_at <= $1 \
         ORDER BY effective_at, id"
    );
    all(db, &sql, [now.timestamp_millis().into()]).await?.iter().map(read).collect()
}

/// Whether a move of the area is not finished, or lies ahead.
pub async fn is_moving(db: &impl Conn, area: i32) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM area_move WHERE area = $1 AND finished_at IS NULL LIMIT 1";
    Ok(one(db, sql, [area.into()]).await?.is_some())
}

impl Tx {
    /// Stores a renamed or moved area. A move that holds at once carries the areas below over; the rest is
    /// left to [`Tx::move_batch`], under the id `move_id`.
    pub async fn relocate_area(
        &self,
        permit: &Permit,
        change: &Relocated,
        move_id: Uuid,
    ) -> Result<(), Failure> {
        let Relocated { after, before, transfer } = change;
        let old = area_by_key(self, after.key).await?.ok_or(StoreError::Stale)?;
        self.update_area(after).await?;
        if after.level == Level::Community && old.name != after.name {
            self.rename_commons(permit, after).await?;
        }
        let mut detail = area::detail(after);
        if let (Some(transfer), Some(map)) = (transfer, detail.as_object_mut()) {
            map.insert("move".into(), described(move_id, transfer));
        }
        let moved = after.path != *before;
        let entry = Entry::of(permit, after.id, after.version, after.updated_at, after.path);
        self.journal(&Entry { before: moved.then_some(*before), detail, ..entry }).await?;
        if let Some(transfer) = transfer {
            if moved {
                self.carry_areas(after).await?;
            }
            let stage = if moved { MoveStage::Estate } else { MoveStage::Area };
            self.begin_move(move_id, transfer, stage).await?;
        }
        Ok(())
    }

    async fn begin_move(
        &self,
        id: Uuid,
        transfer: &Transfer,
        stage: MoveStage,
    ) -> Result<(), StoreError> {
        let sql = format!("INSERT INTO area_move ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,0)");
        let values = [
            id.into(),
            transfer.area.into(),
            transfer.level.as_str().into(),
            transfer.from_parent.into(),
            transfer.to_parent.into(),
            transfer.effective_at.timestamp_millis().into(),
            stage.as_str().into(),
        ];
        execute(self, &sql, values).await.map(|_| ())
    }

    /// Carries over about `n` more rows of a move; whether it is finished, or not yet due. Every call takes up
    /// where the last committed one stopped.
    pub async fn move_batch(&self, id: Uuid, n: u32, now: Moment) -> Result<bool, Failure> {
        let sql = format!("SELECT {COLUMNS} FROM area_move WHERE id = $1 AND finished_at IS NULL");
        let Some(row) = one(self, &sql, [id.into()]).await? else { return Ok(true) };
        let mut open = read(&row)?;
        if open.effective_at > now {
            return Ok(true);
        }
        let mut left = u64::from(n);
        while left > 0 && open.stage != MoveStage::Done {
            let step = match open.stage {
                MoveStage::Area => {
                    self.apply_transfer(&open, now).await?;
                    carry::Step { rows: 1, done: None }
                }
                _ => carry::step(self, &open, left).await?,
            };
            left = left.saturating_sub(step.rows);
            (open.stage, open.done) = match step.done {
                Some(estate) => (open.stage, estate),
                None => (open.stage.next(), 0),
            };
        }
        self.keep_move(&open, now).await?;
        Ok(open.stage == MoveStage::Done)
    }

    async fn keep_move(&self, open: &ActiveMove, now: Moment) -> Result<(), StoreError> {
        let finished = (open.stage == MoveStage::Done).then_some(now.timestamp_millis());
        let sql = "UPDATE area_move SET stage=$2, done=$3, finished_at=$4 \
            WHERE id=$1 AND finished_at IS NULL";
        let stage = open.stage.as_str();
        change(self, sql, [open.id.into(), stage.into(), open.done.into(), finished.into()]).await
    }

    /// Puts the area under its new parent when its day has come.
    async fn apply_transfer(&self, open: &ActiveMove, now: Moment) -> Result<(), Failure> {
        let nowhere = StoreError::Corrupt("area_move");
        let area = area_by_key(self, open.area).await?.ok_or(nowhere.clone())?;
        let parent = area_by_key(self, open.to_parent).await?.ok_or(nowhere)?;
        let transfer = Transfer {
            area: open.area,
            level: open.level,
            from_parent: open.from_parent,
            to_parent: open.to_parent,
            to: parent.path,
            effective_at: open.effective_at,
        };
        let before = area.path;
        let mut after = area.under(&transfer);
        after.version += 1;
        after.updated_at = now;
        self.update_area(&after).await?;
        self.journal(&by_the_system(&after, before, described(open.id, &transfer))).await?;
        self.carry_areas(&after).await?;
        Ok(())
    }

    /// Gives the areas below a moved one their new path, level by level, so that each statement sees what
    /// was founded while the one before it waited.
    async fn carry_areas(&self, moved: &Area) -> Result<(), StoreError> {
        let own = moved.level.as_str();
        let sql = format!(
            "UPDATE area SET district=$3, street=COALESCE($4, street), \
             community=COALESCE($5, community) WHERE level=$1 AND {own}=$2"
        );
        for level in Level::ALL.iter().filter(|level| **level > moved.level) {
            let path = moved.path;
            let values = [
                level.as_str().into(),
                moved.key.into(),
                path.district.into(),
                path.street.into(),
                path.community.into(),
            ];
            execute(self, &sql, values).await?;
        }
        Ok(())
    }
}

fn described(id: Uuid, transfer: &Transfer) -> serde_json::Value {
    json!({
        "id": id,
        "from_parent": transfer.from_parent,
        "to_parent": transfer.to_parent,
        "effective_at": transfer.effective_at.timestamp_millis(),
    })
}

fn by_the_system(after: &Area, before: ScopePath, detail: serde_json::Value) -> Entry {
    Entry {
        subject: after.id.0,
        number: after.version,
        action: Action::AreaMove,
        who: Who::System,
        role: Some(Role::System),
        duty: None,
        at: after.updated_at,
        from: None,
        to: None,
        path: after.path,
        before: Some(before),
        detail: json!({ "move": detail }),
    }
}
