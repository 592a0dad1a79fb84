//! One public result, those before it on its estate, and the newest of an estate.

use std::collections::BTreeSet;

use ::rating::cycle::{CycleKind, CycleState};
use access::ScopePath;
use chrono::NaiveDate;
use kernel::{CycleId, EstateId, Hundredths, Moment, OrganizationId, SchemeId, Uuid};
use sea_orm::{QueryResult, Value};

use super::PUBLIC;
use crate::{
    Conn, StoreError,
    place::date,
    rating::score::{Vetoed, stars},
    sql::{all, moment, moment_or_none, one, parsed, word},
};

/// What is shown of a cycle with its results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicCycle {
    pub id: CycleId,
    pub name: String,
    pub kind: CycleKind,
    pub first_on: NaiveDate,
    pub last_on: NaiveDate,
    pub state: CycleState,
    /// Until when its scores can be, or could be, objected to.
    pub objections_until: Option<Moment>,
    /// Its area: a district, or a street of it.
    pub path: ScopePath,
    pub scheme: SchemeId,
    /// Estates that have a result in it.
    pub results: i32,
    pub computed_at: Moment,
    pub version: i32,
}

impl PublicCycle {
    /// Until when its results can be objected to; nothing of one that is final.
    pub fn open_until(&self) -> Option<Moment> {
        self.objections_until.filter(|_| self.state == CycleState::Disclosed)
    }
}

/// A result, without what it was reckoned from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultRow {
    pub id: Uuid,
    pub cycle: PublicCycle,
    pub estate: (EstateId, String),
    pub enterprise: (OrganizationId, String),
    /// Its number in the order of the cycle's league table, from 1.
    pub position: i32,
    pub place: i32,
    pub total: Hundredths,
    pub stars: Option<u8>,
    /// In the order of the scheme.
    pub aspects: Vec<Option<Hundredths>>,
    pub vetoes: BTreeSet<String>,
}

pub(super) const COLUMNS: &str = "s.id, s.position, s.place, s.total, s.stars, s.aspects, s.inputs, s.enterprise_id, \
    o.name AS enterprise_name, x.id AS estate_id, x.name AS estate_name, c.id AS cycle_id, c.name AS cycle_name, c.kind, \
    c.first_on, c.last_on, c.state, c.objections_until, c.district, c.street, c.scheme_id, c.version, m.scores, m.computed_at";
pub(super) const FROM: &str = "rating_score s JOIN rating_cycle c ON c.id = s.cycle_id \
    JOIN rating_computation m ON m.cycle_id = s.cycle_id JOIN estate x ON x.key = s.estate \
    JOIN organization o ON o.id = s.enterprise_id";

fn cycle(row: &QueryResult) -> Result<PublicCycle, StoreError> {
    Ok(PublicCycle {
        id: CycleId(row.try_get("", "cycle_id")?),
        name: row.try_get("", "cycle_name")?,
        kind: word(row, "kind")?,
        first_on: date(row, "first_on")?,
        last_on: date(row, "last_on")?,
        state: word(row, "state")?,
        objections_until: moment_or_none(row, "objections_until")?,
        path: ScopePath {
            district: row.try_get("", "district")?,
            street: row.try_get("", "street")?,
            ..ScopePath::default()
        },
        scheme: SchemeId(row.try_get("", "scheme_id")?),
        results: row.try_get("", "scores")?,
        computed_at: moment(row, "computed_at")?,
        version: row.try_get("", "version")?,
    })
}

pub(super) fn read(row: &QueryResult) -> Result<ResultRow, StoreError> {
    Ok(ResultRow {
        id: row.try_get("", "id")?,
        cycle: cycle(row)?,
        estate: (EstateId(row.try_get("", "estate_id")?), row.try_get("", "estate_name")?),
        enterprise: (
            OrganizationId(row.try_get("", "enterprise_id")?),
            row.try_get("", "enterprise_name")?,
        ),
        position: row.try_get("", "position")?,
        place: row.try_get("", "place")?,
        total: Hundredths(row.try_get("", "total")?),
        stars: stars(row)?,
        aspects: parsed(row, "aspects")?,
        vetoes: parsed::<Vetoed>(row, "inputs")?.vetoes,
    })
}

/// One result, if it is public.
pub async fn result_by_id(db: &impl Conn, id: Uuid) -> Result<Option<ResultRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE s.id = $1 AND {PUBLIC}");
    one(db, &sql, [id.into()]).await?.as_ref().map(read).transpose()
}

/// Up to `limit` public results of the estate whose periods ended before that of the result, the latest first.
pub async fn earlier_results(
    db: &impl Conn,
    result: &ResultRow,
    limit: u64,
) -> Result<Vec<ResultRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE s.estate = (SELECT key FROM estate WHERE id = $1) AND {PUBLIC} \
         AND (c.last_on < $2 OR (c.last_on = $2 AND c.id < $3)) ORDER BY c.last_on DESC, c.id DESC LIMIT {limit}"
    );
    let values: [Value; 3] = [
        result.estate.0.0.into(),
        result.cycle.last_on.to_string().into(),
        result.cycle.id.0.into(),
    ];
    all(db, &sql, values).await?.iter().map(read).collect()
}

/// The result of the estate for the latest period that is final; where none is, the latest that is disclosed.
pub async fn newest_result(
    db: &impl Conn,
    estate: EstateId,
) -> Result<Option<ResultRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE s.estate = (SELECT key FROM estate WHERE id = $1) AND {PUBLIC} \
         ORDER BY CASE c.state WHEN 'final' THEN 0 ELSE 1 END, c.last_on DESC, c.id DESC LIMIT 1"
    );
    one(db, &sql, [estate.0.into()]).await?.as_ref().map(read).transpose()
}
