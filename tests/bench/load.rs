//! Loading: the neighbourhood, then the tickets in batches.

use std::time::Instant;

use crate::{
    Fault, neighbourhood, report,
    rows::{CONTACT, PARTY, RESOLUTION, Row, TICKET, Year},
    sql::Loader,
};

/// Tickets in one statement.
const BATCH: u64 = 1000;
/// Statements in one transaction.
const TOGETHER: u64 = 20;

/// Fills an empty, migrated database.
pub(crate) async fn load(url: &str, year: Year) -> Result<(), Fault> {
    let started = Instant::now();
    let to = Loader::open(url).await?;
    neighbourhood::load(&to).await?;
    let mut next = 0;
    while next < year.tickets {
        to.run("BEGIN").await?;
        for _ in 0..TOGETHER {
            let end = (next + BATCH).min(year.tickets);
            batch(&to, (next..end).map(|number| year.row(number)).collect()).await?;
            next = end;
        }
        to.run("COMMIT").await?;
        if next % 100_000 == 0 {
            report::say(&format!("loaded {next} of {}", year.tickets));
        }
    }
    to.finish().await?;
    let took = started.elapsed().as_secs_f64();
    report::say(&format!("loaded {} tickets in {took:.1} s", year.tickets));
    Ok(())
}

async fn batch(to: &Loader, rows: Vec<Row>) -> Result<(), Fault> {
    to.insert("ticket", TICKET, rows.iter().map(|row| row.ticket(to))).await?;
    to.insert("ticket_contact", CONTACT, rows.iter().map(|row| row.contact(to))).await?;
    to.insert("ticket_party", PARTY, rows.iter().flat_map(|row| row.parties(to))).await?;
    let words: Vec<_> = rows.iter().flat_map(|row| row.words(to)).collect();
    for table in ["ticket_search_key", "ticket_search"] {
        let of = || words.iter().filter(|(name, ..)| *name == table);
        if let Some((_, columns, _)) = of().next() {
            to.insert(table, columns, of().map(|(.., values)| values.clone())).await?;
        }
    }
    let resolutions = rows.iter().filter_map(|row| row.resolution(to));
    to.insert("ticket_resolution", RESOLUTION, resolutions).await
}
