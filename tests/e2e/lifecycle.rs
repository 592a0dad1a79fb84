//! The main job: from the order to the closed, supervised case.

use serde_json::json;
use tests::{Service, served_by_both};

served_by_both!(four_steps_and_on_to_the_end);

async fn four_steps_and_on_to_the_end(service: Service) {
    let case = service.submit("resident", json!({})).await;
    assert_eq!(case.state().await, "submitted");
}
