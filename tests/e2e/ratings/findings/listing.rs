//! Who sees which findings: an enterprise those about itself, a side those of its area, page by page and narrowed.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{PATH, file, found, items, path, rectify, verify};
use crate::ratings::template_in_force;

served_by_both!(
    an_enterprise_sees_its_own_alone,
    each_side_sees_its_area,
    the_list_is_narrowed_and_read_to_its_end,
    the_feed_tells_those_concerned,
    findings_move_with_their_area,
);

fn ids(items: &[Value]) -> Vec<Value> {
    items.iter().map(|one| one["id"].clone()).collect()
}

/// On the other estate, about the other enterprise.
async fn other(service: &Service) -> Value {
    let over = json!({ "indicator": "F1", "estate_id": world::estate("other-estate") });
    file(service, "other-branch", over).await
}

async fn an_enterprise_sees_its_own_alone(service: Service) {
    let own = found(&service, json!({})).await;
    let foreign = other(&service).await;
    for name in ["manager", "dispatcher", "worker"] {
        assert_eq!(ids(&items(&service, name, "").await), [own["id"].clone()], "{name}");
        service.as_(name).get(&path(&foreign)).await.refused(404, "not_found");
        rectify(&service, name, &foreign).await.refused(404, "not_found");
    }
    assert_eq!(ids(&items(&service, "other-worker", "").await), [foreign["id"].clone()]);
    for name in ["resident", "volunteer", "hotline", "department", "admin", "client", "nobody"] {
        service.as_(name).get(PATH).await.refused(403, "forbidden");
        service.as_(name).get(&path(&own)).await.refused(404, "not_found");
    }
}

async fn each_side_sees_its_area(service: Service) {
    let own = found(&service, json!({})).await;
    let foreign = other(&service).await;
    for name in [
        "branch",
        "committee",
        "grid",
        "community",
        "secretary",
        "specialist",
        "property-office",
        "street",
    ] {
        assert_eq!(ids(&items(&service, name, "").await), [own["id"].clone()], "{name}");
        service.as_(name).get(&path(&foreign)).await.refused(404, "not_found");
    }
    for name in ["district", "auditor"] {
        assert_eq!(items(&service, name, "").await.len(), 2, "{name}");
    }
    assert_eq!(items(&service, "far-district", "").await, Vec::<Value>::new());
}

async fn the_list_is_narrowed_and_read_to_its_end(service: Service) {
    template_in_force(&service).await;
    let early = service.app.time(service.now() - TimeDelta::days(20));
    let over = json!({ "indicator": "F1", "found_at": early, "due_on": "2026-03-02" });
    let old = file(&service, "branch", over).await;
    let mut own = vec![old["id"].clone()];
    for _ in 0..3 {
        own.insert(0, file(&service, "property-office", json!({})).await["id"].clone());
    }
    let foreign = other(&service).await;
    service.pass(TimeDelta::days(1));
    let street = world::area("street");
    let enterprise = world::organization("other-enterprise");
    let (estate, elsewhere) = (world::estate("estate"), world::estate("other-estate"));
    for (query, wanted) in [
        (format!("&area_id={street}"), own.clone()),
        (format!("&estate_id={estate}"), own.clone()),
        (format!("&estate_id={elsewhere}"), vec![foreign["id"].clone()]),
        (format!("&estate_id={elsewhere}&area_id={street}"), vec![]),
        (format!("&enterprise_id={enterprise}"), vec![foreign["id"].clone()]),
        (format!("&area_id={estate}"), vec![]),
        (format!("&indicator=F1&estate_id={estate}"), vec![old["id"].clone()]),
        ("&overdue=true".to_owned(), vec![old["id"].clone()]),
        (format!("&overdue=false&area_id={street}"), own[..3].to_vec()),
        ("&found_to=2026-02-28".to_owned(), vec![old["id"].clone()]),
        ("&found_from=2026-03-01&found_to=2026-03-01".to_owned(), vec![]),
        (format!("&found_from=2026-03-02&area_id={street}"), own[..3].to_vec()),
        ("&state=verified".to_owned(), vec![]),
    ] {
        assert_eq!(ids(&items(&service, "district", &query).await), wanted, "{query}");
    }
    rectify(&service, "manager", &old).await.expect(200);
    assert_eq!(items(&service, "district", "&overdue=true").await.len(), 0);
    pages_hold(&service, &own).await;
}

async fn pages_hold(service: &Service, own: &[Value]) {
    let street = world::area("street");
    for limit in 1..=3 {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = format!("{PATH}?limit={limit}&include=count&area_id={street}{after}");
            let page = service.as_("district").get(&page).await.expect(200);
            assert!(!after.is_empty() || page["count"] == own.len());
            seen.extend(ids(page["items"].as_array().unwrap()));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen, own, "{limit} at a time");
    }
    for query in ["?found_from=2026-3-1", "?overdue=maybe", "?state=lost"] {
        service
            .as_("district")
            .get(&format!("{PATH}{query}"))
            .await
            .refused(400, "malformed_request");
    }
}

async fn the_feed_tells_those_concerned(service: Service) {
    let made = found(&service, json!({})).await;
    rectify(&service, "manager", &made).await.expect(200);
    verify(&service, "property-office", &made, true).await.expect(200);
    other(&service).await;
    service.run_jobs().await;
    for (name, events) in [
        ("manager", 3),
        ("worker", 3),
        ("street", 3),
        ("branch", 3),
        ("committee", 3),
        ("district", 4),
        ("other-worker", 1),
        ("resident", 0),
        ("client", 0),
    ] {
        let feed = "/v1/events?limit=100&kinds=finding";
        let page = service.as_(name).get(feed).await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), events, "{name}");
    }
}

async fn findings_move_with_their_area(service: Service) {
    let made = found(&service, json!({})).await;
    let relocate = format!("/v1/areas/{}/move", world::area("community"));
    let to = json!({ "parent_id": world::area("other-street") });
    service.as_("district").post(&relocate, to).await.expect(200);
    service.run_jobs().await;
    assert_eq!(ids(&items(&service, "other-street", "").await), [made["id"].clone()]);
    assert_eq!(items(&service, "street", "").await, Vec::<Value>::new());
    service.as_("street").get(&path(&made)).await.refused(404, "not_found");
}
