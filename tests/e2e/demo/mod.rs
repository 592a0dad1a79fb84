//! The demo neighbourhood: whole, spread over its ninety days, and the same for the same seed.

mod cases;
mod rated;

use std::collections::{BTreeMap, BTreeSet};

use access::{ReachKind, Role};
use api::{
    app::App,
    cli::Prepared,
    clock::Clock,
    config::Config,
    crypto::Secret,
    demo::{self, Presence, SEED},
};
use persistence::{Conn as _, Options, Store};
use sea_orm::{ConnectionTrait as _, QueryResult, Statement, TryGetable};
use tempfile::TempDir;
use tests::{Database, on_both, world};

on_both!(the_neighbourhood_is_whole, the_same_seed_gives_the_same_data);

/// The accounts that scripts use, with their duty.
const SCRIPTED: &[(&str, &str)] = &[
    ("resident", "resident"),
    ("neighbour", "resident"),
    ("dispatcher", "dispatcher"),
    ("worker", "worker"),
    ("manager", "manager"),
    ("volunteer", "volunteer"),
    ("volunteer2", "volunteer"),
    ("branch", "branch_secretary"),
    ("committee", "committee_member"),
    ("grid", "grid_worker"),
    ("community", "community_officer"),
    ("secretary", "community_secretary"),
    ("specialist", "specialist"),
    ("hotline", "hotline_operator"),
    ("department", "department_officer"),
    ("street", "street_officer"),
    ("district", "district_officer"),
    ("admin", "administrator"),
    ("district2", "district_officer"),
    ("auditor", "auditor"),
    ("other-resident", "resident"),
    ("other-dispatcher", "dispatcher"),
    ("other-volunteer", "volunteer"),
    ("other-branch", "branch_secretary"),
    ("other-community", "community_officer"),
    ("other-street", "street_officer"),
];

/// A server that stands on the first day of the tests, with the neighbourhood in it.
async fn loaded(db: &Database, files: &TempDir) -> App {
    let store = Store::open(&db.url, &Options::default()).await.unwrap();
    let (secret, clock) = (Secret::generate().unwrap(), Clock::standing_at(world::start()));
    let mut config = Config::default();
    config.attachments.url = format!("file:{}", files.path().display());
    let app = Prepared::of(store, config, secret, clock).await.unwrap().app;
    assert_eq!(demo::presence(&app).await.unwrap(), Presence::Empty);
    demo::load(&app, SEED, &|_| ()).await.unwrap();
    app
}

async fn rows(app: &App, sql: &str) -> Vec<QueryResult> {
    let conn = app.store.reader().conn();
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    conn.query_all_raw(statement).await.unwrap()
}

/// The first two columns of each row.
async fn pairs<A: TryGetable + Ord, B: TryGetable>(app: &App, sql: &str) -> Vec<(A, B)> {
    let pair =
        |row: &QueryResult| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
    rows(app, sql).await.iter().map(pair).collect()
}

async fn the_neighbourhood_is_whole(db: Database) {
    let files = TempDir::new().unwrap();
    let app = loaded(&db, &files).await;
    assert_eq!(demo::presence(&app).await.unwrap(), Presence::Whole);
    people_hold_their_duties(&app).await;
    tickets_stand_in_every_state(&app).await;
    rated::the_template_is_in_force(&app).await;
    rated::the_ledger_has_both_sides(&app).await;
    rated::findings_and_figures_are_there(&app).await;
    rated::a_cycle_stands_at_every_step(&app).await;
    rated::a_corrected_cycle_can_be_made_final(&app).await;
    rated::a_list_can_be_published(&app).await;
    journals_are_contiguous(&app).await;
    cases::every_one_is_there(&app).await;
    residents_wrote_about_an_outage(&app).await;
    residents_replied_to_a_bulletin(&app).await;
    a_matter_concerns_two_communities(&app).await;
}

async fn residents_wrote_about_an_outage(app: &App) {
    let sql = "SELECT o.state, COUNT(*) FROM outage o JOIN ticket t ON t.outage_id = o.id GROUP BY o.state";
    let told: Vec<(String, i64)> = pairs(app, sql).await;
    assert_eq!(told.len(), 1);
    assert!(told[0].0 == "announced" && told[0].1 >= 2, "{told:?}");
}

async fn residents_replied_to_a_bulletin(app: &App) {
    let sql = "SELECT b.state, COUNT(o.answer) FROM bulletin b JOIN opinion o ON o.bulletin_id = b.id \
        GROUP BY b.state HAVING COUNT(*) = 2";
    let replies: Vec<(String, i64)> = pairs(app, sql).await;
    assert_eq!(replies, [("open".to_owned(), 1)]);
}

async fn a_matter_concerns_two_communities(app: &App) {
    let sql = "SELECT t.raised, COUNT(*) FROM ticket t JOIN ticket_party p ON p.ticket_id = t.id \
        AND p.part = 'concerned' GROUP BY t.raised";
    // A clock may have raised it further by now.
    let spanned: Vec<(String, i64)> = pairs(app, sql).await;
    assert!(spanned.iter().all(|(raised, _)| ["street", "district"].contains(&raised.as_str())));
    assert_eq!(spanned.iter().map(|(_, number)| number).sum::<i64>(), 2, "{spanned:?}");
}

async fn people_hold_their_duties(app: &App) {
    let sql = "SELECT a.name, d.role FROM account a JOIN duty d ON d.account_id = a.id \
        WHERE a.state = 'active' AND a.password IS NOT NULL AND d.ended_at IS NULL";
    let held: BTreeSet<(String, String)> = pairs(app, sql).await.into_iter().collect();
    for (account, role) in SCRIPTED {
        let held = held.contains(&((*account).to_owned(), (*role).to_owned()));
        assert!(held, "{account} is no {role}");
    }
    let names: BTreeSet<_> = held.iter().map(|(name, _)| name).collect();
    assert!(names.len() >= 20, "{names:?}");
    for role in Role::ALL.iter().filter(|role| role.reach() != ReachKind::Never) {
        assert!(held.iter().any(|(_, word)| word == role.as_str()), "nobody is {role}");
    }
    let sql = "SELECT state, COUNT(*) FROM residency GROUP BY state";
    let homes: Vec<(String, i64)> = pairs(app, sql).await;
    assert_eq!(homes.len(), 1, "every home is approved");
    assert_eq!(homes[0].0, "approved");
}

/// Three hundred, with four parts of two that were split, two that were filed anew, three of a file, one that a rule
/// sent on, and one whose caller proved the number.
const TICKETS: i64 = 311;

async fn tickets_stand_in_every_state(app: &App) {
    let states: BTreeMap<String, i64> =
        pairs(app, "SELECT state, COUNT(*) FROM ticket GROUP BY state").await.into_iter().collect();
    assert_eq!(states.values().sum::<i64>(), TICKETS);
    for state in ticket::State::ALL {
        assert!(states.contains_key(state.as_str()), "no ticket is {state}");
    }
    let sql = "SELECT j.at, t.updated_at FROM ticket t JOIN journal j ON j.subject_id = t.id \
        AND j.number = 1 ORDER BY j.at";
    let times: Vec<(i64, i64)> = pairs(app, sql).await;
    let now = app.clock.now().timestamp_millis();
    let days = |at: i64| (now - at) / 86_400_000;
    assert!((80..=91).contains(&days(times[0].0)), "the first is {} days old", days(times[0].0));
    assert!(times.iter().all(|(submitted, changed)| submitted <= changed && *changed < now));
    let weeks: BTreeSet<_> = times.iter().map(|(submitted, _)| days(*submitted) / 7).collect();
    assert!(weeks.len() >= 12, "{weeks:?}");
}

async fn journals_are_contiguous(app: &App) {
    let sql = "SELECT COUNT(*), MIN(j.number), MAX(j.number), t.version \
        FROM ticket t JOIN journal j ON j.subject_id = t.id GROUP BY t.id, t.version";
    let journals = rows(app, sql).await;
    assert_eq!(i64::try_from(journals.len()).unwrap(), TICKETS);
    for row in journals {
        let count: i64 = row.try_get_by_index(0).unwrap();
        let ends: [i32; 3] = [1, 2, 3].map(|at| row.try_get_by_index(at).unwrap());
        assert_eq!(ends, [1, i32::try_from(count).unwrap(), i32::try_from(count).unwrap()]);
    }
}

async fn the_same_seed_gives_the_same_data(db: Database) {
    let other = Database::fresh(db.kind).await;
    let files = TempDir::new().unwrap();
    let [first, second] =
        [dump(&loaded(&db, &files).await).await, dump(&loaded(&other, &files).await).await];
    assert!(first.len() > 5_000, "{}", first.len());
    for (one, two) in first.iter().zip(&second) {
        assert_eq!(one, two);
    }
    assert_eq!(first.len(), second.len());
}

/// What differs from one load to the next: secrets, the random half of the ids and digests over them, and the numbers
/// that entries take which are written at once.
const RANDOM: &[&str] = &[
    "entry",
    "password",
    "salt",
    "commitment",
    "digest",
    "before_digest",
    "after_digest",
    "private_key",
    "public_x",
    "public_y",
    "kid",
    "secret",
    "client_body",
    "mac",
];

/// Every row of every table, with the ordered half of each id. How many rows the appended figures take depends on which
/// steps shared a unit of work, so that they are counted into the counters before.
async fn dump(app: &App) -> Vec<String> {
    app.store.write(async |tx| Ok(tx.fold_figures(u32::MAX).await?)).await.unwrap();
    let (schema, cell) = match app.store.engine() {
        persistence::Engine::Sqlite => (
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
            "CASE typeof(#) WHEN 'blob' THEN substr(hex(#), 1, 16) ELSE CAST(# AS text) END",
        ),
        persistence::Engine::Postgres => (
            "SELECT table_name::text, column_name::text FROM information_schema.columns \
             WHERE table_schema = 'public'",
            "#::text",
        ),
    };
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column) in pairs::<String, String>(app, schema).await {
        // The index goes by the random half of the ids, too.
        let kept = !table.starts_with("seaql") && !table.starts_with("ticket_search");
        if kept && !RANDOM.contains(&column.as_str()) {
            let cell = cell.replace('#', &format!("\"{column}\""));
            tables.entry(table).or_default().push(format!("COALESCE({cell}, '-')"));
        }
    }
    let mut lines = Vec::new();
    for (table, cells) in tables {
        let sql = format!("SELECT '{table} ' || {} FROM \"{table}\"", cells.join(" || ' ' || "));
        lines.extend(rows(app, &sql).await.iter().map(without_chance));
    }
    lines.sort();
    lines
}

/// The line with only the first half of each UUID.
fn without_chance(row: &QueryResult) -> String {
    let line: String = row.try_get_by_index(0).unwrap();
    let mut rest = line.as_str();
    let mut kept = String::new();
    while let Some(next) = rest.chars().next() {
        let id = rest.get(..36).is_some_and(|text| uuid::Uuid::try_parse(text).is_ok());
        let (keep, skip) = if id { (18, 36) } else { (next.len_utf8(), next.len_utf8()) };
        kept.push_str(&rest[..keep]);
        rest = &rest[skip..];
    }
    kept
}
