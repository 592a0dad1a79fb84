//! A district or street lays days and hours of its own over the calendar of everywhere.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::years::year;
use crate::access::calendars::national;

served_by_both!(a_street_has_a_typhoon_day, an_area_has_one_calendar_inside_its_parents);

async fn monday(service: &Service, calendar: &str) -> Value {
    let body = json!({
        "calendar_id": calendar, "op": "add_workdays", "start": "2026-03-02T09:00:00+08:00", "amount": 1,
    });
    service.as_("resident").post("/v1/calendars/preview", body).await.expect(200)
}

fn of(area: &str, days: Value) -> Value {
    let mut body = year(2026, days);
    body["area_id"] = json!(world::area(area));
    body
}

async fn a_street_has_a_typhoon_day(service: Service) {
    let national = national(&service).await;
    let path = format!("/v1/calendars/{national}/years");
    let typhoon = json!([{ "date": "2026-03-03", "kind": "off", "name": "台风停工" }]);
    for stranger in ["other-street", "community", "far-district", "resident"] {
        let refused = service.as_(stranger).post(&path, of("street", typhoon.clone())).await;
        refused.refused(403, "forbidden");
    }
    let made = service.as_("street").post(&path, of("street", typhoon)).await.expect(201);
    let (id, begun) = (made["id"].as_str().unwrap(), &made["parent_id"]);
    assert_eq!((begun, &made["area_id"]), (&json!(national), &json!(world::area("street"))));
    assert_eq!(monday(&service, id).await["result"], "2026-03-03T09:00:00.000+08:00");
    let approve = format!("/v1/calendars/{id}/years/2026/approve");
    service.as_("street").post(&approve, json!({})).await.refused(403, "forbidden");
    service.as_("district").post(&approve, json!({})).await.expect(200);
    let told = monday(&service, id).await;
    assert_eq!(told, json!({ "result": "2026-03-04T09:00:00.000+08:00", "provisional": false }));
    assert_eq!(monday(&service, &national).await["result"], "2026-03-03T09:00:00.000+08:00");

    let roster = json!({ "5": [["09:00", "12:00"]] });
    let mut hours = year(2027, json!([]));
    hours["hours"] = roster.clone();
    let years = format!("/v1/calendars/{id}/years");
    service.as_("street").post(&years, hours).await.expect(201);
    let approve = format!("{years}/2027/approve");
    let own = service.as_("district").post(&approve, json!({})).await.expect(200);
    assert_eq!(own["hours"], roster);
    assert_eq!(monday(&service, id).await["result"], "2026-03-14T00:00:00.000+08:00");
}

async fn an_area_has_one_calendar_inside_its_parents(service: Service) {
    let national = national(&service).await;
    let path = format!("/v1/calendars/{national}/years");
    let admin = service.as_("admin");
    let first = admin.post(&path, of("street", json!([]))).await.expect(201);
    let again = admin.post(&path, of("street", json!([]))).await.expect(201);
    assert_eq!(first["id"], again["id"]);
    admin.post(&path, of("grid", json!([]))).await.invalid("#/area_id", "not_allowed");
    let street = format!("/v1/calendars/{}/years", first["id"].as_str().unwrap());
    for outside in ["other-community", "street", "district"] {
        let refused = admin.post(&street, of(outside, json!([]))).await;
        refused.invalid("#/area_id", "not_allowed");
    }
    let inside = admin.post(&street, of("community", json!([]))).await.expect(201);
    assert_eq!(inside["parent_id"], first["id"]);
    let page = service.as_("client").get("/v1/calendars?limit=2").await.expect(200);
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    let rest = format!("/v1/calendars?limit=2&after={}", page["next"].as_str().unwrap());
    let rest = service.as_("client").get(&rest).await.expect(200);
    assert_eq!((&rest["items"][0]["id"], &rest["next"]), (&json!(national), &json!(null)));
}
