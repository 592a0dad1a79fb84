//! One report of a figure.

use ::rating::{
    Period,
    reported::{ReportedFigure, ReportedJudgement, ReportedState, ReportedValue},
};
use kernel::{OrganizationId, ReportedFigureId, Uuid};
use sea_orm::QueryResult;

use crate::{
    Conn, StoreError, Tx,
    place::date,
    rating::evidence::evidence,
    sql::{all, moment, moment_or_none, one, path, word, word_or_none},
};

pub(super) const COLUMNS: &str = "id, enterprise_id, figure, first_on, last_on, part, whole, counted, evidence, links, \
    reported_by, reported_role, reported_at, state, words, judged_by, judged_role, judged_at, replaced_by, replaced_at, \
    district, street, community, grid, estate, version, updated_at";

fn value(row: &QueryResult) -> Result<ReportedValue, StoreError> {
    let number = |column: &'static str| -> Result<Option<u32>, StoreError> {
        let number: Option<i32> = row.try_get("", column)?;
        number.map(u32::try_from).transpose().map_err(|_| StoreError::Corrupt(column))
    };
    let written = [number("part")?, number("whole")?, number("counted")?];
    ReportedValue::of(written).ok_or(StoreError::Corrupt("reported_figure"))
}

fn judged(row: &QueryResult) -> Result<Option<ReportedJudgement>, StoreError> {
    let (words, by): (Option<String>, Option<Uuid>) =
        (row.try_get("", "words")?, row.try_get("", "judged_by")?);
    let role = word_or_none(row, "judged_role")?;
    Ok(match (words, by, role, moment_or_none(row, "judged_at")?) {
        (Some(words), Some(by), Some(role), Some(at)) => {
            Some(ReportedJudgement { words, by, role, at })
        }
        _ => None,
    })
}

pub(super) fn read(row: &QueryResult) -> Result<ReportedFigure, StoreError> {
    let by: Option<Uuid> = row.try_get("", "replaced_by")?;
    let replaced = moment_or_none(row, "replaced_at")?.zip(by.map(ReportedFigureId));
    Ok(ReportedFigure {
        id: ReportedFigureId(row.try_get("", "id")?),
        path: path(row)?,
        enterprise: OrganizationId(row.try_get("", "enterprise_id")?),
        figure: row.try_get("", "figure")?,
        period: Period { first: date(row, "first_on")?, last: date(row, "last_on")? },
        value: value(row)?,
        evidence: evidence(row)?,
        reported_by: row.try_get("", "reported_by")?,
        reported_role: word(row, "reported_role")?,
        reported_at: moment(row, "reported_at")?,
        state: word(row, "state")?,
        judged: judged(row)?,
        replaced,
        version: row.try_get("", "version")?,
        updated_at: moment(row, "updated_at")?,
    })
}

pub async fn reported_by_id(
    db: &impl Conn,
    id: ReportedFigureId,
) -> Result<Option<ReportedFigure>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM reported_figure WHERE id = $1");
    one(db, &sql, [id.0.into()]).await?.as_ref().map(read).transpose()
}

impl Tx {
    /// The one in this state of an estate, a figure and a period; no other is reported there until the unit of work ends.
    pub async fn hold_reported(
        &self,
        (estate, figure, period): (i32, &str, Period),
        state: ReportedState,
    ) -> Result<Option<ReportedFigure>, StoreError> {
        let held = self.hold(" FOR NO KEY UPDATE");
        let sql = format!("SELECT key FROM estate WHERE key = $1{held}");
        one(self, &sql, [estate.into()]).await?;
        let sql = format!(
            "SELECT {COLUMNS} FROM reported_figure WHERE estate = $1 AND figure = $2 AND first_on = $3 AND last_on = $4 \
             AND state = $5"
        );
        let values = [
            estate.into(),
            figure.into(),
            period.first.to_string().into(),
            period.last.to_string().into(),
            state.as_str().into(),
        ];
        all(self, &sql, values).await?.first().map(read).transpose()
    }
}
