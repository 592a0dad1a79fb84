//! The SQL of a list. Both engines merge the arms in order; each has its own way of being told.

use kernel::{Moment, Uuid};
use sea_orm::{ConnectionTrait as _, DbBackend, Value};

use super::{After, MOST_COUNTED, Order, arm::Arm, filter::Filter};
use crate::{Conn, sql::Bound};

/// A ticket's place in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    /// Milliseconds of the last change; 0 where the order is that of the ids.
    pub(super) at: i64,
    pub(super) id: Uuid,
}

impl Key {
    pub(super) fn of(after: After) -> Self {
        Self { at: after.at.map_or(0, |at| at.timestamp_millis()), id: after.id.0 }
    }

    pub(super) fn moment(self, order: Order) -> Option<Moment> {
        let at = chrono::DateTime::from_timestamp_millis(self.at);
        at.filter(|_| order == Order::Updated)
    }
}

/// A list in the making.
pub(super) struct Query<'a> {
    pub(super) filter: &'a Filter,
    pub(super) order: Order,
    pub(super) after: Option<Key>,
    pub(super) bound: Bound,
}

/// A page of `id` and `at`, at most `limit`.
pub(super) fn page(
    db: &impl Conn,
    arms: &[Arm],
    filter: &Filter,
    order: Order,
    after: Option<Key>,
    limit: usize,
) -> (String, Vec<Value>) {
    let mut query = Query { filter, order, after, bound: Bound::default() };
    let by = match order {
        Order::Newest => "id DESC",
        Order::Updated => "at DESC, id DESC",
    };
    let ordered = format!("ORDER BY {by} LIMIT {limit}");
    let scans = query.scans(arms);
    // PostgreSQL merges arms that are ordered each; a single one is ordered by the whole.
    let each = scans.len() > 1 && db.conn().get_database_backend() == DbBackend::Postgres;
    let scan = |scan| if each { format!("({scan} {ordered})") } else { scan };
    let scans: Vec<String> = scans.into_iter().map(scan).collect();
    (format!("{} {ordered}", scans.join(" UNION ALL ")), query.bound.0)
}

/// How many there are, counting one beyond the cap at most.
pub(super) fn count(arms: &[Arm], filter: &Filter) -> (String, Vec<Value>) {
    let mut query = Query { filter, order: Order::Newest, after: None, bound: Bound::default() };
    let cap = MOST_COUNTED + 1;
    let scans: Vec<String> = query
        .scans(arms)
        .iter()
        .enumerate()
        .map(|(at, scan)| format!("SELECT id FROM ({scan} LIMIT {cap}) AS arm{at}"))
        .collect();
    // The states of one arm have no ticket in common.
    let union = if arms.len() == 1 { " UNION ALL " } else { " UNION " };
    let sql = format!(
        "SELECT COUNT(*) AS number FROM (SELECT id FROM ({}) AS every LIMIT {cap}) AS counted",
        scans.join(union)
    );
    (sql, query.bound.0)
}
