//! `previewDeadline`: every vector of other systems, over HTTP, and what makes no sense.

use calendar::{Calendar, Written};
use chrono::{DateTime, NaiveDateTime, SecondsFormat};
use serde_json::{Value, json};
use tests::{Service, served_by_both};

use crate::access::calendars::national;

served_by_both!(
    every_vector_passes,
    the_shipped_years_are_those_of_the_vectors,
    nonsense_is_refused_with_its_place,
    no_answer_lies_beyond_twenty_years,
    an_unknown_year_is_provisional,
);

const FILE: &str = include_str!("../../../domain/calendar/src/tests/vectors.json");

fn file() -> Value {
    serde_json::from_str(FILE).unwrap()
}

/// The wall times of the file with the offset that the calendar has then.
fn moment(calendar: &Calendar, text: &Value) -> String {
    let text = text.as_str().unwrap();
    let (local, utc) = text.strip_suffix('Z').map_or((text, false), |text| (text, true));
    let seconds = if local.len() == 16 { ":00" } else { "" };
    let local: NaiveDateTime = format!("{local}{seconds}").parse().unwrap();
    let at = if utc { local.and_utc() } else { calendar.zone.moment(local) };
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The question of a vector without its calendar.
fn question(vector: &Value, calendar: &Calendar) -> Value {
    let pauses = vector["pauses"].as_array().unwrap().iter();
    let pause = |pause: &Value| json!({ "from": moment(calendar, &pause[0]), "to": moment(calendar, &pause[1]) });
    json!({
        "op": vector["op"], "start": moment(calendar, &vector["start"]), "amount": vector["amount"],
        "end": vector.get("end").map(|end| moment(calendar, end)),
        "pauses": pauses.map(pause).collect::<Vec<_>>(),
    })
}

async fn check(service: &Service, vector: &Value, calendar: &Calendar, asked: Value) {
    let told = service.as_("resident").post("/v1/calendars/preview", asked).await.expect(200);
    assert_eq!(told["provisional"], false, "{vector}");
    if vector["op"] == "business_between" {
        assert_eq!(told["result"], vector["expect"], "{vector}");
        return;
    }
    let result: DateTime<chrono::FixedOffset> = told["result"].as_str().unwrap().parse().unwrap();
    let wanted = moment(calendar, &vector["expect"]);
    assert_eq!(result.to_utc().to_rfc3339_opts(SecondsFormat::Secs, true), wanted, "{vector}");
}

async fn every_vector_passes(service: Service) {
    let file = file();
    for vector in file["vectors"].as_array().unwrap() {
        let written = &file["calendars"][vector["calendar"].as_str().unwrap()];
        let calendar =
            serde_json::from_value::<Written>(written.clone()).unwrap().read("").unwrap();
        let mut asked = question(vector, &calendar);
        asked["calendar"] = written.clone();
        check(&service, vector, &calendar, asked).await;
    }
}

async fn the_shipped_years_are_those_of_the_vectors(service: Service) {
    let (file, national) = (file(), national(&service).await);
    let written: Written = serde_json::from_value(file["calendars"]["CN"].clone()).unwrap();
    let calendar = written.read("").unwrap();
    for vector in file["vectors"].as_array().unwrap().iter().filter(|one| one["calendar"] == "CN") {
        let mut asked = question(vector, &calendar);
        asked["calendar_id"] = json!(national);
        check(&service, vector, &calendar, asked).await;
    }
    let shipped =
        service.as_("auditor").get(&format!("/v1/calendars/{national}")).await.expect(200);
    for (year, number) in [
        (2024, "国办发明电〔2023〕7号"),
        (2025, "国办发明电〔2024〕12号"),
        (2026, "国办发明电〔2025〕7号"),
    ] {
        let years = shipped["years"].as_array().unwrap();
        let shown = years.iter().find(|one| one["year"] == year).unwrap();
        assert_eq!((&shown["source_no"], &shown["state"]), (&json!(number), &json!("approved")));
    }
    let listed = |kind: &str| -> Vec<chrono::NaiveDate> {
        let years = shipped["years"].as_array().unwrap().iter();
        let days = years.flat_map(|year| year["days"].as_array().unwrap());
        let of = days.filter(|day| day["kind"] == kind);
        of.map(|day| day["date"].as_str().unwrap().parse().unwrap()).collect()
    };
    assert_eq!(listed("work"), written.makeup_workdays);
    // The vectors leave out the holidays that fall on a weekend.
    let weekday =
        |date: &chrono::NaiveDate| chrono::Datelike::weekday(date).num_days_from_monday() < 5;
    assert_eq!(listed("off").into_iter().filter(weekday).collect::<Vec<_>>(), written.holidays);
}

fn asked(over: Value) -> Value {
    let mut body = json!({
        "calendar": { "tz": "+08:00", "hours": { "0": [["09:00", "17:00"]] } },
        "op": "add_business_seconds", "start": "2026-03-02T09:00:00+08:00", "amount": 3600,
    });
    body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    body
}

const EIGHT: &str = "2026-03-02T08:00:00+08:00";

fn backwards() -> Value {
    json!([{ "from": "2026-03-02T10:00:00Z", "to": "2026-03-02T09:00:00Z" }])
}

/// What is laid over a sound question, and what is then refused.
type Faulty = (Value, &'static str, &'static str);

#[rustfmt::skip]
fn of_the_calendar() -> Vec<Faulty> {
    vec![
        (json!({ "calendar": { "tz": "+08:00", "hours": {} } }), "#/calendar/hours", "not_allowed"),
        (json!({ "calendar": { "tz": "UTC+8", "hours": {} } }), "#/calendar/tz", "choice"),
        (json!({ "calendar": null }), "#/calendar", "required"),
        (json!({ "calendar_id": "street" }), "#/calendar_id", "format"),
        (
            json!({ "calendar_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c" }),
            "#/calendar_id",
            "not_allowed",
        ),
        (
            json!({ "calendar": null, "calendar_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c" }),
            "#/calendar_id",
            "not_found",
        ),
    ]
}

#[rustfmt::skip]
fn of_the_question() -> Vec<Faulty> {
    vec![
        (json!({ "op": "guess" }), "#/op", "choice"),
        (json!({ "amount": null }), "#/amount", "required"),
        (json!({ "amount": -1 }), "#/amount", "range"),
        (json!({ "amount": 1.5 }), "#/amount", "wrong_type"),
        (json!({ "start": "2026-03-02T09:00:00" }), "#/start", "format"),
        (json!({ "start": "1969-12-31T23:59:59Z" }), "#/start", "range"),
        (json!({ "end": EIGHT }), "#/end", "not_allowed"),
        (json!({ "op": "business_between", "amount": null }), "#/end", "required"),
        (json!({ "op": "business_between", "amount": null, "end": EIGHT }), "#/end", "order"),
        (json!({ "op": "business_between", "end": EIGHT }), "#/amount", "not_allowed"),
        (json!({ "pauses": backwards() }), "#/pauses/0/to", "order"),
        (json!({ "pauses": vec![json!({ "from": EIGHT, "to": EIGHT }); 101] }), "#/pauses", "length"),
        (
            json!({ "op": "add_workdays", "amount": 1, "pauses": [{ "from": EIGHT, "to": EIGHT }] }),
            "#/pauses",
            "not_allowed",
        ),
    ]
}

async fn nonsense_is_refused_with_its_place(service: Service) {
    let caller = service.as_("worker");
    for (over, pointer, fault) in [of_the_calendar(), of_the_question()].concat() {
        let reply = caller.post("/v1/calendars/preview", asked(over)).await;
        reply.invalid(pointer, fault);
    }
}

/// A hostile question costs no more than a long one.
async fn no_answer_lies_beyond_twenty_years(service: Service) {
    let sparse = json!({ "tz": "America/New_York", "hours": { "0": [["09:00", "09:01"]] } });
    let caller = service.as_("worker");
    for over in [
        json!({ "amount": 632_448_001_i64 }),
        json!({ "amount": i64::MAX }),
        json!({ "calendar": sparse, "amount": 600_000_000 }),
        json!({ "calendar": sparse, "op": "sub_business_seconds", "amount": 600_000_000 }),
        json!({ "calendar": sparse, "op": "add_workdays", "amount": 7000 }),
        json!({ "op": "add_workdays_then_pauses", "amount": 7321 }),
    ] {
        caller.post("/v1/calendars/preview", asked(over)).await.invalid("#/amount", "range");
    }
    let far = json!({ "op": "business_between", "amount": null, "end": "2190-01-01T00:00:00Z" });
    caller.post("/v1/calendars/preview", asked(far)).await.invalid("#/end", "range");
}

async fn an_unknown_year_is_provisional(service: Service) {
    let (national, caller) = (national(&service).await, service.as_("resident"));
    for (start, amount, provisional) in [
        ("2026-12-30T09:00:00+08:00", 1, false),
        ("2026-12-31T09:00:00+08:00", 1, true),
        ("2023-12-29T09:00:00+08:00", 1, true),
    ] {
        let body = json!({ "calendar_id": national, "op": "add_workdays", "start": start, "amount": amount });
        let told = caller.post("/v1/calendars/preview", body).await.expect(200);
        assert_eq!(told["provisional"], provisional, "{start}");
    }
}
