//! Who sees which records: an enterprise its own, an office those of its area, page by page and narrowed.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{PATH, about, act, items, path, record};

served_by_both!(
    an_enterprise_sees_its_own_alone,
    an_office_sees_its_area_and_residents_the_grade,
    the_list_is_narrowed_and_read_to_its_end,
    the_feed_tells_those_concerned,
    records_move_with_their_area,
);

fn ids(items: &[Value]) -> Vec<Value> {
    items.iter().map(|one| one["id"].clone()).collect()
}

/// A record about the other enterprise, on the other estate.
async fn other(service: &Service) -> Value {
    let body = about(json!({
        "enterprise_id": world::organization("other-enterprise"), "estate_id": world::estate("other-estate"),
    }));
    service.as_("other-street").post(PATH, body).await.expect(201)
}

async fn an_enterprise_sees_its_own_alone(service: Service) {
    let (own, foreign) = (record(&service, json!({})).await, other(&service).await);
    assert_eq!(ids(&items(&service, "manager", "").await), [own["id"].clone()]);
    let manager = service.as_("manager");
    manager.get(&path(&own)).await.expect(200);
    manager.get(&path(&foreign)).await.refused(404, "not_found");
    let body = json!({ "reason": "不是我们", "evidence": "无" });
    act(&service, "manager", &foreign, "object", body.clone()).await.refused(404, "not_found");
    for name in ["dispatcher", "worker"] {
        service.as_(name).get(&path(&own)).await.refused(404, "not_found");
        service.as_(name).get(PATH).await.refused(403, "forbidden");
    }
    let enterprise = ("organization_id", world::organization("other-enterprise"));
    service.grant("nobody", "manager", enterprise).await;
    assert_eq!(ids(&items(&service, "nobody", "").await), [foreign["id"].clone()]);
    act(&service, "nobody", &own, "object", body).await.refused(404, "not_found");
}

async fn an_office_sees_its_area_and_residents_the_grade(service: Service) {
    let (own, foreign) = (record(&service, json!({})).await, other(&service).await);
    for name in ["branch", "community", "secretary", "specialist", "street", "property-office"] {
        assert_eq!(ids(&items(&service, name, "").await), [own["id"].clone()], "{name}");
        service.as_(name).get(&path(&foreign)).await.refused(404, "not_found");
    }
    for name in ["district", "auditor"] {
        assert_eq!(items(&service, name, "").await.len(), 2, "{name}");
    }
    assert_eq!(items(&service, "far-district", "").await, Vec::<Value>::new());
    for name in ["resident", "committee", "admin", "client", "nobody"] {
        service.as_(name).get(PATH).await.refused(403, "forbidden");
        service.as_(name).get(&path(&own)).await.refused(404, "not_found");
        let told = super::grade(&service, name, "").await;
        assert_eq!(told["bad_records"], 1, "{name}");
        assert!(!told.to_string().contains("消防通道"), "{name}");
    }
}

async fn the_list_is_narrowed_and_read_to_its_end(service: Service) {
    let good = record(&service, json!({ "kind": "good" })).await;
    let mut own = vec![good["id"].clone()];
    for _ in 0..3 {
        own.insert(0, record(&service, json!({})).await["id"].clone());
    }
    let foreign = other(&service).await;
    let street = world::area("street");
    let enterprise = world::organization("other-enterprise");
    for (query, wanted) in [
        ("&kind=good".to_owned(), vec![good["id"].clone()]),
        (format!("&area_id={street}"), own.clone()),
        (format!("&enterprise_id={enterprise}"), vec![foreign["id"].clone()]),
        (format!("&enterprise_id={enterprise}&area_id={street}"), vec![]),
        (format!("&area_id={}", world::estate("estate")), vec![]),
        ("&effective_on=2001-01-01".to_owned(), vec![]),
    ] {
        assert_eq!(ids(&items(&service, "district", &query).await), wanted, "{query}");
    }
    for limit in 1..=3 {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = format!("{PATH}?limit={limit}&area_id={street}{after}");
            let page = service.as_("district").get(&page).await.expect(200);
            seen.extend(ids(page["items"].as_array().unwrap()));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen, own, "{limit} at a time");
    }
}

async fn the_feed_tells_those_concerned(service: Service) {
    let made = record(&service, json!({})).await;
    super::asked(&service, &made, "object").await;
    other(&service).await;
    service.run_jobs().await;
    for (name, events) in [
        ("manager", 2),
        ("street", 2),
        ("branch", 2),
        ("district", 3),
        ("resident", 0),
        ("worker", 0),
    ] {
        let feed = "/v1/events?limit=100&kinds=credit_entry";
        let page = service.as_(name).get(feed).await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), events, "{name}");
    }
}

async fn records_move_with_their_area(service: Service) {
    let made = record(&service, json!({})).await;
    let relocate = format!("/v1/areas/{}/move", world::area("community"));
    let to = json!({ "parent_id": world::area("other-street") });
    service.as_("district").post(&relocate, to).await.expect(200);
    service.run_jobs().await;
    assert_eq!(ids(&items(&service, "other-street", "").await), [made["id"].clone()]);
    assert_eq!(items(&service, "street", "").await, Vec::<Value>::new());
    service.as_("street").get(&path(&made)).await.refused(404, "not_found");
}
