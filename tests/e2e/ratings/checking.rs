//! A scheme is checked as a whole before anyone keeps it.

use serde_json::{Value, json};
use tests::{Service, served_by_both};

use super::{TEMPLATE, small};

served_by_both!(the_template_is_weighed, every_fault_has_its_place_and_its_words);

async fn the_template_is_weighed(service: Service) {
    let resident = service.as_("resident");
    let document = resident.get(&format!("/v1/schemes/{TEMPLATE}/export")).await.expect(200);
    let checked =
        resident.post("/v1/schemes/check", json!({ "document": document })).await.expect(200);
    let told =
        ["sound", "total", "aspects", "indicators", "faults"].map(|name| checked[name].clone());
    assert_eq!(told, [json!(true), json!("100.00"), json!(8), json!(58), json!([])]);
    let weights = checked["evaluators"].as_array().unwrap().iter();
    let weights: Vec<_> =
        weights.map(|one| (&one["evaluator"], &one["indicators"], &one["points"])).collect();
    let of =
        |word: &str, indicators: i32, points: &str| (json!(word), json!(indicators), json!(points));
    let expected = [
        of("system", 25, "43.00"),
        of("property_office", 14, "22.50"),
        of("community_party", 6, "9.50"),
        of("estate_branch", 9, "14.00"),
        of("owners_committee", 3, "5.00"),
        of("residents", 1, "6.00"),
    ];
    assert_eq!(weights, expected.iter().map(|(a, b, c)| (a, b, c)).collect::<Vec<_>>());
    let figures = checked["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 25);
    let built: Vec<&str> = figures
        .iter()
        .filter(|one| one["built"] == true)
        .map(|one| one["indicator"].as_str().unwrap())
        .collect();
    assert_eq!(
        built,
        ["A7", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "D8", "E2", "E7", "H4", "H5", "H6", "H7"]
    );
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_scheme").await, 0, "nothing is kept");
}

async fn every_fault_has_its_place_and_its_words(service: Service) {
    let mut document = small();
    document["aspects"][0]["maximum"] = json!("99.00");
    document["aspects"][0]["indicators"][1]["code"] = json!("A1");
    document["bands"][1]["from"] = json!("95.00");
    let call =
        service.as_("client").request("POST", "/v1/schemes/check").header("Accept-Language", "en");
    let checked = call.json(&json!({ "document": document })).send().await.expect(200);
    let fault = |at: &str, code: &str, detail: &str| json!({ "pointer": at, "code": code, "detail": detail });
    let expected: Vec<Value> = vec![
        fault("#/aspects", "total_not_100", "the aspects must make 100.00 together"),
        fault("#/aspects/0/indicators/1/code", "code_twice", "the code stands twice"),
        fault("#/aspects/0/maximum", "sum_differs", "it must be the sum of its indicators"),
        fault("#/bands/1/from", "overlap", "they must go down, each once"),
    ];
    assert_eq!((&checked["sound"], &checked["faults"]), (&json!(false), &json!(expected)));
    let wrong = service.as_("client").post("/v1/schemes/check", json!({ "document": [] })).await;
    wrong.invalid("#/document", "wrong_type");
}
