//! Categories: a page of them, one, adding and changing.

use ::ticket::{Category, CategoryChange};
use kernel::CategoryId;
use sea_orm::{QueryResult, Value};

use crate::{
    Conn, Entry, StoreError, Tx,
    sql::{all, change, execute, moment, one, places, word},
};

const COLUMNS: &str = "id, parent_id, code, name_zh, name_en, default_kind, needs_premises, \
    needs_contact, active, rank, version, updated_at, needs_before_photo, needs_after_photo, \
    allows_anonymous";

pub(super) fn read(row: &QueryResult) -> Result<Category, StoreError> {
    Ok(Category {
        id: CategoryId(row.try_get("", "id")?),
        parent_id: super::row::id(row, "parent_id")?.map(CategoryId),
        code: row.try_get("", "code")?,
        name_zh: row.try_get("", "name_zh")?,
        name_en: row.try_get("", "name_en")?,
        default_kind: word(row, "default_kind")?,
        needs_premises: row.try_get("", "needs_premises")?,
        needs_contact: row.try_get("", "needs_contact")?,
        needs_before_photo: row.try_get("", "needs_before_photo")?,
        needs_after_photo: row.try_get("", "needs_after_photo")?,
        allows_anonymous: row.try_get("", "allows_anonymous")?,
        active: row.try_get("", "active")?,
        rank: row.try_get("", "rank")?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

pub async fn category(db: &impl Conn, id: CategoryId) -> Result<Option<Category>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM category WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Up to `limit` categories after the one given, newest first: the order of a list that is paged.
pub async fn categories(
    db: &impl Conn,
    after: Option<CategoryId>,
    limit: u64,
) -> Result<Vec<Category>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM category WHERE id < $1 ORDER BY id DESC LIMIT $2");
    let after = after.map_or(kernel::Uuid::max(), |id| id.0);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    all(db, &sql, [after.into(), limit.into()]).await?.iter().map(read).collect()
}

fn values(category: &Category) -> Vec<Value> {
    vec![
        category.id.0.into(),
        category.parent_id.map(|id| id.0).into(),
        category.code.clone().into(),
        category.name_zh.clone().into(),
        category.name_en.clone().into(),
        category.default_kind.as_str().into(),
        category.needs_premises.into(),
        category.needs_contact.into(),
        category.active.into(),
        category.rank.into(),
        category.version.into(),
        category.updated_at.timestamp_millis().into(),
        category.needs_before_photo.into(),
        category.needs_after_photo.into(),
        category.allows_anonymous.into(),
    ]
}

impl Tx {
    /// Adds a category; `Taken` where another has its code.
    pub async fn create_category(&self, new: &CategoryChange) -> Result<(), StoreError> {
        let values = values(&new.after);
        let sql = format!(
            "INSERT INTO category ({COLUMNS}) \
             VALUES ({})",
            places(1, values.len())
        );
        execute(self, &sql, values).await?;
        self.enter_category(new).await
    }

    /// Saves a category; `Stale` where it is no longer at the version before.
    pub async fn save_category(&self, done: &CategoryChange) -> Result<(), StoreError> {
        let sql = "UPDATE category SET parent_id = $2, code = $3, name_zh = $4, name_en = $5, \
            default_kind = $6, needs_premises = $7, needs_contact = $8, active = $9, rank = $10, \
            version = $11, updated_at = $12, needs_before_photo = $13, needs_after_photo = $14, \
            allows_anonymous = $15 WHERE id = $1 AND version = $11 - 1";
        change(self, sql, values(&done.after)).await?;
        self.enter_category(done).await
    }

    async fn enter_category(&self, done: &CategoryChange) -> Result<(), StoreError> {
        self.journal(&Entry {
            subject: done.after.id.0,
            number: done.after.version,
            action: done.permit.action(),
            who: done.permit.who(),
            role: Some(done.permit.role()),
            duty: done.permit.duty(),
            at: done.at,
            from: None,
            to: None,
            path: access::ScopePath::default(),
            before: None,
            detail: done.detail.clone(),
        })
        .await
    }
}
