//! Who sees which reported figures, page by page and narrowed.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{PATH, about, items, path, report, verify};

served_by_both!(
    an_enterprise_sees_its_own_and_an_office_its_area,
    the_list_is_narrowed_and_read_to_its_end,
    the_feed_tells_those_concerned,
    figures_move_with_their_area,
);

fn ids(items: &[Value]) -> Vec<Value> {
    items.iter().map(|one| one["id"].clone()).collect()
}

/// Of the other estate, by the manager of its enterprise.
async fn other(service: &Service) -> Value {
    let enterprise = ("organization_id", world::organization("other-enterprise"));
    service.grant("nobody", "manager", enterprise).await;
    let body = about(json!({ "estate_id": world::estate("other-estate") }));
    service.as_("nobody").post(PATH, body).await.expect(201)
}

async fn an_enterprise_sees_its_own_and_an_office_its_area(service: Service) {
    let own = report(&service, "manager", json!({})).await;
    let foreign = other(&service).await;
    for name in [
        "manager",
        "property-office",
        "street",
        "branch",
        "committee",
        "community",
        "secretary",
        "specialist",
        "client",
    ] {
        assert_eq!(ids(&items(&service, name, "").await), [own["id"].clone()], "{name}");
        service.as_(name).get(&path(&foreign)).await.refused(404, "not_found");
    }
    for name in ["district", "auditor"] {
        assert_eq!(items(&service, name, "").await.len(), 2, "{name}");
    }
    assert_eq!(ids(&items(&service, "nobody", "").await), [foreign["id"].clone()]);
    for name in ["worker", "dispatcher", "grid", "resident", "admin", "volunteer"] {
        service.as_(name).get(PATH).await.refused(403, "forbidden");
        service.as_(name).get(&path(&own)).await.refused(404, "not_found");
    }
}

async fn the_list_is_narrowed_and_read_to_its_end(service: Service) {
    let year = report(&service, "manager", json!({ "quarter": null })).await;
    let mut own = vec![year["id"].clone()];
    for quarter in [2, 3, 4] {
        let made = report(&service, "manager", json!({ "quarter": quarter })).await;
        own.insert(0, made["id"].clone());
    }
    let patrol = json!({ "figure": "patrol.completion_rate" });
    own.insert(0, report(&service, "client", patrol).await["id"].clone());
    let foreign = other(&service).await;
    let (street, estate) = (world::area("street"), world::estate("estate"));
    let enterprise = world::organization("other-enterprise");
    for (query, wanted) in [
        (format!("&area_id={street}"), own.clone()),
        (format!("&estate_id={estate}"), own.clone()),
        (format!("&enterprise_id={enterprise}"), vec![foreign["id"].clone()]),
        (format!("&enterprise_id={enterprise}&area_id={street}"), vec![]),
        ("&year=2025".to_owned(), vec![own[4].clone()]),
        ("&year=2025&quarter=3".to_owned(), vec![own[2].clone()]),
        ("&figure=patrol.completion_rate".to_owned(), vec![own[0].clone()]),
        ("&state=verified".to_owned(), vec![]),
        (format!("&estate_id={street}"), vec![]),
    ] {
        assert_eq!(ids(&items(&service, "district", &query).await), wanted, "{query}");
    }
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
    for query in ["?quarter=1", "?year=2025&quarter=5", "?state=lost", "?year=x"] {
        service
            .as_("district")
            .get(&format!("{PATH}{query}"))
            .await
            .refused(400, "malformed_request");
    }
}

async fn the_feed_tells_those_concerned(service: Service) {
    let made = report(&service, "manager", json!({})).await;
    verify(&service, "property-office", &made, true).await.expect(200);
    other(&service).await;
    service.run_jobs().await;
    for (name, events) in [
        ("manager", 2),
        ("street", 2),
        ("client", 2),
        ("district", 3),
        ("nobody", 1),
        ("worker", 0),
    ] {
        let feed = "/v1/events?limit=100&kinds=reported_figure";
        let page = service.as_(name).get(feed).await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), events, "{name}");
    }
}

async fn figures_move_with_their_area(service: Service) {
    let made = report(&service, "manager", json!({})).await;
    let relocate = format!("/v1/areas/{}/move", world::area("community"));
    let to = json!({ "parent_id": world::area("other-street") });
    service.as_("district").post(&relocate, to).await.expect(200);
    service.run_jobs().await;
    assert_eq!(ids(&items(&service, "other-street", "").await), [made["id"].clone()]);
    service.as_("street").get(&path(&made)).await.refused(404, "not_found");
}
