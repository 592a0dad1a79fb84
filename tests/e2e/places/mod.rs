//! Places over HTTP: the tree of areas, estates and what stands in them, and areas that move.

mod areas;
mod buildings;
mod carried;
mod dated;
mod estates;
mod management;
mod moving;
mod renaming;

use serde_json::Value;
use tests::Service;

/// What someone makes, and the answer to it.
async fn made(service: &Service, name: &str, path: &str, body: Value) -> Value {
    service.as_(name).post(path, body).await.expect(201)
}

/// A field of each item of one page.
async fn listed(service: &Service, name: &str, path: &str, field: &str) -> Vec<Value> {
    let page = service.as_(name).get(path).await.expect(200);
    page["items"].as_array().unwrap().iter().map(|item| item[field].clone()).collect()
}

/// The ids of all pages of a list, `limit` at a time; `path` ends with a query.
async fn walked(service: &Service, name: &str, path: &str, limit: usize) -> Vec<Value> {
    let (mut ids, mut after) = (Vec::new(), String::new());
    loop {
        let page = service.as_(name).get(&format!("{path}&limit={limit}{after}")).await.expect(200);
        let items = page["items"].as_array().unwrap();
        ids.extend(items.iter().map(|item| item["id"].clone()));
        let Some(next) = page["next"].as_str() else { return ids };
        assert_eq!(items.len(), limit, "only the last page is short");
        after = format!("&after={next}");
    }
}

/// A field of a thing.
async fn field(service: &Service, path: &str, field: &str) -> Value {
    service.as_("nobody").get(path).await.expect(200)[field].clone()
}

/// The ETag of a thing as someone reads it now.
async fn tag(service: &Service, name: &str, path: &str) -> String {
    service.as_(name).get(path).await.header("etag").to_owned()
}
