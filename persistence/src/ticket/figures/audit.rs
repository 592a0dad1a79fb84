//! Counting anew: the tickets of a month beside its counters, both as of one commit.

use std::collections::BTreeMap;

use ::ticket::{Counter, Counts, Heading, Span, counters, date_of, month_of};
use chrono::{Datelike as _, Months};
use kernel::{TicketId, Uuid};
use sea_orm::{QueryResult, Value};

use super::{counted::tallies, counts, fold::heading};
use crate::{
    Conn, Snapshot, Store, StoreError, Tx,
    sql::{all, execute, one, path, word},
};

/// Tickets read at once.
const BATCH: u32 = 2_000;
const DAY: i64 = 24 * 3600 * 1000;
/// China's one time zone.
const OFFSET: i64 = 8 * 3600 * 1000;

/// What was found of a month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audit {
    pub tickets: u64,
    /// Counters that were compared.
    pub counters: u64,
    pub differences: Vec<Difference>,
}

/// A counter that is not what the tickets say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    pub counter: Counter,
    pub kept: Counts,
    pub counted: Counts,
}

impl Difference {
    /// What has to be added to put it right.
    pub fn missing(&self) -> Counts {
        let mut missing = self.counted;
        missing.take(&self.kept);
        missing
    }
}

/// Of each counter what is kept, and what was counted.
type Sums = BTreeMap<Counter, (Counts, Counts)>;

/// The first days of all months that have a ticket or a counter, and of those between.
pub async fn months(db: &impl Conn) -> Result<Vec<i32>, StoreError> {
    let mut days: Vec<i32> = Vec::new();
    for order in ["ASC", "DESC"] {
        let sql = format!("SELECT id FROM ticket ORDER BY id {order} LIMIT 1");
        if let Some(row) = one(db, &sql, []).await? {
            let id = TicketId(row.try_get("", "id")?);
            days.push(Heading::of(id, Uuid::nil().into()).day);
        }
        let sql = format!("SELECT start FROM figure ORDER BY start {order} LIMIT 1");
        if let Some(row) = one(db, &sql, []).await? {
            days.push(row.try_get("", "start")?);
        }
    }
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return Ok(Vec::new());
    };
    let mut found = vec![month_of(*first)];
    while let Some(month) = found.last().map(|month| next(*month)).filter(|next| next <= last) {
        found.push(month);
    }
    Ok(found)
}

fn next(month: i32) -> i32 {
    let date = date_of(month).checked_add_months(Months::new(1)).unwrap_or_default();
    month + i32::try_from((date - date_of(month)).num_days()).unwrap_or(31).max(1)
}

/// Counts the tickets filed in the month that begins on the day, and compares.
pub async fn audit(store: &Store, month: i32) -> Result<Audit, StoreError> {
    debug_assert_eq!(date_of(month).day(), 1, "months begin on their first day");
    let until = next(month);
    store
        .snapshot(async |db| {
            let mut sums = Sums::new();
            let tickets = count(db, (month, until), &mut sums).await?;
            kept(db, (month, until), &mut sums).await?;
            sums.retain(|_, (kept, counted)| !kept.is_zero() || !counted.is_zero());
            let counters = u64::try_from(sums.len()).unwrap_or(u64::MAX);
            let all = sums.into_iter();
            let all = all.map(|(counter, (kept, counted))| Difference { counter, kept, counted });
            let differences = all.filter(|found| found.kept != found.counted).collect();
            Ok(Audit { tickets, counters, differences })
        })
        .await
}

async fn count(
    db: &Snapshot,
    (month, until): (i32, i32),
    sums: &mut Sums,
) -> Result<u64, StoreError> {
    let (mut after, end, mut tickets) = (first_id(month), first_id(until), 0);
    loop {
        let (found, last, read) = tallies(db, (after, end), BATCH).await?;
        for (path, tally) in &found {
            for counter in counters(path, &tally.heading) {
                sums.entry(counter).or_default().1.add(&tally.counts);
            }
        }
        tickets += u64::try_from(read).unwrap_or(u64::MAX);
        match last {
            Some(last) => after = last,
            None => return Ok(tickets),
        }
    }
}

/// What lies before every id of the day and after those of the day before.
fn first_id(day: i32) -> Uuid {
    let millis = (i64::from(day) * DAY - OFFSET).max(0);
    Uuid::from_u128(u128::from(millis.unsigned_abs()) << 80)
}

async fn kept(
    db: &Snapshot,
    (month, until): (i32, i32),
    sums: &mut Sums,
) -> Result<(), StoreError> {
    for day in month..until {
        for row in all(db, "SELECT * FROM figure WHERE start = $1", [day.into()]).await? {
            sums.entry(counter(&row)?).or_default().0.add(&counts(&row)?);
        }
    }
    let sql = "SELECT * FROM figure_delta WHERE day >= $1 AND day < $2";
    for row in all(db, sql, [Value::from(month), until.into()]).await? {
        let added = counts(&row)?;
        for counter in counters(&path(&row)?, &heading(&row)?) {
            sums.entry(counter).or_default().0.add(&added);
        }
    }
    Ok(())
}

fn counter(row: &QueryResult) -> Result<Counter, StoreError> {
    Ok(Counter {
        whole: word(row, "whole")?,
        key: row.try_get("", "key")?,
        span: word::<Span>(row, "span")?,
        start: row.try_get("", "start")?,
        organization: row.try_get("", "organization_id")?,
        category: row.try_get("", "category_id")?,
    })
}

/// Whether there were tickets before there were counters, which nobody has counted yet.
pub async fn never_built(db: &impl Conn) -> Result<bool, StoreError> {
    Ok(one(db, "SELECT at FROM figure_built LIMIT 1", []).await?.is_none())
}

impl Tx {
    /// Notes that the counters hold everything.
    pub async fn figures_built(&self, now: kernel::Moment) -> Result<(), StoreError> {
        let sql = "INSERT INTO figure_built (at) VALUES ($1)";
        execute(self, sql, [now.timestamp_millis().into()]).await.map(|_| ())
    }
}
