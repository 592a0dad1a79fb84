//! Reading schemes: one with its document, and a page of what may be seen of them.

use ::rating::{Scheme, SchemeState, Standpoint, Status};
use access::{Level, ScopePath, Term};
use kernel::{AccountId, SchemeId, Uuid};
use sea_orm::QueryResult;

use crate::{
    Conn, StoreError, Tx,
    sql::{Bound, all, moment, moment_or_none, one, word},
};

pub(super) const STAND: &str = "id, district, edition, state, drafted_by, drafted_at, adopted_by, \
    adopted_at, replaced_at, version";
pub(super) const SUMMARY: &str = "code, name_zh, name_en, status, aspects, indicators";

/// A scheme with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeRow {
    pub stand: Standpoint,
    pub scheme: Scheme,
}

/// What a list shows of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
    pub status: Status,
    pub aspects: i32,
    pub indicators: i32,
}

impl Summary {
    pub fn of(scheme: &Scheme) -> Self {
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        Self {
            code: scheme.code.clone(),
            name_zh: scheme.name_zh.clone(),
            name_en: scheme.name_en.clone(),
            status: scheme.status,
            aspects: number(scheme.aspects.len()),
            indicators: number(scheme.indicators().count()),
        }
    }
}

fn stand(row: &QueryResult) -> Result<Standpoint, StoreError> {
    let by = |column: &str| -> Result<Option<AccountId>, StoreError> {
        let id: Option<Uuid> = row.try_get("", column)?;
        Ok(id.map(AccountId))
    };
    Ok(Standpoint {
        id: SchemeId(row.try_get("", "id")?),
        path: ScopePath { district: Some(row.try_get("", "district")?), ..ScopePath::default() },
        edition: row.try_get("", "edition")?,
        state: word(row, "state")?,
        drafted_by: by("drafted_by")?,
        drafted_at: moment(row, "drafted_at")?,
        adopted_by: by("adopted_by")?,
        adopted_at: moment_or_none(row, "adopted_at")?,
        replaced_at: moment_or_none(row, "replaced_at")?,
        version: row.try_get("", "version")?,
    })
}

fn summary(row: &QueryResult) -> Result<(Standpoint, Summary), StoreError> {
    let summary = Summary {
        code: row.try_get("", "code")?,
        name_zh: row.try_get("", "name_zh")?,
        name_en: row.try_get("", "name_en")?,
        status: word(row, "status")?,
        aspects: row.try_get("", "aspects")?,
        indicators: row.try_get("", "indicators")?,
    };
    Ok((stand(row)?, summary))
}

fn whole(row: &QueryResult) -> Result<SchemeRow, StoreError> {
    let text: String = row.try_get("", "document")?;
    let scheme = serde_json::from_str(&text);
    let scheme = scheme.map_err(|_| StoreError::Corrupt("rating_scheme.document"))?;
    Ok(SchemeRow { stand: stand(row)?, scheme })
}

/// One scheme.
pub async fn scheme_by_id(db: &impl Conn, id: SchemeId) -> Result<Option<SchemeRow>, StoreError> {
    let sql = format!("SELECT {STAND}, document FROM rating_scheme WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(whole).transpose()
}

/// The scheme that is in force in a district.
pub async fn in_force(db: &impl Conn, district: i32) -> Result<Option<Standpoint>, StoreError> {
    let sql = format!("SELECT {STAND} FROM rating_scheme WHERE district = $1 AND state = $2");
    let values = [district.into(), SchemeState::Adopted.as_str().into()];
    one(db, &sql, values).await?.as_ref().map(stand).transpose()
}

/// Which schemes of the districts.
#[derive(Debug, Clone, Copy, Default)]
pub struct SchemeFilter {
    pub district: Option<i32>,
    pub state: Option<SchemeState>,
}

/// Up to `limit` schemes before `after`, newest first: what was ever in force, and the drafts within `terms`.
pub async fn schemes(
    db: &impl Conn,
    (terms, filter): (&[Term], SchemeFilter),
    (after, limit): (Option<SchemeId>, u64),
) -> Result<Vec<(Standpoint, Summary)>, StoreError> {
    let mut bound = Bound::default();
    let after = bound.put(after.map_or(Uuid::max(), |id| id.0));
    let drafted = bound.put(SchemeState::Drafted.as_str());
    let mut seen = vec![format!("state <> {drafted}")];
    for term in terms {
        match term {
            Term::Everything => seen.push("1 = 1".to_owned()),
            Term::Area { level: Level::District, key } => {
                seen.push(format!("district = {}", bound.put(*key)));
            }
            _ => {}
        }
    }
    let mut narrowed = String::new();
    if let Some(district) = filter.district {
        narrowed.push_str(&format!(" AND district = {}", bound.put(district)));
    }
    if let Some(state) = filter.state {
        narrowed.push_str(&format!(" AND state = {}", bound.put(state.as_str())));
    }
    let limit = bound.put(i64::try_from(limit).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT {STAND}, {SUMMARY} FROM rating_scheme WHERE id < {after} AND ({}){narrowed} \
         ORDER BY id DESC LIMIT {limit}",
        seen.join(" OR ")
    );
    all(db, &sql, bound.0).await?.iter().map(summary).collect()
}

impl Tx {
    /// One scheme, kept as it is until the unit of work ends.
    pub async fn hold_scheme(&self, id: SchemeId) -> Result<Option<SchemeRow>, StoreError> {
        let hold = self.hold(" FOR UPDATE");
        let sql = format!("SELECT {STAND}, document FROM rating_scheme WHERE id = $1{hold}");
        one(self, &sql, [id.0.into()]).await?.as_ref().map(whole).transpose()
    }

    /// The number that the next scheme of a district gets.
    pub async fn next_edition(&self, district: i32) -> Result<i32, StoreError> {
        let sql = "SELECT COALESCE(MAX(edition), 0) + 1 AS edition FROM rating_scheme WHERE district = $1";
        let row = one(self, sql, [district.into()]).await?;
        Ok(row.ok_or(StoreError::Corrupt("rating_scheme"))?.try_get("", "edition")?)
    }
}
