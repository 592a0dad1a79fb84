//! Who is told of a list, of an objection and of what came of it.

use serde_json::Value;
use tests::{Service, served_by_both};

use super::{decision, objection, on, own, pass_all, proposed, publish, withdraw};

served_by_both!(each_side_is_told);

/// The templates of someone's inbox about lists, newest first.
async fn told(service: &Service, name: &str) -> Vec<String> {
    service.run_jobs().await;
    service.tell().await;
    let inbox = service.as_(name).get("/v1/notices?limit=100").await.expect(200);
    let items = inbox["items"].as_array().unwrap().iter();
    let about = |one: &&Value| one["list_id"].is_string() || one["listing_id"].is_string();
    items.filter(about).map(|one| one["template"].as_str().unwrap().to_owned()).collect()
}

async fn each_side_is_told(service: Service) {
    let made = proposed(&service).await;
    assert_eq!(told(&service, "manager").await, ["list_proposed"]);
    let listing = own(&service, &made).await;
    on(&service, "manager", &listing, "object", objection()).await.expect(200);
    for name in ["street", "property-office"] {
        assert_eq!(told(&service, name).await, ["listing_disputed"], "{name}");
    }
    on(&service, "street", &listing, "decide", decision(false)).await.expect(200);
    assert_eq!(told(&service, "manager").await[0], "listing_decided");
    pass_all(&service);
    publish(&service, &made).await.expect(200);
    assert_eq!(told(&service, "manager").await[0], "list_published");
    withdraw(&service, &made).await.expect(200);
    assert_eq!(told(&service, "manager").await[0], "list_withdrawn");
    for name in ["worker", "resident", "other-street", "auditor", "committee"] {
        assert_eq!(told(&service, name).await, Vec::<String>::new(), "{name}");
    }
}
