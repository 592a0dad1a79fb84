//! The plans of the lists on both engines: read in order from an index, never sorted, never scanned whole.

mod explain;
mod figures;
mod fill;
mod ratings;
mod readers;
mod searching;

use access::{Action, Actor, ScopePath, scope};
use kernel::{PageSize, TicketId, Uuid};
use persistence::{
    Conn as _, Options, Store,
    place::{area_by_id, estate_by_id},
    ticket::{After, Filter, Order, Page, Place, statement},
};
use sea_orm::DatabaseConnection;
use serde_json::json;
use tests::{Service, served_by_both, world};

pub(crate) use self::fill::copies;
use self::{
    explain::{faults, plans},
    fill::{fill, fill_journal},
    readers::{HANDLERS, READERS, actor, filters},
};

served_by_both!(
    no_list_sorts_or_scans,
    the_feed_is_read_in_its_order,
    the_sweep_of_the_clocks_reads_one_index,
);

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

/// The first page, and one deep in the list.
fn pages(order: Order, now: kernel::Moment) -> [Page; 2] {
    let page = Page { order, after: None, size: PageSize::default(), count: false };
    let at = (order == Order::Updated).then_some(now);
    let id = TicketId(Uuid::from_u128(u128::MAX / 2));
    [page, Page { after: Some(After { at, id }), ..page }]
}

/// A store with one connection for reading, set up like the server's.
async fn single(service: &Service) -> Store {
    let options = Options { connections: 1, ..Options::default() };
    Store::open(&service.database.url, &options).await.unwrap()
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
    let (store, now) = (single(&service).await, service.now());
    let conn = store.reader().conn();
    let district = actor(&service, "district").await;
    for name in ["district", "street", "community", "grid"] {
        for filter in filters(Some(area(&service, name).await), now) {
            orderly(&service, conn, &district, &filter, Order::Newest).await;
        }
    }
    let here = estate(&service).await;
    for name in READERS {
        let who = actor(&service, name).await;
        for filter in filters(None, now) {
            orderly(&service, conn, &who, &filter, Order::Newest).await;
        }
        for filter in filters(Some(here), now) {
            orderly(&service, conn, &who, &filter, Order::Newest).await;
            orderly(&service, conn, &who, &filter, Order::Updated).await;
        }
    }
    ones_own(&service, conn).await;
    counts_are_capped(&service).await;
}

/// What someone reported or filed, and what they handle, help with or were sent.
async fn ones_own(service: &Service, conn: &DatabaseConnection) {
    let mut asked = Vec::new();
    for name in ["resident", "hotline", "client"] {
        let who = actor(service, name).await;
        let mine = Filter { mine: Some(who.who.id()), ..Filter::default() };
        asked.push((who, mine));
    }
    for name in HANDLERS {
        let who = actor(service, name).await;
        let both = Filter { assigned: true, mine: Some(who.who.id()), ..Filter::default() };
        asked.push((who.clone(), both));
        asked.push((who, Filter { assigned: true, ..Filter::default() }));
    }
    for (who, own) in asked {
        for filter in filters(None, service.now()) {
            let filter = Filter { mine: own.mine, assigned: own.assigned, ..filter };
            orderly(service, conn, &who, &filter, Order::Newest).await;
            orderly(service, conn, &who, &filter, Order::Updated).await;
        }
    }
}

async fn the_feed_is_read_in_its_order(service: Service) {
    fill(&service).await;
    fill_journal(&service).await;
    let store = single(&service).await;
    let conn = store.reader().conn();
    // Few hold duties, live, reply or are rated here: a table of one page is read whole.
    let tables = [
        " on duty o",
        " on residency o",
        " on opinion o",
        " on credit_entry c",
        " on rating_finding c",
        " on reported_figure c",
        " on rating_sheet c",
        " on rating_objection c",
        " on rating_listing c",
    ];
    let small = |line: &String| tables.iter().any(|table| line.contains(table));
    for name in READERS.iter().chain(&["admin", "nobody"]) {
        let who = actor(&service, name).await;
        for after in [0, 5_000] {
            let asked = persistence::feed::statement(service.app.store.reader(), &who, after, 20);
            for plan in plans(conn, service.database.kind, &asked).await {
                let wrong = faults(&plan).into_iter().filter(|line| !small(line));
                let wrong: Vec<&String> = wrong.collect();
                assert!(wrong.is_empty(), "{name} {wrong:?}\n{}\n{plan:#?}", asked.sql);
            }
        }
    }
}

async fn counts_are_capped(service: &Service) {
    for (name, query, count, capped) in [
        ("district", "", 10_000, true),
        ("other-resident", "", 4_001, false),
        ("other-resident", "state=submitted&", 401, false),
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

async fn the_sweep_of_the_clocks_reads_one_index(service: Service) {
    service.submit("resident", json!({})).await;
    let many = "INSERT INTO ticket_clock (ticket_id, kind, number, calendar_id, calendar_version, levels, started_at, \
        target_at, pauses, reached, next_fire_at) WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n \
        WHERE i < 9999) SELECT ticket_id, kind, i, calendar_id, calendar_version, levels, started_at, target_at, \
        pauses, reached, next_fire_at + i * 60000 FROM ticket_clock, n WHERE kind = 'dispatch'";
    service.force(many, Vec::new()).await;
    service.force("ANALYZE", Vec::new()).await;
    let (store, now) = (single(&service).await, service.now());
    let asked = persistence::clock::due_statement(service.app.store.reader(), now, 200);
    for plan in plans(store.reader().conn(), service.database.kind, &asked).await {
        let text = plan.join("\n");
        assert!(text.contains("ticket_clock_due") && !text.contains("Sort"), "{text}");
        assert_eq!(faults(&plan), Vec::<&String>::new(), "{text}");
    }
}
