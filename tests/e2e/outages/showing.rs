//! Who sees an outage, and in which lists.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{PATH, announced, end, listed};

served_by_both!(
    those_of_the_estate_see_it,
    lists_are_narrowed_and_paged,
    it_is_in_the_feed_and_cached_by_its_version,
);

async fn those_of_the_estate_see_it(service: Service) {
    let outage = announced(&service, "manager", json!({})).await;
    let path = format!("{PATH}/{}", outage["id"].as_str().unwrap());
    for name in
        ["resident", "neighbour", "worker", "volunteer", "branch", "grid", "district", "client"]
    {
        assert_eq!(service.as_(name).get(&path).await.expect(200)["id"], outage["id"], "{name}");
        assert_eq!(listed(&service, name, "").await.len(), 1, "{name}");
    }
    for name in
        ["bare-resident", "other-dispatcher", "other-worker", "next-community", "far-district"]
    {
        service.as_(name).get(&path).await.refused(404, "not_found");
        assert_eq!(listed(&service, name, "").await, [Value::Null; 0], "{name}");
    }
    for name in ["nobody", "former", "department", "admin"] {
        service.as_(name).get(&path).await.refused(404, "not_found");
        service.as_(name).get(PATH).await.refused(403, "forbidden");
    }
    let seen = service.as_("resident").get(&path).await.expect(200);
    assert_eq!(seen["allowed_actions"], json!([]));
}

async fn lists_are_narrowed_and_paged(service: Service) {
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    announced(&service, "community", bare).await;
    let later = json!({ "from": service.now() + TimeDelta::hours(1) });
    announced(&service, "manager", later).await;
    let over = announced(&service, "manager", json!({})).await;
    end(&service, "manager", &over, json!({})).await;
    announced(&service, "manager", json!({})).await;
    let here = format!("estate_id={}", world::estate("estate"));
    for (name, query, number) in [
        ("community", String::new(), 4),
        ("community", format!("?{here}"), 3),
        ("dispatcher", String::new(), 3),
        ("resident", "?state=ended".to_owned(), 1),
        ("resident", "?active=true".to_owned(), 1),
        ("community", format!("?active=true&{here}"), 1),
        ("community", "?active=true".to_owned(), 2),
        ("resident", "?active=true&state=ended".to_owned(), 0),
        ("resident", format!("?estate_id={}", world::estate("bare-estate")), 0),
        ("resident", format!("?estate_id={}", world::area("grid")), 0),
    ] {
        assert_eq!(listed(&service, name, &query).await.len(), number, "{name} {query}");
    }
    let all = listed(&service, "district", "").await;
    let (mut path, mut seen) = (format!("{PATH}?limit=3"), Vec::new());
    loop {
        let page = service.as_("district").get(&path).await.expect(200);
        seen.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else { break };
        path = format!("{PATH}?limit=3&after={next}");
    }
    assert_eq!(seen, all);
    assert!(all.is_sorted_by(|one, two| one["id"].as_str() > two["id"].as_str()));
}

async fn it_is_in_the_feed_and_cached_by_its_version(service: Service) {
    let outage = announced(&service, "manager", json!({})).await;
    service.run_jobs().await;
    let kinds = async |name: &str| {
        let page = service.as_(name).get("/v1/events?limit=100").await.expect(200);
        let all = page.to_string();
        all.matches("\"outage\"").count()
    };
    assert!(kinds("resident").await > 0);
    assert_eq!(kinds("bare-resident").await, 0);
    let path = format!("{PATH}/{}", outage["id"].as_str().unwrap());
    let tag = service.as_("resident").get(&path).await.header("etag").to_owned();
    let again = service.as_("resident").request("GET", &path).header("if-none-match", &tag);
    assert_eq!(again.send().await.status, 304);
}
