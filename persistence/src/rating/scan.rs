//! Lists of what is recorded or rated of enterprises.

use access::{Mine, Term};
use kernel::Uuid;
use sea_orm::Value;

use crate::place::Query;

/// The column and the key by which a term shows what is rated.
fn scanned(term: &Term) -> Option<(&'static str, Option<Value>)> {
    match term {
        Term::Party { party, part: Mine::Rated, .. } => {
            Some(("enterprise_id", Some(Value::from(*party))))
        }
        term => Query::place_of(term).map(|(column, key)| (column, key.map(Value::from))),
    }
}

/// The ids of a page, newest first, those before `after`, with the values bound: one ordered scan for each term, merged.
/// `None` where no term shows any.
pub(super) fn page(
    table: &str,
    terms: &[Term],
    narrow: impl Fn(&mut Query, &Term),
    (after, limit): (Option<Uuid>, u64),
) -> Option<(String, Vec<Value>)> {
    let (mut values, mut scans) = (Vec::new(), Vec::new());
    for term in terms {
        let Some((column, key)) = scanned(term) else { continue };
        let mut query = Query::after(values);
        query.and_some(&format!("{column} = ?"), key);
        narrow(&mut query, term);
        scans.push(format!("SELECT id FROM {table} {}", query.page(after, limit)));
        values = query.values;
    }
    Some((Query::merged(&scans, limit)?, values))
}
