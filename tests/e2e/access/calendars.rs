//! A well-formed request for each case about calendars.

use std::sync::atomic::{AtomicI32, Ordering};

use sea_orm::Value as SqlValue;
use serde_json::{Value, json};
use tests::{Service, world};

use super::{
    cases::Case,
    requests::{Request, id, made},
};

/// The calendar of everywhere.
pub(crate) async fn national(service: &Service) -> String {
    let all = service.as_("admin").get("/v1/calendars?limit=100").await.expect(200);
    let last = all["items"].as_array().unwrap().last().unwrap().clone();
    assert!(last["parent_id"].is_null());
    id(&last)
}

/// Operations on calendars and on what is measured by them.
pub(super) fn of_calendars(operation: &str) -> bool {
    operation.contains("Calendar") || ["previewDeadline", "setClockPolicy"].contains(&operation)
}

/// Each proposal and each approval is about a year of its own.
pub(super) async fn calendar(service: &Service, case: &Case) -> Request {
    static YEAR: AtomicI32 = AtomicI32::new(0);
    let national = national(service).await;
    let year = 2030 + YEAR.fetch_add(1, Ordering::Relaxed) % 160;
    let mut body = json!({
        "year": year, "days": [], "source_no": "CANARY", "source_url": "https://example.com/",
    });
    if case.place == "street" {
        body["area_id"] = json!(world::area("street"));
    }
    match case.operation {
        "setClockPolicy" => clock_policy(case),
        "previewDeadline" => Request::default().with(json!({
            "calendar_id": national, "op": "add_workdays", "start": "2026-03-02T09:00:00+08:00", "amount": 1,
        })),
        "proposeCalendarYear" => Request::of(national).with(body),
        "approveCalendarYear" => approval(service, case, &national, body).await,
        _ => Request::of(national),
    }
}

/// A policy of clocks, everywhere or for the street.
fn clock_policy(case: &Case) -> Request {
    let mut body = json!({ "clock": "dispatch", "limit": { "unit": "minutes", "amount": 90 } });
    if case.place == "street" {
        body["area_id"] = json!(world::area("street"));
    }
    Request::default().with(body)
}

/// A year proposed by someone who does not try, or by the street officer.
async fn approval(service: &Service, case: &Case, national: &str, body: Value) -> Request {
    let path = format!("/v1/calendars/{national}/years");
    let (year, by_street) = (body["year"].clone(), case.subject.contains("proposed by"));
    let proposed = match by_street {
        true => service.as_("street").post(&path, body).await.expect(201),
        false => made(service, &path, body).await,
    };
    if !by_street {
        let sql =
            "UPDATE calendar_year SET proposed_by = $1 WHERE state = 'proposed' AND year = $2";
        let year = i32::try_from(year.as_i64().unwrap()).unwrap();
        let stranger: SqlValue = world::person("disabled").into();
        service.force(sql, vec![stranger, year.into()]).await;
    }
    let id = id(&proposed);
    Request::of(format!("{id}/years/{year}"))
}
