//! Figures from the rectification of findings, from sheets, and from what was reported and verified.

use ::rating::{Input, Share, cycle::SheetEvaluator, reported::ReportedValue};
use kernel::OrganizationId;
use sea_orm::Value;

use super::{EstateFigures, Wanted, settled::number};
use crate::{
    Conn, StoreError,
    rating::{finding::rectification, reported::reported_figures},
    sql::{Bound, all},
};

pub(super) async fn count(
    db: &impl Conn,
    wanted: &Wanted,
    figures: &mut EstateFigures,
) -> Result<(), StoreError> {
    let (first, last) = (wanted.period.first, wanted.period.last);
    let as_of = (wanted.last_moment(), wanted.last_day());
    for one in rectification(db, wanted.extent, (first, last), as_of).await? {
        let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        let share = Share { part: number(one.sums.on_time), whole: number(one.sums.whole()) };
        figures.rectified.insert((one.estate, one.enterprise), share);
    }
    reports(db, wanted, figures).await?;
    for one in reported_figures(db, wanted.extent, wanted.period, wanted.now).await? {
        let Some(estate) = one.path.estate else { continue };
        let input = match one.value {
            ReportedValue::Count(count) => Input::Count(count),
            ReportedValue::Share { part, whole } => Input::Share { part, whole, limiting: None },
        };
        figures.reported.entry((estate, one.enterprise)).or_default().insert(one.figure, input);
    }
    Ok(())
}

/// The enterprises' own reports of cycles of just this period: those signed in time, of those that were due.
async fn reports(
    db: &impl Conn,
    wanted: &Wanted,
    figures: &mut EstateFigures,
) -> Result<(), StoreError> {
    let mut bound = Bound::default();
    let dates = [wanted.period.first, wanted.period.last].map(|on| bound.put(on.to_string()));
    let (evaluator, now) = (
        bound.put(SheetEvaluator::Enterprise.as_str()),
        bound.put(Value::from(wanted.now.timestamp_millis())),
    );
    let sql = format!(
        "SELECT s.estate, s.enterprise_id, COUNT(CASE WHEN s.signed_at < s.due AND s.late_at IS NULL THEN 1 END) AS prompt, \
         COUNT(CASE WHEN s.signed_at IS NOT NULL OR s.late_at IS NOT NULL OR s.state = 'absent' OR s.due <= {now} THEN 1 END) \
         AS due FROM rating_sheet s JOIN rating_cycle c ON c.id = s.cycle_id WHERE c.first_on = {} AND c.last_on = {} \
         AND c.state <> 'cancelled' AND s.evaluator = {evaluator} AND s.{} GROUP BY s.estate, s.enterprise_id",
        dates[0],
        dates[1],
        wanted.extent.condition(&mut bound)
    );
    for row in all(db, &sql, bound.0).await? {
        let by = OrganizationId(row.try_get("", "enterprise_id")?);
        let share = Share { part: number(&row, "prompt")?, whole: number(&row, "due")? };
        figures.reports.insert((row.try_get("", "estate")?, by), share);
    }
    Ok(())
}
