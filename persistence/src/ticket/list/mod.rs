//! Lists of tickets: the union of one ordered scan for each term and state, merged and without doubles.

mod arm;
mod filter;
mod look;
#[cfg(test)]
mod plans;
mod query;
mod scan;
mod search;

use ::ticket::Ticket;
use access::Term;
use chrono::NaiveDate;
use kernel::{Code, Fault, Moment, PageSize, Refusal, TicketId, Uuid};
use sea_orm::Statement;

pub use filter::{Bounds, Filter, Place};

use self::{arm::Arm, query::Key};
use crate::{
    Conn, Failure, StoreError,
    sql::{self, all, one},
};

/// The most arms that a caller's duties may make before a filter is asked for.
const MOST_ARMS: usize = 32;
/// Counts are exact up to here.
pub(super) const MOST_COUNTED: u64 = 10_000;

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The newest ticket.
    #[default]
    Newest,
    /// The last change; only within an estate or one's own.
    Updated,
}

/// Where a page begins: after this ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// Its last change, where that is the order.
    pub at: Option<Moment>,
    pub id: TicketId,
}

/// Which part of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Page {
    pub order: Order,
    pub after: Option<After>,
    pub size: PageSize,
    pub count: bool,
}

/// How many there are in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub number: u64,
    /// There are more than `number`.
    pub capped: bool,
}

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub tickets: Vec<Ticket>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<After>,
    /// Where it was asked for.
    pub count: Option<Count>,
}

/// The tickets that the terms show, narrowed by the filter. `filter_needed` where that takes more than 32
/// scans; `validation_failed` at `order` for the last change anywhere but within an estate or one's own.
pub async fn list(
    db: &impl Conn,
    terms: &[Term],
    filter: &Filter,
    page: Page,
    today: NaiveDate,
) -> Result<Found, Failure> {
    let arms = allowed(db, terms, filter, page.order).await?;
    let part = Part::of(page, page.size.rows());
    let (keys, more) = part.read(db, &arms, filter).await?;
    let last = keys.last().copied().filter(|_| more);
    let ids: Vec<TicketId> = keys.iter().map(|key| TicketId(key.id)).collect();
    let tickets = super::load_many(db, &ids, today).await?;
    let next = last.map(|key| After { at: key.moment(page.order), id: TicketId(key.id) });
    let count = if page.count { Some(count(db, &arms, filter).await?) } else { None };
    Ok(Found { tickets, next, count })
}

/// The ids of all tickets that the terms show, narrowed by the filter: at most `most`, and one more where there are
/// more. Refused like [`list`].
pub async fn ids(
    db: &impl Conn,
    terms: &[Term],
    filter: &Filter,
    order: Order,
    most: usize,
) -> Result<Vec<TicketId>, Failure> {
    let arms = allowed(db, terms, filter, order).await?;
    let part = Part { order, after: None, rows: most + 1 };
    let (keys, _) = part.read(db, &arms, filter).await?;
    Ok(keys.iter().map(|key| TicketId(key.id)).collect())
}

async fn allowed(
    db: &impl Conn,
    terms: &[Term],
    filter: &Filter,
    order: Order,
) -> Result<Vec<Arm>, Failure> {
    let wide = !filter.within_estate() && !filter.own();
    if order == Order::Updated && (wide || filter.text.is_some()) {
        return Err(Refusal::parameter("order", Fault::NotAllowed).into());
    }
    let arms = arm::arms(&spread(db, terms, filter).await?, filter);
    if arms.len() > MOST_ARMS { Err(Refusal::new(Code::FilterNeeded).into()) } else { Ok(arms) }
}

/// The statement that [`list`] reads the ids of a page with: for measuring it, and for reading its plan.
pub async fn statement(
    db: &impl Conn,
    terms: &[Term],
    filter: &Filter,
    page: Page,
) -> Result<Statement, StoreError> {
    let arms = arm::arms(&spread(db, terms, filter).await?, filter);
    let (after, limit) = (page.after.map(Key::of), page.size.rows() + 1);
    let (sql, values) = query::page(db, &arms, filter, page.order, after, limit);
    Ok(sql::statement(db, &sql, values))
}

/// The statements that a search begins with, one for each arm: for reading their plans.
pub async fn search_statements(
    db: &impl Conn,
    terms: &[Term],
    filter: &Filter,
    page: Page,
) -> Result<Vec<Statement>, StoreError> {
    let Some(text) = &filter.text else { return Ok(Vec::new()) };
    let arms = arm::arms(&spread(db, terms, filter).await?, filter);
    let (after, limit) = (page.after.map(Key::of), page.size.rows() + 1);
    let asked = search::statements(db, &arms, (filter, text), after, limit).await?;
    Ok(asked.into_iter().map(|(sql, values)| sql::statement(db, &sql, values)).collect())
}

/// A term without bounds becomes its districts, each of which can be scanned in order.
async fn spread(db: &impl Conn, terms: &[Term], filter: &Filter) -> Result<Vec<Term>, StoreError> {
    if filter.place.is_some() || !terms.contains(&Term::Everything) {
        return Ok(terms.to_vec());
    }
    let sql = "SELECT key FROM area WHERE level = 'district' ORDER BY key";
    let rows = all(db, sql, []).await?;
    let level = access::Level::District;
    rows.iter().map(|row| Ok(Term::Area { level, key: row.try_get("", "key")? })).collect()
}

/// A stretch of a list.
#[derive(Debug, Clone, Copy)]
struct Part {
    order: Order,
    after: Option<Key>,
    rows: usize,
}

impl Part {
    fn of(page: Page, rows: usize) -> Self {
        Self { order: page.order, after: page.after.map(Key::of), rows }
    }

    /// The keys without doubles, and whether more follow.
    async fn read(
        self,
        db: &impl Conn,
        arms: &[Arm],
        filter: &Filter,
    ) -> Result<(Vec<Key>, bool), StoreError> {
        let Some(text) = &filter.text else { return self.scan(db, arms, filter).await };
        let ids = search::found(db, arms, (filter, text), self.after, self.rows + 1).await?;
        let more = ids.len() > self.rows;
        Ok((ids.into_iter().take(self.rows).map(|id| Key { at: 0, id }).collect(), more))
    }

    /// A ticket that several terms show comes once from each, one after the other; where that leaves a page short, the
    /// scan goes on.
    async fn scan(
        self,
        db: &impl Conn,
        arms: &[Arm],
        filter: &Filter,
    ) -> Result<(Vec<Key>, bool), StoreError> {
        let Self { order, mut after, rows } = self;
        let mut found: Vec<Key> = Vec::new();
        while !arms.is_empty() {
            let (sql, values) = query::page(db, arms, filter, order, after, rows + 1);
            let read = all(db, &sql, values).await?;
            for row in &read {
                let key = Key { at: row.try_get("", "at")?, id: row.try_get::<Uuid>("", "id")? };
                if found.last() != Some(&key) && filter.fits(key.id) {
                    found.push(key);
                }
                after = Some(key);
            }
            if found.len() > rows {
                found.truncate(rows);
                return Ok((found, true));
            }
            if read.len() <= rows {
                break;
            }
        }
        Ok((found, false))
    }
}

async fn count(db: &impl Conn, arms: &[Arm], filter: &Filter) -> Result<Count, StoreError> {
    if let Some(text) = &filter.text {
        let number = search::count(db, arms, (filter, text)).await?;
        return Ok(Count { number: number.min(MOST_COUNTED), capped: number > MOST_COUNTED });
    }
    if arms.is_empty() {
        return Ok(Count { number: 0, capped: false });
    }
    let (sql, values) = query::count(arms, filter);
    let row = one(db, &sql, values).await?.ok_or(StoreError::Corrupt("count"))?;
    let number = u64::try_from(row.try_get::<i64>("", "number")?).unwrap_or(0);
    Ok(Count { number: number.min(MOST_COUNTED), capped: number > MOST_COUNTED })
}
