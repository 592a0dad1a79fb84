//! The enterprise is told of what is found and rejected, and who filed it of what was done.

use serde_json::json;
use tests::{Service, served_by_both};

use super::{file, rectify, verify, withdraw};
use crate::ratings::template_in_force;

served_by_both!(each_side_is_told);

/// The templates of someone's inbox about findings, newest first.
async fn told(service: &Service, name: &str) -> Vec<String> {
    service.run_jobs().await;
    service.tell().await;
    let inbox = service.as_(name).get("/v1/notices?limit=100").await.expect(200);
    let items = inbox["items"].as_array().unwrap().iter();
    let about = items.filter(|one| one["finding_id"].is_string());
    about.map(|one| one["template"].as_str().unwrap().to_owned()).collect()
}

async fn each_side_is_told(service: Service) {
    template_in_force(&service).await;
    let made = file(&service, "specialist", json!({ "indicator": "E4" })).await;
    assert_eq!(told(&service, "manager").await, ["finding_filed"]);
    rectify(&service, "worker", &made).await.expect(200);
    assert_eq!(told(&service, "specialist").await, ["finding_rectified"]);
    verify(&service, "secretary", &made, false).await.expect(200);
    assert_eq!(told(&service, "manager").await, ["finding_rejected", "finding_filed"]);
    withdraw(&service, "secretary", &made).await.expect(200);
    let wanted = ["finding_withdrawn", "finding_rejected", "finding_filed"];
    assert_eq!(told(&service, "manager").await, wanted);
    assert_eq!(told(&service, "specialist").await, ["finding_rectified"]);
    for name in ["resident", "worker", "branch", "secretary", "property-office", "district"] {
        assert_eq!(told(&service, name).await, Vec::<String>::new(), "{name}");
    }
}
