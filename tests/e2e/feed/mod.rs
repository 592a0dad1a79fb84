//! The change feed: every committed change in one's scope, once, in one order, and what leaves the scope.

mod order;
mod sight;
mod waiting;

use serde_json::Value;
use tests::Service;

/// Everything that someone pulls from a position on, page by page, and where they are then.
async fn pulled(service: &Service, name: &str, after: i64, query: &str) -> (Vec<Value>, i64) {
    service.run_jobs().await;
    let (mut items, mut next) = (Vec::new(), after);
    loop {
        let path = format!("/v1/events?after={next}&{query}");
        let page = service.as_(name).get(&path).await.expect(200);
        items.extend(page["items"].as_array().unwrap().clone());
        next = page["next"].as_i64().unwrap();
        if next >= page["head"].as_i64().unwrap() {
            return (items, next);
        }
    }
}

/// The last position there is.
async fn head(service: &Service) -> i64 {
    service.run_jobs().await;
    let page = service.as_("nobody").get("/v1/events?limit=1").await.expect(200);
    page["head"].as_i64().unwrap()
}

/// `action number` of each, or `left` and the kind.
fn told(items: &[Value]) -> Vec<String> {
    let one = |item: &Value| match item["left_scope"].as_bool().unwrap() {
        true => format!("left {}", item["kind"].as_str().unwrap()),
        false => format!("{} {}", item["action"].as_str().unwrap(), item["number"]),
    };
    items.iter().map(one).collect()
}
