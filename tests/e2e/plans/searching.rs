//! The plans of a search: down the index of words, and then to its matches alone.

use access::{Action, scope};
use kernel::search::Query;
use persistence::{
    Conn as _,
    ticket::{Filter, Order, search_statements},
};
use sea_orm::{ConnectionTrait as _, Statement};
use tests::{Kind, Service, served_by_both};

use super::{
    area,
    explain::plans,
    fill::fill,
    pages,
    readers::{READERS, actor},
    single,
};

served_by_both!(a_search_reads_its_matches_alone);

/// Every ticket gets words of its own number, and every fourth a lift.
async fn index(service: &Service) {
    let statements: &[&str] = match service.database.kind {
        Kind::Sqlite => &[
            "INSERT OR IGNORE INTO ticket_search_key (key, ticket_id) SELECT 1000000 + rowid, id FROM ticket",
            "INSERT INTO ticket_search (rowid, description, result, place) SELECT k.key, \
             CASE k.key % 4 WHEN 0 THEN '电梯 梯停' ELSE '路灯 灯灭' END, '', 'e' || t.estate \
             FROM ticket_search_key k JOIN ticket t ON t.id = k.ticket_id WHERE k.key < 2000000",
            "ANALYZE",
        ],
        Kind::Postgres => &[
            "INSERT INTO ticket_search (ticket_id, words) SELECT id, \
             (CASE WHEN random() < 0.25 THEN '''电梯'':1A' ELSE '''路灯'':1A' END || ' ''@' || estate || '''')::tsvector \
             FROM ticket ON CONFLICT DO NOTHING",
            "ANALYZE",
        ],
    };
    for sql in statements {
        service.force(sql, Vec::new()).await;
    }
}

async fn a_search_reads_its_matches_alone(service: Service) {
    fill(&service).await;
    index(&service).await;
    let store = single(&service).await;
    let conn = store.reader().conn();
    let text = Query::read("电梯").unwrap();
    for name in READERS {
        let who = actor(&service, name).await;
        let place = (*name == "district").then_some(area(&service, "street").await);
        let filter = Filter { place, text: Some(text.clone()), ..Filter::default() };
        let terms = scope(&who, Action::TicketRead);
        for page in pages(Order::Newest, service.now()) {
            let reader = service.app.store.reader();
            let asked = search_statements(reader, &terms, &filter, page).await.unwrap();
            assert!(!asked.is_empty(), "{name} searches nothing");
            for asked in asked {
                for plan in plans(conn, service.database.kind, &asked).await {
                    let words = plan.iter().any(|line| {
                        ["VIRTUAL TABLE INDEX", "Function Scan on ticket_search_matches"]
                            .iter()
                            .chain(&["Index Scan using ticket_search_pkey"])
                            .any(|word| line.contains(word))
                    });
                    let whole = plan.iter().any(|line| {
                        line.contains("Seq Scan on ticket") || line.trim().starts_with("SCAN t")
                    });
                    assert!(words && !whole, "{name}\n{}\n{plan:#?}", asked.sql);
                }
            }
        }
    }
    if service.database.kind == Kind::Postgres {
        the_words_have_an_index(&service).await;
    }
}

/// What the function does within itself; it may use bitmaps, which lists may not.
async fn the_words_have_an_index(service: &Service) {
    let store = single(service).await;
    let conn = store.reader().conn();
    let backend = conn.get_database_backend();
    let settings = "SELECT array_to_string(proconfig, ',') FROM pg_proc WHERE proname = 'ticket_search_matches'";
    let set = conn.query_one_raw(Statement::from_string(backend, settings)).await.unwrap().unwrap();
    let set: String = set.try_get_by_index(0).unwrap();
    for setting in set.split(',') {
        conn.execute_unprepared(&format!("SET {setting}")).await.unwrap();
    }
    let body = "SELECT ticket_id FROM ticket_search WHERE words @@ $1::tsquery";
    let body = Statement::from_sql_and_values(backend, body, ["'电梯':A".into()]);
    for plan in plans(conn, Kind::Postgres, &body).await {
        let indexed =
            plan.iter().any(|line| line.contains("Bitmap Index Scan on ticket_search_words"));
        assert!(indexed, "{plan:#?}");
    }
}
