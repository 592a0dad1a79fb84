//! The plans of the lists on both engines: read in order from an index, never sorted, never scanned whole.

use std::slice;

use access::{Action, Actor, ScopePath, scope};
use chrono::TimeDelta;
use kernel::{AccountId, PageSize, TicketId, Uuid};
use persistence::{
    identity::{Standing, actor_of_account},
    place::{area_by_id, estate_by_id},
    ticket::{After, Filter, Order, Page, Place, statement},
};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, Statement};
use serde_json::json;
use tests::{Kind, Service, served_by_both, world};
use ticket::State;

served_by_both!(no_list_sorts_or_scans);

/// Copies of each ticket that the tables are filled with.
const COPIES: u32 = 4_000;
/// Everything of a ticket that its copies share.
const COLUMNS: &str = "version, category_id, kind, priority, description, district, street, community, \
    grid, estate, premises_id, building_id, address, latitude, longitude, reporter_id, filed_by, filed_by_kind, \
    on_behalf, raised, target, target_id, organization_id, dispatched_by, dispatched_by_id, \
    handler_id, resolution, reopened_resolution, rated_resolution, verdict, reopen_count, final, objected, \
    declined_ground, supervision_count, unanswered, resolved_at, rate_until";
const STATES: &str = "CASE i % 7 WHEN 0 THEN 'submitted' WHEN 1 THEN 'dispatched' WHEN 2 THEN 'accepted' \
    WHEN 3 THEN 'resolved' WHEN 4 THEN 'closed' WHEN 5 THEN 'withdrawn' ELSE 'declined' END";

/// Thousands of tickets in every state, so that a planner has to choose.
async fn fill(service: &Service) {
    let over = json!({ "visibility": "public" });
    service.submit("resident", over.clone()).await;
    service.submit("neighbour", over.clone()).await;
    for (name, estate) in [("bare-resident", "bare-estate"), ("other-resident", "other-estate")] {
        service.submit(name, json!({ "estate_id": world::estate(estate) })).await;
    }
    let id =
        if service.database.kind == Kind::Sqlite { "randomblob(16)" } else { "gen_random_uuid()" };
    let numbers = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {COPIES}) \
         SELECT {id}, {STATES}, updated_at + i, i % 3 = 0, CASE i % 2 WHEN 0 THEN 'public' ELSE 'private' END, {COLUMNS} \
         FROM ticket, n"
    );
    let parts = "SELECT reporter_id, id, 'reporter', NULL, estate, false, updated_at FROM ticket \
         WHERE true ON CONFLICT DO NOTHING";
    for sql in [
        format!(
            "INSERT INTO ticket (id, state, updated_at, pooled, visibility, {COLUMNS}) {numbers}"
        ),
        format!(
            "INSERT INTO ticket_party (party_id, ticket_id, part, organization_id, estate, ended, touched) {parts}"
        ),
        "ANALYZE".to_owned(),
    ] {
        service.force(&sql, Vec::new()).await;
    }
}

async fn actor(service: &Service, name: &str) -> Actor {
    let (now, reader) = (service.now(), service.app.store.reader());
    let id = AccountId(world::person(name));
    match actor_of_account(reader, id, now, service.app.today(now)).await.unwrap() {
        Standing::Active(actor) => actor,
        other => panic!("{other:?}"),
    }
}

async fn area(service: &Service, name: &str) -> Place {
    let found = area_by_id(service.app.store.reader(), world::area(name).into()).await;
    let area = found.unwrap().unwrap();
    Place::Area { level: area.level, key: area.key, path: area.path }
}

async fn estate(service: &Service) -> Place {
    let found = estate_by_id(service.app.store.reader(), world::estate("estate").into()).await;
    let estate = found.unwrap().unwrap();
    let path: ScopePath = estate.path;
    Place::Estate { key: estate.key, path }
}

/// The filters that each list is read with.
fn filters(place: Option<Place>, now: kernel::Moment) -> Vec<Filter> {
    let plain = Filter { place, ..Filter::default() };
    vec![
        Filter { states: vec![State::Submitted], ..plain.clone() },
        Filter { states: vec![State::Accepted, State::Closed], ..plain.clone() },
        Filter { open: Some(true), ..plain.clone() },
        Filter { kind: Some(ticket::Kind::Repair), ..plain.clone() },
        Filter {
            created_from: Some(now - TimeDelta::days(9)),
            created_to: Some(now),
            ..plain.clone()
        },
        plain,
    ]
}

/// The first page, and one deep in the list.
fn pages(order: Order, now: kernel::Moment) -> [Page; 2] {
    let page = Page { order, after: None, size: PageSize::default(), count: false };
    let at = (order == Order::Updated).then_some(now);
    let id = TicketId(Uuid::from_u128(u128::MAX / 2));
    [page, Page { after: Some(After { at, id }), ..page }]
}

/// One connection of its own.
async fn connect(service: &Service) -> DatabaseConnection {
    let mut options = ConnectOptions::new(service.database.url.clone());
    options.max_connections(1).sqlx_logging(false);
    let conn = Database::connect(options).await.unwrap();
    if service.database.kind == Kind::Postgres {
        // As the store sets its own connections.
        conn.execute_unprepared("SET enable_bitmapscan = off").await.unwrap();
    }
    conn
}

async fn lines(conn: &DatabaseConnection, asked: Statement) -> Vec<String> {
    let column = if asked.sql.contains("QUERY PLAN") { 3 } else { 0 };
    let rows = conn.query_all_raw(asked).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(column).unwrap()).collect()
}

/// The plans of a statement: on PostgreSQL with its values known, and as it is kept for any values.
async fn plans(conn: &DatabaseConnection, kind: Kind, page: &Statement) -> Vec<Vec<String>> {
    let backend = conn.get_database_backend();
    let asked = |word: &str| Statement { sql: format!("{word} {}", page.sql), ..page.clone() };
    if kind == Kind::Sqlite {
        return vec![lines(conn, asked("EXPLAIN QUERY PLAN")).await];
    }
    let known = lines(conn, asked("EXPLAIN (COSTS OFF)")).await;
    let values = page.values.iter().flat_map(|values| values.0.clone());
    let shown =
        values.map(|value| Statement::from_sql_and_values(backend, "$1", [value]).to_string());
    let shown = shown.collect::<Vec<_>>().join(", ");
    for sql in
        ["SET plan_cache_mode = force_generic_plan", &format!("PREPARE page AS {}", page.sql)]
    {
        conn.execute_unprepared(sql).await.unwrap();
    }
    let any = format!("EXPLAIN (COSTS OFF) EXECUTE page ({shown})");
    let any = lines(conn, Statement::from_string(backend, any)).await;
    conn.execute_unprepared("DEALLOCATE page").await.unwrap();
    vec![known, any]
}

/// What of a plan is a sort or a scan of a whole table.
fn faults(plan: &[String]) -> Vec<&String> {
    let bad = |line: &str| {
        let node = line.trim_start().trim_start_matches("->  ");
        line.contains("TEMP B-TREE")
            || ["Sort", "Incremental Sort", "Seq Scan", "Parallel Seq Scan", "Bitmap Heap Scan"]
                .iter()
                .any(|word| node == *word || node.starts_with(&format!("{word} on")))
            || ["SCAN t", "SCAN p"]
                .iter()
                .any(|word| node == *word || node.starts_with(&format!("{word} ")))
    };
    plan.iter().filter(|line| bad(line)).collect()
}

async fn orderly(
    service: &Service,
    conn: &DatabaseConnection,
    who: &Actor,
    filter: &Filter,
    order: Order,
) {
    let terms = scope(who, Action::TicketRead);
    for page in pages(order, service.now()) {
        let asked = statement(service.app.store.reader(), &terms, filter, page).await.unwrap();
        let nothing = asked.sql.trim_start().starts_with("ORDER");
        assert!(!nothing, "{:?} lists nothing", who.who);
        for plan in plans(conn, service.database.kind, &asked).await {
            assert_eq!(
                faults(&plan),
                Vec::<&String>::new(),
                "{filter:?} {page:?}\n{}\n{plan:#?}",
                asked.sql
            );
        }
    }
}

async fn no_list_sorts_or_scans(service: Service) {
    fill(&service).await;
    let (conn, now) = (connect(&service).await, service.now());
    let district = actor(&service, "district").await;
    for name in ["district", "street", "community", "grid"] {
        for filter in filters(Some(area(&service, name).await), now) {
            orderly(&service, &conn, &district, &filter, Order::Newest).await;
        }
    }
    let here = estate(&service).await;
    for name in [
        "district",
        "street",
        "community",
        "branch",
        "dispatcher",
        "worker",
        "resident",
        "volunteer",
        "committee",
        "auditor",
    ] {
        let who = actor(&service, name).await;
        for filter in filters(None, now) {
            orderly(&service, &conn, &who, &filter, Order::Newest).await;
        }
        for filter in filters(Some(here), now) {
            orderly(&service, &conn, &who, &filter, Order::Newest).await;
            orderly(&service, &conn, &who, &filter, Order::Updated).await;
        }
    }
    let resident = actor(&service, "resident").await;
    for filter in filters(None, now) {
        let mine = Filter { mine: Some(world::person("resident")), ..filter };
        orderly(&service, &conn, &resident, &mine, Order::Newest).await;
        orderly(&service, &conn, &resident, &mine, Order::Updated).await;
    }
    counts_are_capped(&service).await;
}

async fn counts_are_capped(service: &Service) {
    for (name, query, count, capped) in [
        ("district", "", 10_000, true),
        ("other-resident", "", 4_001, false),
        ("other-resident", "state=submitted&", 572, false),
    ] {
        let path = format!("/v1/tickets?{query}include=count&limit=1");
        let page = service.as_(name).get(&path).await.expect(200);
        assert_eq!(
            (&page["count"], &page["count_capped"]),
            (&json!(count), &json!(capped)),
            "{name} {query}"
        );
    }
}

#[test]
fn a_sort_and_a_scan_are_recognised() {
    let found = |line: &str| !faults(slice::from_ref(&line.to_owned())).is_empty();
    for bad in [
        "  ->  Sort",
        "Sort",
        "        ->  Incremental Sort",
        "  ->  Seq Scan on ticket t",
        "  ->  Parallel Seq Scan on ticket_party p",
        "SCAN t",
        "SCAN p USING INDEX x",
        "USE TEMP B-TREE FOR ORDER BY",
    ] {
        assert!(found(bad), "{bad}");
    }
    for good in [
        "Merge Append",
        "  Sort Key: t.id DESC",
        "  ->  Index Scan using ticket_street on ticket t",
        "SEARCH t USING COVERING INDEX ticket_street (street=? AND state=? AND id<?)",
        "MERGE (UNION ALL)",
    ] {
        assert!(!found(good), "{good}");
    }
}
