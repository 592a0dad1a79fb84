//! Reading the change feed: pages at its beginning, in its middle and at its end, for a wide and a narrow scope, and
//! all of it in turn.

use std::time::Instant;

use kernel::AccountId;
use persistence::{Engine, feed::head};
use serde_json::{Value, json};

use crate::{
    Fault, Options,
    ask::{Ask, CHANGES},
    client::{self, Client},
    line::{self, Line},
    neighbourhood::{district_officer, resident},
    probe::Probe,
    report::{self, figure, number},
    run::read,
    server::Server,
    sql::Loader,
    target::Target,
};

/// A page at the end of the feed may take so much of the time of one at its beginning.
const MOST: f64 = 1.5;
/// Places of the feed that the pages of one measurement start from.
const PLACES: i64 = 500;

/// One change of each ticket that was loaded, in their order.
const CHANGED: &str = "INSERT INTO journal (subject_kind, subject_id, number, action, actor_kind, actor_id, role, at, \
    to_state, district, street, community, grid, estate, commitment) \
    SELECT 'ticket', id, 1, 'submit', filed_by_kind, filed_by, 'resident', updated_at, 'submitted', \
    district, street, community, grid, estate, ";
const PLACED: &str = "INSERT INTO journal_position (position, entry) SELECT \
    (SELECT COALESCE(MAX(position), 0) FROM journal_position) + ROW_NUMBER() OVER (ORDER BY entry), entry \
    FROM journal WHERE entry NOT IN (SELECT entry FROM journal_position)";

async fn fill(target: &Target) -> Result<i64, Fault> {
    let reader = target.app.store.reader();
    if head(reader).await? < i64::try_from(target.tickets)? {
        let to = Loader::open(&target.url).await?;
        let nothing = if to.engine == Engine::Sqlite { "x'00'" } else { "'\\x00'::bytea" };
        to.run(&format!("{CHANGED}{nothing} FROM ticket ORDER BY id")).await?;
        to.run(PLACED).await?;
        to.finish().await?;
    }
    Ok(head(reader).await?)
}

fn probes(target: &Target, head: i64) -> Result<Vec<Probe>, Fault> {
    let step = i64::try_from(CHANGES)?;
    let pages =
        |from: i64| (0..PLACES).map(|at| Ask::Changes(from.max(0) + at * step % head)).collect();
    let span = (PLACES * step).min(head);
    let mut probes = Vec::new();
    for (who, whose) in [(district_officer(), "district"), (resident(0), "resident")] {
        let token = target.token(who)?;
        let of = |name: &str, asks| Probe::of(&format!("{whose}, {name}"), (who, &token), asks);
        probes.push(of("beginning", pages(0)));
        probes.push(of("middle", pages((head - span) / 2)));
        probes.push(of("end", pages(head - span)));
        probes.push(of("nothing new", vec![Ask::Changes(head)]));
    }
    Ok(probes)
}

/// Reads everything that someone may see, page after page; seconds, pages and changes.
async fn all(target: &Target, server: &Server, who: AccountId) -> Result<Value, Fault> {
    let (token, mut client) = (target.token(who)?, Client::open(server.address).await?);
    let (begun, mut pages, mut changes, mut after) = (Instant::now(), 0_u32, 0, 0);
    loop {
        let request = client::get(&Ask::Changes(after).path(), &token);
        let page: Value = serde_json::from_slice(client.ask(&request).await?)?;
        let next = page["next"].as_i64().ok_or("a page without its end")?;
        changes += page["items"].as_array().map_or(0, Vec::len);
        pages += 1;
        if next == after {
            break;
        }
        after = next;
    }
    let seconds = begun.elapsed().as_secs_f64();
    let rate = after as f64 / seconds;
    report::print(&format!(
        "{changes} changes of {after} in {pages} pages and {seconds:.1} s: {} positions a second",
        figure(rate)
    ));
    Ok(json!({
        "changes": changes, "positions": after, "pages": pages, "seconds": number(seconds),
        "positions_per_second": number(rate),
    }))
}

/// The page at the end against that at the beginning, the worse of both scopes.
fn growth(lines: &[Line]) -> f64 {
    let p50 =
        |name: String| lines.iter().find(|line| line.name == name).map(|line| line.over_http.p50());
    let of = |whose: &str| {
        let both = p50(format!("{whose}, end")).zip(p50(format!("{whose}, beginning")));
        both.map_or(f64::MAX, |(end, beginning)| end / beginning)
    };
    of("district").max(of("resident"))
}

pub(crate) async fn feed(options: &Options) -> Result<(), Fault> {
    let target = Target::of(options, 0, options.rows).await?;
    let head = fill(&target).await?;
    report::print(&format!("{head} changes of {} tickets on {}", target.tickets, target.engine()));
    let server = Server::start(&target)?;
    let lines = read(options, &probes(&target, head)?, &target, &server).await?;
    line::print(&lines);
    let wide = all(&target, &server, district_officer()).await?;
    let narrow = all(&target, &server, resident(0)).await?;
    let figures = json!({
        "bench": "feed", "engine": target.engine(), "changes": head, "all": { "district": wide, "resident": narrow },
        "operations": lines.iter().map(Line::json).collect::<Vec<_>>(),
    });
    report::print(&figures.to_string());
    match growth(&lines) {
        growth if growth <= MOST => Ok(()),
        growth => Err(format!(
            "a page at the end takes {growth:.2} times one at the beginning, at most {MOST}"
        )
        .into()),
    }
}
