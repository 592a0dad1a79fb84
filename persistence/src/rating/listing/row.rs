//! One list, one listing with where its list stands, and all that are on a list.

use ::rating::listing::{ListKind, Listing, RatingList};
use kernel::{CycleId, ListId, ListingId, OrganizationId};
use sea_orm::{ConnectionTrait as _, DbBackend, QueryResult, Value};

use crate::{
    Conn, StoreError, Tx,
    sql::{all, execute, moment, moment_or_none, one, parsed, parsed_or_none, path, word},
};

pub(super) const LIST: &str = "id, kind, cycle_id, district, street, community, rule, state, proposed_by, proposed_at, \
    objections_until, published_by, published_at, withdrawn_by, withdrawn_at, withdraw_reason, listings, version, \
    updated_at";
/// What [`read`] reads of a listing `l` and its list `r`.
pub(super) const COLUMNS: &str = "l.id, l.list_id, l.score_id, l.enterprise_id, l.district, l.street, l.community, l.grid, \
    l.estate, l.total, l.stars, l.vetoes, l.bad_records, l.objection, l.decision, l.state, l.version, l.created_at, \
    l.updated_at, r.kind, r.state AS list_state, r.proposed_by, r.objections_until, r.rule, \
    r.withdraw_reason";
pub(super) const FROM: &str = "rating_listing l JOIN rating_list r ON r.id = l.list_id";

pub(super) fn list(row: &QueryResult) -> Result<RatingList, StoreError> {
    Ok(RatingList {
        id: ListId(row.try_get("", "id")?),
        kind: word(row, "kind")?,
        cycle: CycleId(row.try_get("", "cycle_id")?),
        path: path(row)?,
        rule: parsed(row, "rule")?,
        state: word(row, "state")?,
        proposed_by: row.try_get("", "proposed_by")?,
        proposed_at: moment(row, "proposed_at")?,
        objections_until: moment(row, "objections_until")?,
        published_by: row.try_get("", "published_by")?,
        published_at: moment_or_none(row, "published_at")?,
        withdrawn_by: row.try_get("", "withdrawn_by")?,
        withdrawn_at: moment_or_none(row, "withdrawn_at")?,
        withdraw_reason: row.try_get("", "withdraw_reason")?,
        listings: row.try_get("", "listings")?,
        enterprises: Vec::new(),
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

pub(super) fn vetoes(row: &QueryResult) -> Result<Vec<String>, StoreError> {
    let codes: String = row.try_get("", "vetoes")?;
    Ok(codes.split_whitespace().map(str::to_owned).collect())
}

pub(super) fn stars(row: &QueryResult) -> Result<u8, StoreError> {
    let stars: i32 = row.try_get("", "stars")?;
    u8::try_from(stars).map_err(|_| StoreError::Corrupt("rating_listing.stars"))
}

pub(super) fn read(row: &QueryResult) -> Result<Listing, StoreError> {
    Ok(Listing {
        id: ListingId(row.try_get("", "id")?),
        list: ListId(row.try_get("", "list_id")?),
        kind: word(row, "kind")?,
        list_state: word(row, "list_state")?,
        proposed_by: row.try_get("", "proposed_by")?,
        objections_until: moment(row, "objections_until")?,
        rule: parsed(row, "rule")?,
        withdraw_reason: row.try_get("", "withdraw_reason")?,
        score: row.try_get("", "score_id")?,
        path: path(row)?,
        enterprise: OrganizationId(row.try_get("", "enterprise_id")?),
        total: kernel::Hundredths(row.try_get("", "total")?),
        stars: stars(row)?,
        vetoes: vetoes(row)?,
        bad_records: row.try_get("", "bad_records")?,
        objection: parsed_or_none(row, "objection")?,
        decision: parsed_or_none(row, "decision")?,
        state: word(row, "state")?,
        version: row.try_get("", "version")?,
        created_at: moment(row, "created_at")?,
        updated_at: moment(row, "updated_at")?,
    })
}

/// One list, with the enterprises on it.
pub async fn list_by_id(db: &impl Conn, id: ListId) -> Result<Option<RatingList>, StoreError> {
    let sql = format!("SELECT {LIST} FROM rating_list WHERE id = $1");
    let Some(row) = one(db, &sql, [id.0.into()]).await? else { return Ok(None) };
    let sql = "SELECT DISTINCT enterprise_id FROM rating_listing WHERE list_id = $1";
    let rows = all(db, sql, [id.0.into()]).await?;
    let read = |row: &QueryResult| Ok(OrganizationId(row.try_get("", "enterprise_id")?));
    let enterprises = rows.iter().map(read).collect::<Result<_, StoreError>>()?;
    Ok(Some(RatingList { enterprises, ..list(&row)? }))
}

/// The list of a kind of a cycle that was not withdrawn.
pub async fn list_of(
    db: &impl Conn,
    cycle: CycleId,
    kind: ListKind,
) -> Result<Option<ListId>, StoreError> {
    let sql =
        "SELECT id FROM rating_list WHERE cycle_id = $1 AND kind = $2 AND state <> 'withdrawn'";
    let row = one(db, sql, [Value::from(cycle.0), kind.as_str().into()]).await?;
    row.map(|row| Ok(ListId(row.try_get("", "id")?))).transpose()
}

/// One listing.
pub async fn listing_by_id(db: &impl Conn, id: ListingId) -> Result<Option<Listing>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE l.id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// All that were proposed for a list, in the order of the list.
pub async fn listings_of(db: &impl Conn, list: ListId) -> Result<Vec<Listing>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE l.list_id = $1 ORDER BY l.id");
    all(db, &sql, [list.0.into()]).await?.iter().map(read).collect()
}

impl Tx {
    /// One list, for what is read and written together of it: nobody else changes it or its listings until the unit of work
    /// ends, and whoever waits for that begins again.
    pub async fn hold_list(&self, id: ListId) -> Result<Option<RatingList>, StoreError> {
        if self.conn().get_database_backend() == DbBackend::Postgres {
            let sql = "UPDATE rating_list SET version = version WHERE id = $1";
            execute(self, sql, [id.0.into()]).await?;
        }
        list_by_id(self, id).await
    }
}
