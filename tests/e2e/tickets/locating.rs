//! A list narrowed to a box on the map.

use serde_json::json;
use tests::{Service, served_by_both};

use super::searching::found;

served_by_both!(a_box_on_the_map_narrows_a_list);

async fn a_box_on_the_map_narrows_a_list(service: Service) {
    let at = async |latitude: &str, longitude: &str| {
        let place = json!({ "latitude": latitude, "longitude": longitude });
        service.submit("resident", json!({ "location": place })).await.id
    };
    let here = at("22.543096", "114.057865").await;
    let south = at("-22.5", "114.05").await;
    let edge = at("22.6", "114.2").await;
    service.submit("resident", json!({})).await;
    let boxed = async |bounds: &str| found(&service, "branch", &format!("bbox={bounds}")).await;
    assert_eq!(boxed("114.05,22.5,114.1,22.6").await, std::slice::from_ref(&here));
    assert_eq!(boxed("114.057865,22.543096,114.2,22.6").await, [edge, here.clone()]);
    assert_eq!(boxed("-180,-90,180,0").await, [south]);
    assert_eq!(found(&service, "branch", "bbox=114,22,115,23&q=电梯停运").await.len(), 2);
    assert_eq!(found(&service, "other-branch", "bbox=-180,-90,180,90").await, Vec::<String>::new());
}
