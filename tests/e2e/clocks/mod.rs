//! Clocks of tickets: what has to be done by when, and what follows when it is not.

mod levels;
mod life;
mod policies;
mod replicas;
mod stuck;
mod waits;
mod years;

use serde_json::{Value, json};
use tests::Case;

/// The clocks of a ticket as the branch sees them.
async fn clocks(case: &Case<'_>) -> Vec<Value> {
    let path = format!("{}/clocks?limit=100", case.path());
    let page = case.service.as_("branch").get(&path).await.expect(200);
    page["items"].as_array().unwrap().clone()
}

/// The clock of a kind that began last.
async fn clock(case: &Case<'_>, kind: &str) -> Value {
    let all = clocks(case).await;
    all.into_iter().rfind(|clock| clock["clock"] == kind).unwrap_or(json!(null))
}
