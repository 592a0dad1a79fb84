//! One finding: what was found with where it stands, and what was done about it.

use std::collections::HashMap;

use ::rating::finding::{Finding, FindingItem, Judgement, Rectification, Withdrawal};
use kernel::{FindingId, Hundredths, OrganizationId, SchemeId, Uuid};
use sea_orm::QueryResult;

use crate::{
    Conn, StoreError,
    place::date,
    rating::evidence::evidence,
    sql::{all, moment, moment_or_none, path, places, word, word_or_none},
};

pub(super) const COLUMNS: &str = "id, enterprise_id, scheme_id, indicator, name_zh, name_en, each_points, evaluator, units, \
    place, latitude, longitude, found_at, found_on, note, evidence, links, filed_by, filed_role, filed_at, due_on, \
    due_by_default, state, rectifications, rejections, withdrawn_reason, withdrawn_by, withdrawn_role, withdrawn_at, \
    district, street, community, grid, estate, version, updated_at";
pub(super) const RECTIFICATION: &str = "finding_id, number, note, evidence, links, rectified_by, rectified_role, \
    rectified_at, rectified_on, accepted, words, judged_by, judged_role, judged_at";

fn item(row: &QueryResult) -> Result<FindingItem, StoreError> {
    Ok(FindingItem {
        scheme: SchemeId(row.try_get("", "scheme_id")?),
        indicator: row.try_get("", "indicator")?,
        name_zh: row.try_get("", "name_zh")?,
        name_en: row.try_get("", "name_en")?,
        each: Hundredths(row.try_get("", "each_points")?),
        evaluators: vec![word(row, "evaluator")?],
    })
}

fn withdrawal(row: &QueryResult) -> Result<Option<Withdrawal>, StoreError> {
    let (reason, by): (Option<String>, Option<Uuid>) =
        (row.try_get("", "withdrawn_reason")?, row.try_get("", "withdrawn_by")?);
    let role = word_or_none(row, "withdrawn_role")?;
    Ok(match (reason, by, role, moment_or_none(row, "withdrawn_at")?) {
        (Some(reason), Some(by), Some(role), Some(at)) => Some(Withdrawal { reason, by, role, at }),
        _ => None,
    })
}

/// The finding, with no rectification yet.
fn finding(row: &QueryResult) -> Result<Finding, StoreError> {
    let units: i32 = row.try_get("", "units")?;
    Ok(Finding {
        id: FindingId(row.try_get("", "id")?),
        path: path(row)?,
        enterprise: OrganizationId(row.try_get("", "enterprise_id")?),
        item: item(row)?,
        evaluator: word(row, "evaluator")?,
        units: u32::try_from(units).map_err(|_| StoreError::Corrupt("units"))?,
        place: row.try_get("", "place")?,
        latitude: row.try_get("", "latitude")?,
        longitude: row.try_get("", "longitude")?,
        found_at: moment(row, "found_at")?,
        found_on: date(row, "found_on")?,
        note: row.try_get("", "note")?,
        evidence: evidence(row)?,
        filed_by: row.try_get("", "filed_by")?,
        filed_role: word(row, "filed_role")?,
        filed_at: moment(row, "filed_at")?,
        due_on: date(row, "due_on")?,
        due_by_default: row.try_get("", "due_by_default")?,
        state: word(row, "state")?,
        rectifications: row.try_get("", "rectifications")?,
        rejections: row.try_get("", "rejections")?,
        last: None,
        withdrawn: withdrawal(row)?,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

fn rectification(row: &QueryResult) -> Result<Rectification, StoreError> {
    let (accepted, words, by): (Option<bool>, Option<String>, Option<Uuid>) =
        (row.try_get("", "accepted")?, row.try_get("", "words")?, row.try_get("", "judged_by")?);
    let (role, at) = (word_or_none(row, "judged_role")?, moment_or_none(row, "judged_at")?);
    let judged = match (accepted, words, by, role, at) {
        (Some(accepted), Some(words), Some(by), Some(role), Some(at)) => {
            Some(Judgement { accepted, words, by, role, at })
        }
        _ => None,
    };
    Ok(Rectification {
        number: row.try_get("", "number")?,
        note: row.try_get("", "note")?,
        evidence: evidence(row)?,
        by: row.try_get("", "rectified_by")?,
        role: word(row, "rectified_role")?,
        at: moment(row, "rectified_at")?,
        on: date(row, "rectified_on")?,
        judged,
    })
}

/// Everything that was done about the findings, in its order.
pub async fn rectifications(
    db: &impl Conn,
    ids: &[FindingId],
) -> Result<HashMap<FindingId, Vec<Rectification>>, StoreError> {
    let mut found: HashMap<FindingId, Vec<Rectification>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let ids_in = places(1, ids.len());
    let sql = format!(
        "SELECT {RECTIFICATION} FROM rating_rectification WHERE finding_id IN ({ids_in}) ORDER BY finding_id, number"
    );
    for row in all(db, &sql, ids.iter().map(|id| id.0.into())).await? {
        let of = FindingId(row.try_get("", "finding_id")?);
        found.entry(of).or_default().push(rectification(&row)?);
    }
    Ok(found)
}

/// The findings of rows, each with what was done about it last.
pub(super) async fn read_all(
    db: &impl Conn,
    rows: &[QueryResult],
) -> Result<Vec<Finding>, StoreError> {
    let mut findings: Vec<Finding> = rows.iter().map(finding).collect::<Result<_, _>>()?;
    let worked = findings.iter().filter(|one| one.rectifications > 0);
    let worked: Vec<FindingId> = worked.map(|one| one.id).collect();
    let mut done = rectifications(db, &worked).await?;
    for one in &mut findings {
        one.last = done.get_mut(&one.id).and_then(Vec::pop);
    }
    Ok(findings)
}

pub async fn finding_by_id(db: &impl Conn, id: FindingId) -> Result<Option<Finding>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM rating_finding WHERE id = $1");
    let rows = all(db, &sql, [id.0.into()]).await?;
    Ok(read_all(db, &rows).await?.pop())
}
