//! One objection, with where its cycle stands.

use ::rating::objection::{Disputed, Objection};
use kernel::{CycleId, ObjectionId, OrganizationId};
use sea_orm::QueryResult;

use crate::{
    Conn, StoreError,
    rating::evidence::evidence,
    sql::{moment, moment_or_none, one, parsed, parsed_or_none, path, word},
};

/// What [`read`] reads of an objection `o` and its cycle `c`.
pub(super) const COLUMNS: &str = "o.id, o.cycle_id, o.score_id, o.enterprise_id, o.item_kind, o.item, o.side, o.grounds, \
    o.evidence, o.links, o.scorers, o.filed_by, o.filed_role, o.filed_at, o.due, o.extension, o.overdue_at, o.decision, \
    o.recheck_until, o.recheck, o.state, o.district, o.street, o.community, o.grid, o.estate, o.version, o.updated_at, \
    c.state AS cycle_state";
pub(super) const FROM: &str = "rating_objection o JOIN rating_cycle c ON c.id = o.cycle_id";

pub(super) fn read(row: &QueryResult) -> Result<Objection, StoreError> {
    Ok(Objection {
        id: ObjectionId(row.try_get("", "id")?),
        cycle: CycleId(row.try_get("", "cycle_id")?),
        cycle_state: word(row, "cycle_state")?,
        score: row.try_get("", "score_id")?,
        path: path(row)?,
        enterprise: OrganizationId(row.try_get("", "enterprise_id")?),
        item: Disputed { kind: word(row, "item_kind")?, code: row.try_get("", "item")? },
        side: word(row, "side")?,
        grounds: row.try_get("", "grounds")?,
        evidence: evidence(row)?,
        scorers: parsed(row, "scorers")?,
        by: row.try_get("", "filed_by")?,
        role: word(row, "filed_role")?,
        at: moment(row, "filed_at")?,
        due: moment(row, "due")?,
        extended: parsed_or_none(row, "extension")?,
        overdue_at: moment_or_none(row, "overdue_at")?,
        decision: parsed_or_none(row, "decision")?,
        recheck_until: moment_or_none(row, "recheck_until")?,
        recheck: parsed_or_none(row, "recheck")?,
        state: word(row, "state")?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

/// One objection.
pub async fn objection_by_id(
    db: &impl Conn,
    id: ObjectionId,
) -> Result<Option<Objection>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE o.id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}
