//! Listings that someone may know of: scope, filters, pages and counts.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{LISTINGS, ended, items, own, propose, proposed};

served_by_both!(everyone_lists_what_lies_in_their_scope, listings_are_narrowed_and_paged);

async fn everyone_lists_what_lies_in_their_scope(service: Service) {
    let made = proposed(&service).await;
    let listing = own(&service, &made).await;
    for name in [
        "manager",
        "committee",
        "branch",
        "community",
        "secretary",
        "specialist",
        "street",
        "property-office",
        "district",
        "auditor",
    ] {
        let seen = items(&service, name, "").await;
        let ids: Vec<&Value> = seen.iter().map(|one| &one["id"]).collect();
        assert_eq!(ids, [&listing["id"]], "{name}");
    }
    for name in ["other-street", "far-district"] {
        assert!(items(&service, name, "").await.is_empty(), "{name}");
    }
    for name in ["resident", "worker", "nobody", "client", "grid"] {
        service.as_(name).get(LISTINGS).await.refused(403, "forbidden");
    }
    let path = format!("{LISTINGS}/{}", listing["id"].as_str().unwrap());
    service.as_("other-street").get(&path).await.refused(404, "not_found");
}

async fn listings_are_narrowed_and_paged(service: Service) {
    let cycle = ended(&service).await;
    let red = propose(&service, "district", &cycle, json!({})).await.expect(201);
    propose(&service, "district", &cycle, json!({ "kind": "black" })).await.expect(201);
    let all = items(&service, "district", "").await;
    let others = all.len() - 1;
    assert!(others > 0);
    for (query, found) in [
        (format!("&list_id={}", red["id"].as_str().unwrap()), 1),
        ("&kind=red".to_owned(), 1),
        ("&kind=black".to_owned(), others),
        ("&state=noticed".to_owned(), all.len()),
        ("&state=struck".to_owned(), 0),
        (format!("&estate_id={}", world::estate("estate")), 1),
        (format!("&area_id={}", world::area("district")), all.len()),
        (format!("&area_id={}&kind=red", world::area("other-street")), 0),
        (format!("&enterprise_id={}&kind=red", world::organization("enterprise")), 1),
    ] {
        assert_eq!(items(&service, "district", &query).await.len(), found, "{query}");
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let path = format!("{LISTINGS}?limit=1&include=count{after}");
        let page = service.as_("district").get(&path).await.expect(200);
        assert_eq!(page["count"], json!(all.len()));
        seen.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(seen, all);
}
