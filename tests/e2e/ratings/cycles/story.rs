//! The whole way: planned, opened, filled in parts, signed, late and ruled on, on both databases.

use serde_json::json;
use tests::{Service, served_by_both, world};

use super::{
    FILLERS, act, adopted, complete, cycle_path, items, on_sheet, pass_due, pass_period, planned,
    sheet_of, sheet_path,
};

served_by_both!(a_quarter_is_rated);

async fn a_quarter_is_rated(service: Service) {
    let scheme = adopted(&service).await;
    let cycle = planned(&service).await;
    assert_eq!((&cycle["state"], &cycle["last_on"]), (&json!("planned"), &json!("2026-03-31")));
    assert_eq!(cycle["allowed_actions"], json!(["open", "cancel"]));
    let open = act(&service, "district", &cycle, "open", json!({})).await.expect(200);
    assert_eq!((&open["state"], &open["scheme_id"]), (&json!("open"), &scheme["id"]));
    assert_eq!(
        (&open["rated"], &open["unrated"], &open["sheets"]),
        (&json!(2), &json!(2), &json!(10))
    );
    let page = service.as_("resident").get(&format!("{}/subjects", cycle_path(&cycle))).await;
    let standings = page.expect(200)["items"].as_array().unwrap().clone();
    let rated = standings.iter().filter(|one| one["standing"] == "rated").count();
    assert_eq!((standings.len(), rated), (4, 2));

    fill_four(&service).await;
    pass_period(&service);
    service.run_jobs().await;
    let scoring = service.as_("district").get(&cycle_path(&cycle)).await.expect(200);
    assert_eq!((&scoring["state"], &scoring["version"]), (&json!("scoring"), &json!(3)));
    sign_four(&service).await;
    go_on_without_one(&service).await;
    let cycle_id = cycle["id"].as_str().unwrap();
    let left = items(&service, "street", &format!("&cycle_id={cycle_id}&state=late")).await;
    assert!(left.is_empty(), "those of the other street are of another office");
    pass_due(&service);
    service.run_jobs().await;
    let journal = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'rating_cycle'";
    assert_eq!(service.count(journal).await, 3, "planned, opened, scoring");
}

/// In parts, and checked.
async fn fill_four(service: &Service) {
    for (evaluator, name) in &FILLERS[..4] {
        let sheet = sheet_of(service, "estate", evaluator).await;
        let whole = complete(&sheet);
        let first = json!({ "entries": whole["entries"].as_array().unwrap()[..1], "remarks": "先存一部分" });
        let part = on_sheet(service, name, &sheet, "fill", first).await.expect(200);
        assert_eq!((&part["state"], &part["entries"]), (&json!("drafted"), &json!(1)));
        on_sheet(service, name, &sheet, "fill", whole).await.expect(200);
        let check =
            service.as_(name).get(&format!("{}/check", sheet_path(&sheet))).await.expect(200);
        assert_eq!(check, json!({ "complete": true, "period_over": false, "missing": [] }));
        on_sheet(service, name, &sheet, "sign", json!({})).await.refused(409, "untimely");
    }
}

async fn sign_four(service: &Service) {
    for (evaluator, name) in &FILLERS[..4] {
        let sheet = sheet_of(service, "estate", evaluator).await;
        let signed = on_sheet(service, name, &sheet, "sign", json!({})).await.expect(200);
        assert_eq!((&signed["state"], &signed["in_time"]), (&json!("signed"), &json!(true)));
        assert_eq!(signed["allowed_actions"], json!([]));
        assert_eq!(signed["signed_by"], json!(world::person(name)));
    }
}

/// The fifth is late, and the street rules on it.
async fn go_on_without_one(service: &Service) {
    service.pass(chrono::TimeDelta::days(14));
    service.run_jobs().await;
    let late = sheet_of(service, "estate", "owners_committee").await;
    assert_eq!((&late["state"], &late["in_time"]), (&json!("late"), &json!(false)));
    let told = json!({ "ruling": "go_without", "reason": "业委会换届,按缺失处理" });
    let gone = on_sheet(service, "street", &late, "rule", told).await.expect(200);
    assert_eq!(gone["state"], "absent");
}
