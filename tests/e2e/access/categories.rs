//! A well-formed request for each case about categories.

use serde_json::json;
use tests::{Service, world};

use super::requests::{Request, etag};

pub(super) async fn category(service: &Service, operation: &str, word: &str) -> Request {
    let path = format!("/v1/categories/{}", world::category("noise"));
    match operation {
        "createCategory" => Request::default().with(json!({
            "code": word, "name_zh": "其他", "name_en": "Other", "default_kind": "help",
        })),
        "updateCategory" => {
            let version = Some(etag(service, &path).await);
            Request {
                id: world::category("noise").to_string(),
                body: json!({ "rank": 9 }),
                version,
                ..Request::default()
            }
        }
        _ => Request::of(world::category("noise")),
    }
}
