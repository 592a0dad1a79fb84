//! Lists of objections: scope, filters, pages and counts.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{OBJECTIONS, disclosed, object, objected, on, rejected, score};

served_by_both!(everyone_lists_what_lies_in_their_scope, a_list_is_narrowed_and_paged);

async fn items(service: &Service, name: &str, query: &str) -> Vec<Value> {
    let page = service.as_(name).get(&format!("{OBJECTIONS}?limit=100{query}")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}

async fn everyone_lists_what_lies_in_their_scope(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let made = objected(&service, &one).await;
    for name in [
        "manager",
        "resident",
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
        assert_eq!(ids, [&made["id"]], "{name}");
    }
    for name in ["other-street", "other-resident", "far-district"] {
        assert!(items(&service, name, "").await.is_empty(), "{name}");
    }
    for name in ["worker", "nobody", "client", "grid"] {
        service.as_(name).get(OBJECTIONS).await.refused(403, "forbidden");
    }
}

async fn a_list_is_narrowed_and_paged(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let first = objected(&service, &one).await;
    object(&service, "resident", &one, json!({})).await.expect(201);
    object(&service, "manager", &one, json!({ "item": "A8" })).await.expect(201);
    on(&service, "street", &first, "decide", rejected()).await.expect(200);
    let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
    for (query, found) in [
        (format!("&cycle_id={}", id(&cycle)), 3),
        (format!("&score_id={}", id(&one)), 3),
        (format!("&cycle_id={}", id(&one)), 0),
        ("&side=owners".to_owned(), 1),
        ("&state=rejected".to_owned(), 1),
        ("&state=filed".to_owned(), 2),
        (format!("&estate_id={}", world::estate("estate")), 3),
        (format!("&estate_id={}", world::estate("other-estate")), 0),
        (format!("&area_id={}", world::area("street")), 3),
        (format!("&area_id={}", world::area("other-street")), 0),
        (format!("&enterprise_id={}", world::organization("enterprise")), 3),
    ] {
        assert_eq!(items(&service, "district", &query).await.len(), found, "{query}");
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let path = format!("{OBJECTIONS}?limit=1&include=count{after}");
        let page = service.as_("manager").get(&path).await.expect(200);
        assert_eq!(page["count"], 3);
        seen.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(seen, items(&service, "manager", "").await);
    service
        .as_("district")
        .get(&format!("{OBJECTIONS}?state=nothing"))
        .await
        .refused(400, "malformed_request");
}
