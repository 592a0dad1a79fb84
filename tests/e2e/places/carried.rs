//! What a moved area takes along, and the journal, which keeps the levels of its time.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::made;

served_by_both!(everything_follows_its_area, the_journal_keeps_the_levels_of_its_time);

/// Tables whose rows say where they are, with what tells the rows of the community's own.
const TABLES: [&str; 8] =
    ["area", "estate", "building", "premises", "residency", "duty", "client", "ticket"];

/// Rows of a table in the community that stand under a street.
async fn rows(service: &Service, table: &str, street: &str) -> i64 {
    let key = |name: &str| format!("(SELECT key FROM area WHERE name = '{name}')");
    let sql = format!(
        "SELECT COUNT(*) FROM {table} WHERE community = {} AND street = {}",
        key("community"),
        key(street)
    );
    service.count(&sql).await
}

async fn relocate(service: &Service) {
    let path = format!("/v1/areas/{}/move", world::area("community"));
    let body = json!({ "parent_id": world::area("other-street") });
    service.as_("district").post(&path, body).await.expect(200);
}

async fn everything_follows_its_area(service: Service) {
    service.ticket_in("resolved").await;
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    service.submit("bare-resident", bare).await;
    let account = json!({
        "name": "newcomer", "display_name": "新人", "area_id": world::area("community"),
        "password": "quite a pass phrase 9",
    });
    let account = made(&service, "admin", "/v1/accounts", account).await;
    let office = json!({ "name": "社区办", "area_id": world::area("community") });
    let office = made(&service, "admin", "/v1/departments", office).await;
    let mut before = Vec::new();
    for table in TABLES {
        before.push(rows(&service, table, "street").await);
    }
    assert!(before.iter().all(|count| *count > 0), "there is something of each: {before:?}");
    relocate(&service).await;
    service.run_jobs().await;
    for (table, count) in TABLES.into_iter().zip(before) {
        assert_eq!(rows(&service, table, "other-street").await, count, "{table}");
        assert_eq!(rows(&service, table, "street").await, 0, "{table}");
    }
    for list in ["estates", "departments"] {
        let ids = async |street| {
            let path = format!("/v1/{list}?limit=100&area_id={}", world::area(street));
            super::listed(&service, "nobody", &path, "id").await
        };
        let moved =
            if list == "estates" { json!(world::estate("estate")) } else { office["id"].clone() };
        assert!(ids("other-street").await.contains(&moved), "{list}");
        assert!(!ids("street").await.contains(&moved), "{list}");
    }
    let accounts = super::listed(&service, "other-admin", "/v1/accounts?limit=100", "id").await;
    assert!(accounts.contains(&account["id"]), "its accounts are managed by the new street");
    let duties = format!("/v1/duties?account_id={}", world::person("branch"));
    assert_eq!(
        super::listed(&service, "other-admin", &duties, "id").await,
        [json!(world::duty("branch", 0))]
    );
}

/// What the journal says about a subject at a number: the street, and the street before.
async fn streets(service: &Service, kind: &str, number: i32) -> (Option<Value>, bool) {
    let mut found = (None, false);
    for street in ["street", "other-street"] {
        let here = format!(
            "SELECT COUNT(*) FROM journal WHERE subject_kind = '{kind}' AND number = {number} \
             AND community = (SELECT key FROM area WHERE name = 'community') \
             AND street = (SELECT key FROM area WHERE name = '{street}')"
        );
        if service.count(&here).await > 0 {
            assert_eq!(found.0, None, "one street");
            found.0 = Some(json!(street));
        }
        let moved = format!("{here} AND before_street IS NOT NULL AND before_street <> street");
        found.1 |= service.count(&moved).await > 0;
    }
    found
}

async fn the_journal_keeps_the_levels_of_its_time(service: Service) {
    let case = service.submit("resident", json!({})).await;
    case.step("dispatcher", "dispatch").await;
    relocate(&service).await;
    case.step("worker", "accept").await;
    service.run_jobs().await;
    case.step("worker", "resolve").await;
    for (kind, number, street, moved) in [
        ("ticket", 1, "street", false),
        ("ticket", 2, "street", false),
        ("ticket", 3, "street", false),
        ("ticket", 4, "other-street", false),
        ("area", 2, "other-street", true),
    ] {
        let found = streets(&service, kind, number).await;
        assert_eq!(found, (Some(json!(street)), moved), "{kind} {number}");
    }
    let path = format!("{}/timeline", case.path());
    let numbers = super::listed(&service, "other-street", &path, "number").await;
    assert_eq!(numbers, [1, 2, 3, 4], "the new parent reads all of its history");
    let before = service.journal_length().await;
    service.run_jobs().await;
    assert_eq!(service.journal_length().await, before, "carrying over is no change of a ticket");
}
