//! A year is put forward by one person and in force once another approves it.

use serde_json::{Value, json};
use tests::{Caller, Service, served_by_both};

use crate::access::calendars::national;

served_by_both!(
    two_people_put_a_year_in_force,
    a_proposal_gives_way_to_a_later_one,
    a_proposal_must_make_sense,
    readiness_names_the_years_that_are_missing,
);

/// A year of the calendar of everywhere.
pub(super) fn year(number: i32, days: Value) -> Value {
    json!({
        "year": number, "days": days, "source_no": "国办发明电〔2026〕8号", "source_url": "https://www.gov.cn/zhengce/",
    })
}

/// The first workday after New Year's Eve of 2026.
pub(super) async fn first_of_2027(caller: &Caller<'_>, calendar: &str) -> Value {
    let body = json!({
        "calendar_id": calendar, "op": "add_workdays", "start": "2026-12-31T10:00:00+08:00", "amount": 1,
    });
    caller.post("/v1/calendars/preview", body).await.expect(200)
}

async fn two_people_put_a_year_in_force(service: Service) {
    let (id, resident) = (national(&service).await, service.as_("resident"));
    let path = format!("/v1/calendars/{id}/years");
    let by_weekday = first_of_2027(&resident, &id).await;
    assert_eq!(
        by_weekday,
        json!({ "result": "2027-01-01T10:00:00.000+08:00", "provisional": true })
    );

    let days = json!([{ "date": "2027-01-01", "kind": "off", "name": "元旦" }, { "date": "2027-01-02", "kind": "work" }]);
    let proposed = service.as_("district").post(&path, year(2027, days)).await;
    let proposed = proposed.expect(201);
    let waiting = proposed["years"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&waiting["state"], &waiting["approved_by"]), (&json!("proposed"), &json!(null)));
    assert_eq!(first_of_2027(&resident, &id).await, by_weekday, "it waits for a second person");

    let approve = format!("{path}/2027/approve");
    service.as_("district").post(&approve, json!({})).await.refused(403, "forbidden");
    service.as_("street").post(&approve, json!({})).await.refused(403, "forbidden");
    let entries = service.journal_length().await;
    let approved = service.as_("far-district").post(&approve, json!({})).await.expect(200);
    assert_eq!(service.journal_length().await, entries + 1);
    assert_eq!(approved["known_years"], json!([2024, 2025, 2026, 2027]));
    let told = first_of_2027(&resident, &id).await;
    assert_eq!(told, json!({ "result": "2027-01-02T10:00:00.000+08:00", "provisional": false }));
    let again =
        service.as_("admin").post(&approve, json!({})).await.refused(409, "not_allowed_now");
    assert_eq!(again["state"], "approved");
    let unknown = format!("{path}/2031/approve");
    service.as_("admin").post(&unknown, json!({})).await.refused(404, "not_found");
}

async fn a_proposal_gives_way_to_a_later_one(service: Service) {
    let id = national(&service).await;
    let path = format!("/v1/calendars/{id}/years");
    let day = |date: &str| json!([{ "date": date, "kind": "off" }]);
    service.as_("district").post(&path, year(2027, day("2027-01-01"))).await.expect(201);
    let second = service.as_("admin").post(&path, year(2027, day("2027-01-04"))).await.expect(201);
    let waiting = |calendar: &Value| -> Vec<Value> {
        let years = calendar["years"].as_array().unwrap().iter();
        years.filter(|one| one["year"] == 2027).map(|one| one["days"][0]["date"].clone()).collect()
    };
    assert_eq!(waiting(&second), [json!("2027-01-04")]);
    let approve = format!("{path}/2027/approve");
    service.as_("admin").post(&approve, json!({})).await.refused(403, "forbidden");
    service.as_("district").post(&approve, json!({})).await.expect(200);
    // An amended notice: both stand until the second is approved, then one.
    let third =
        service.as_("district").post(&path, year(2027, day("2027-01-05"))).await.expect(201);
    assert_eq!(waiting(&third), [json!("2027-01-04"), json!("2027-01-05")]);
    let amended = service.as_("admin").post(&approve, json!({})).await.expect(200);
    assert_eq!(waiting(&amended), [json!("2027-01-05")]);
}

async fn a_proposal_must_make_sense(service: Service) {
    let path = format!("/v1/calendars/{}/years", national(&service).await);
    let off = |date: &str| json!({ "date": date, "kind": "off" });
    for (over, pointer, fault) in [
        (json!({ "year": 1999 }), "#/year", "range"),
        (json!({ "days": [off("2026-12-31")] }), "#/days/0/date", "range"),
        (json!({ "days": [off("2027-01-01"), off("2027-01-01")] }), "#/days/1/date", "taken"),
        (
            json!({ "days": [{ "date": "2027-01-01", "kind": "half" }] }),
            "#/days/0/windows",
            "required",
        ),
        (json!({ "hours": {} }), "#/hours", "not_allowed"),
        (json!({ "source_url": "ftp://x" }), "#/source_url", "format"),
        (json!({ "source_no": "" }), "#/source_no", "length"),
    ] {
        let mut body = year(2027, json!([]));
        body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
        service.as_("admin").post(&path, body).await.invalid(pointer, fault);
    }
}

async fn readiness_names_the_years_that_are_missing(service: Service) {
    let missing =
        async || service.anyone().get("/readyz").await.expect(200)["provisional_years"].clone();
    assert_eq!(missing().await, json!([]));
    service.pass(chrono::TimeDelta::days(250));
    assert_eq!(missing().await, json!([2027]), "in November the next year is asked for");
    let path = format!("/v1/calendars/{}/years", national(&service).await);
    service.as_("district").post(&path, year(2027, json!([]))).await.expect(201);
    assert_eq!(missing().await, json!([2027]));
    service.as_("admin").post(&format!("{path}/2027/approve"), json!({})).await.expect(200);
    assert_eq!(missing().await, json!([]));
}
