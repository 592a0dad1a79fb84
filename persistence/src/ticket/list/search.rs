//! The same list narrowed to what holds a text: matches come from the index, newest first, and pass the same
//! conditions as a scan.

use std::collections::BTreeSet;

use kernel::{Uuid, search::Query as Asked};
use sea_orm::{ConnectionTrait as _, DbBackend, QueryResult, Value};

use super::{
    Arm, MOST_COUNTED, Order,
    filter::Filter,
    look::{Look, look},
    query::{Key, Query},
};
use crate::{
    Conn, StoreError,
    sql::{Bound, all, one},
    ticket::index::{month, search_key},
};

/// The ids of a page, newest first, at most `limit`.
pub(super) async fn found(
    db: &impl Conn,
    arms: &[Arm],
    (filter, asked): (&Filter, &Asked),
    after: Option<Key>,
    limit: usize,
) -> Result<Vec<Uuid>, StoreError> {
    let mut ids: BTreeSet<Uuid> = BTreeSet::new();
    for arm in arms {
        let look = look(db, arm, asked).await?;
        if look.estates.as_ref().is_some_and(Vec::is_empty) {
            continue;
        }
        let query = Query { filter, order: Order::Newest, after, bound: Bound::default() };
        ids.extend(of_arm(db, arm, &look, query, limit).await?);
    }
    Ok(ids.into_iter().rev().take(limit).collect())
}

/// What each arm is asked for its newest matches: for reading the plans.
pub(super) async fn statements(
    db: &impl Conn,
    arms: &[Arm],
    (filter, asked): (&Filter, &Asked),
    after: Option<Key>,
    limit: usize,
) -> Result<Vec<(String, Vec<Value>)>, StoreError> {
    let postgres = db.conn().get_database_backend() == DbBackend::Postgres;
    let mut all = Vec::new();
    for arm in arms {
        let look = look(db, arm, asked).await?;
        let mut query = Query { filter, order: Order::Newest, after, bound: Bound::default() };
        let sql = match arm {
            Arm::Place { .. } if postgres => match span(db, &query).await? {
                Some((_, newest)) => query.in_window(arm, &look, (newest, newest), limit),
                None => continue,
            },
            _ => query.of_arm(arm, &look, postgres, limit),
        };
        all.push((sql, query.bound.0));
    }
    Ok(all)
}

/// How many there are, counting one beyond the cap at most.
pub(super) async fn count(
    db: &impl Conn,
    arms: &[Arm],
    asked: (&Filter, &Asked),
) -> Result<u64, StoreError> {
    let most = usize::try_from(MOST_COUNTED).unwrap_or(usize::MAX).saturating_add(1);
    let ids = found(db, arms, asked, None, most).await?;
    Ok(u64::try_from(ids.len()).unwrap_or(u64::MAX))
}

async fn of_arm(
    db: &impl Conn,
    arm: &Arm,
    look: &Look<'_>,
    mut query: Query<'_>,
    limit: usize,
) -> Result<Vec<Uuid>, StoreError> {
    let postgres = db.conn().get_database_backend() == DbBackend::Postgres;
    if postgres && matches!(arm, Arm::Place { .. }) {
        return in_windows(db, arm, look, query, limit).await;
    }
    let sql = query.of_arm(arm, look, postgres, limit);
    ids(&all(db, &sql, query.bound.0).await?)
}

fn ids(rows: &[QueryResult]) -> Result<Vec<Uuid>, StoreError> {
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

/// PostgreSQL gives matches without order, so that it is asked month by month, each time for twice as many: what is
/// frequent is found in the newest month, what is rare is few in all.
async fn in_windows(
    db: &impl Conn,
    arm: &Arm,
    look: &Look<'_>,
    query: Query<'_>,
    limit: usize,
) -> Result<Vec<Uuid>, StoreError> {
    let Some((oldest, newest)) = span(db, &query).await? else { return Ok(Vec::new()) };
    let (mut found, mut last, mut wide) = (Vec::new(), newest, 1);
    while found.len() < limit && last >= oldest {
        let first = (last - wide + 1).max(oldest);
        let mut part = Query { bound: Bound::default(), ..query };
        let sql = part.in_window(arm, look, (first, last), limit - found.len());
        found.extend(ids(&all(db, &sql, part.bound.0).await?)?);
        (last, wide) = (first - 1, wide * 2);
    }
    Ok(found)
}

/// The months in which there are tickets that the filter and the cursor let through.
async fn span(db: &impl Conn, query: &Query<'_>) -> Result<Option<(i32, i32)>, StoreError> {
    let end = async |order: &str| -> Result<Option<i32>, StoreError> {
        let sql =
            format!("SELECT ticket_id AS id FROM ticket_search ORDER BY ticket_id {order} LIMIT 1");
        let row = one(db, &sql, []).await?;
        row.map(|row| Ok(month(row.try_get("", "id")?))).transpose()
    };
    let (low, high) = query.filter.bounds();
    let after = query.after.map(|key| key.id);
    let (Some(oldest), Some(newest)) = (end("ASC").await?, end("DESC").await?) else {
        return Ok(None);
    };
    let newest = high.into_iter().chain(after).map(month).fold(newest, i32::min);
    Ok(Some((low.map_or(oldest, |low| month(low).max(oldest)), newest)))
}

impl Query<'_> {
    /// All matches of an arm in one statement.
    fn of_arm(&mut self, arm: &Arm, look: &Look<'_>, postgres: bool, limit: usize) -> String {
        if matches!(arm, Arm::Party { .. }) {
            let text = if postgres { look.there(None) } else { look.here() };
            let sql = self.own_matches(arm, &text, postgres);
            return format!("{sql} ORDER BY p.ticket_id DESC LIMIT {limit}");
        }
        let sql = self.matches_here(arm, &look.here());
        format!("{sql} ORDER BY s.rowid DESC LIMIT {limit}")
    }

    /// Matches in SQLite, by the keys that keep the order of the ids.
    fn matches_here(&mut self, arm: &Arm, text: &str) -> String {
        let mut and = vec![format!("ticket_search MATCH {}", self.bound.put(text))];
        let (low, high) = self.filter.bounds();
        let high = high.into_iter().chain(self.after.map(|key| key.id)).min();
        let high = high.map(|id| Value::from(search_key(id)));
        and.extend(high.map(|key| format!("s.rowid <= {}", self.bound.put(key))));
        let low = low.map(|id| Value::from(search_key(id)));
        and.extend(low.map(|key| format!("s.rowid >= {}", self.bound.put(key))));
        and.extend(self.fits(arm));
        format!(
            "SELECT t.id AS id FROM ticket_search s \
             CROSS JOIN ticket_search_key k ON k.key = s.rowid CROSS JOIN ticket t ON t.id = k.ticket_id WHERE {}",
            and.join(" AND ")
        )
    }

    /// Matches in PostgreSQL within the months from the first to the last, each looked up from the newest on until there
    /// are enough: `OFFSET 0` keeps it from walking all tickets beside them, which it takes for cheap.
    fn in_window(
        &mut self,
        arm: &Arm,
        look: &Look<'_>,
        months: (i32, i32),
        limit: usize,
    ) -> String {
        let text = self.bound.put(look.there(Some(months)));
        let and = self.fits(arm).join(" AND ");
        format!(
            "SELECT m.id AS id FROM (SELECT found.id FROM ticket_search_matches({text}::tsquery) AS found (id) \
             ORDER BY found.id DESC) AS m CROSS JOIN LATERAL (SELECT 1 AS one FROM ticket t WHERE t.id = m.id AND {and} \
             OFFSET 0) AS t ORDER BY m.id DESC LIMIT {limit}"
        )
    }

    /// What someone has a part in, ticket by ticket: nobody has a part in very many.
    fn own_matches(&mut self, arm: &Arm, text: &str, postgres: bool) -> String {
        let scan = self.party(arm);
        let text = self.bound.put(text);
        let holds = if postgres {
            format!(
                "(SELECT words @@ {text}::tsquery FROM ticket_search s WHERE s.ticket_id = p.ticket_id)"
            )
        } else {
            format!(
                "EXISTS (SELECT 1 FROM ticket_search_key k CROSS JOIN ticket_search s \
                 WHERE k.ticket_id = p.ticket_id AND s.rowid = k.key AND ticket_search MATCH {text})"
            )
        };
        format!("{scan} AND {holds}")
    }
}
