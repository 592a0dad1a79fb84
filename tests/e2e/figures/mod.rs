//! Figures: counted with every step, told apart, kept where they were filed, and found the same when counted anew.

mod asking;
mod beside;
mod counting;
mod keeping;

use serde_json::{Value, json};
use tests::Service;

/// Figures as someone is shown them; `query` without its question mark.
async fn figures(service: &Service, name: &str, query: &str) -> Value {
    let path = format!("/v1/figures/tickets?{query}");
    service.as_(name).get(&path).await.expect(200)
}

/// Counting anew finds all as it is kept.
async fn agrees(service: &Service) -> Value {
    let found = service.as_("admin").post("/v1/figures/rebuild", json!({})).await.expect(200);
    assert_eq!((&found["differences"], &found["found"]), (&json!(0), &json!([])), "{found}");
    found
}

fn rate(set: &Value, name: &str) -> (i64, i64) {
    let number = |part: &str| set[name][part].as_i64().unwrap();
    (number("numerator"), number("denominator"))
}
