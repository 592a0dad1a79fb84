//! Whistle and report-in 吹哨报到: called, approved, reported in, finished, rated, and both sides counted.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Service, minimal, served_by_both, world};

served_by_both!(
    a_whistle_from_start_to_end,
    a_department_sees_the_ticket_only_while_it_is_called,
    the_principal_approves_and_never_who_blew,
    each_kind_has_its_limits,
    what_lies_stuck_in_a_hand_over_is_found_and_shown,
    a_whistle_ends_with_its_ticket,
    both_sides_are_counted,
    returns_are_counted_by_organisation,
);

fn both() -> Value {
    let mut body = minimal("blow_whistle");
    body["assisting"] = json!([world::organization("police")]);
    body
}

async fn listed(service: &Service, name: &str, query: &str) -> Vec<Value> {
    let page = service.as_(name).get(&format!("/v1/whistles{query}")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}

async fn a_whistle_from_start_to_end(service: Service) {
    let case = service.ticket_in("dispatched").await;
    let blown = case.try_whistle("community", "blow_whistle", both()).await.expect(200);
    assert_eq!(blown["whistles"][0]["state"], "blown");
    case.try_whistle("community", "blow_whistle", both()).await.refused(409, "not_allowed_now");
    let approved = case.whistle("secretary", "approve_whistle").await;
    assert_eq!(approved["whistles"][0]["state"], "approved");
    assert_eq!(approved["whistles"][0]["tasks"][0]["lead"], true);
    for name in ["department", "police"] {
        case.try_whistle(name, "finish_task", minimal("finish_task"))
            .await
            .refused(409, "not_allowed_now");
        assert_eq!(case.allowed(name).await, ["report_in"]);
        case.try_whistle(name, "report_in", json!({})).await.expect(200);
        case.try_whistle(name, "report_in", json!({})).await.invalid("#/on_site", "required");
        case.whistle(name, "report_in").await;
        case.try_whistle(name, "report_in", minimal("report_in"))
            .await
            .refused(409, "not_allowed_now");
    }
    case.try_whistle("community", "rate_department", minimal("rate_department"))
        .await
        .refused(409, "not_allowed_now");
    assert_eq!(case.whistle("department", "finish_task").await["whistles"][0]["state"], "approved");
    let wrong = json!({ "organization_id": world::organization("police"), "stars": 5 });
    case.try_whistle("community", "rate_department", wrong.clone())
        .await
        .invalid("#/organization_id", "not_allowed");
    assert_eq!(case.whistle("police", "finish_task").await["whistles"][0]["state"], "finished");
    case.whistle("community", "rate_department").await;
    let rated = case.try_whistle("secretary", "rate_department", wrong).await.expect(200);
    assert_eq!(rated["whistles"][0]["tasks"][0]["stars"], 5);
    assert_eq!(rated["whistles"][0]["tasks"][1]["result"], "已迁移");
    case.try_whistle("community", "blow_whistle", both()).await.expect(200);
    let words = case.history().await;
    let about: Vec<_> = words.iter().filter(|word| !word.contains("dispatch")).collect();
    assert_eq!(about.len(), 12, "{words:?}");
}

async fn a_department_sees_the_ticket_only_while_it_is_called(service: Service) {
    let case = service.ticket_in("submitted").await;
    case.whistle("community", "blow_whistle").await;
    case.get("department").await.refused(404, "not_found");
    assert_eq!(listed(&service, "department", "").await, Vec::<Value>::new());
    case.whistle("secretary", "approve_whistle").await;
    let seen = case.seen_by("department").await;
    assert_eq!(seen["whistles"][0]["number"], 1);
    case.get("police").await.refused(404, "not_found");
    let page = service.as_("department").get("/v1/tickets").await.expect(200);
    assert_eq!(page["items"][0]["id"], json!(case.id));
    assert_eq!(listed(&service, "department", "").await.len(), 1);
    case.whistle("department", "report_in").await;
    case.whistle("department", "finish_task").await;
    case.whistle("community", "rate_department").await;
    case.get("department").await.refused(404, "not_found");
    let kept = listed(&service, "department", "?state=finished").await;
    assert_eq!(kept[0]["tasks"][0]["stars"], 5, "its own whistle stays in its list");
    for (name, count) in [("street", 1), ("branch", 1), ("resident", 0), ("other-street", 0)] {
        assert_eq!(listed(&service, name, "").await.len(), count, "{name}");
    }
}

async fn the_principal_approves_and_never_who_blew(service: Service) {
    let case = service.ticket_in("submitted").await;
    case.whistle("secretary", "blow_whistle").await;
    case.try_whistle("secretary", "approve_whistle", minimal("approve_whistle"))
        .await
        .refused(409, "not_allowed_now");
    for name in ["community", "street", "branch", "resident"] {
        case.try_whistle(name, "approve_whistle", minimal("approve_whistle"))
            .await
            .refused(403, "forbidden");
    }
    let case = service.ticket_in("submitted").await;
    case.whistle("community", "blow_whistle").await;
    case.try_whistle("secretary", "approve_whistle", json!({ "granted": false }))
        .await
        .invalid("#/words", "required");
    let no = json!({ "granted": false, "words": "先由物业处置" });
    let refused = case.try_whistle("secretary", "approve_whistle", no).await.expect(200);
    assert_eq!(refused["whistles"][0]["state"], "rejected");
    case.get("department").await.refused(404, "not_found");
    let mut foreign = minimal("blow_whistle");
    foreign["lead"] = json!(world::organization("enterprise"));
    case.try_whistle("community", "blow_whistle", foreign.clone())
        .await
        .invalid("#/lead", "not_allowed");
    foreign["lead"] = json!(world::organization("other-department"));
    case.try_whistle("community", "blow_whistle", foreign).await.invalid("#/lead", "not_allowed");
    let mut twice = both();
    twice["assisting"] = json!([twice["lead"]]);
    case.try_whistle("community", "blow_whistle", twice).await.invalid("#/assisting/0", "taken");
}

/// On Monday at nine.
async fn each_kind_has_its_limits(service: Service) {
    for (kind, report, site, finish) in [
        ("emergency", Some("2026-03-02T09:30"), Some("2026-03-02T11:00"), None),
        ("enforcement", Some("2026-03-03T09:00"), None, None),
        ("hard_case", Some("2026-03-04T09:00"), None, Some("2026-03-16T09:00")),
    ] {
        let case = service.ticket_in("submitted").await;
        let mut body = minimal("blow_whistle");
        body["kind"] = json!(kind);
        case.try_whistle("community", "blow_whistle", body).await.expect(200);
        let seen = case.whistle("secretary", "approve_whistle").await;
        let task = &seen["whistles"][0]["tasks"][0];
        for (field, expected) in
            [("report_by", report), ("on_site_by", site), ("finish_by", finish)]
        {
            let minute = task[field].as_str().map(|text| &text[..16]);
            assert_eq!(minute, expected, "{kind} {field}");
        }
    }
}

async fn what_lies_stuck_in_a_hand_over_is_found_and_shown(service: Service) {
    let case = service.ticket_in("submitted").await;
    case.whistle("community", "blow_whistle").await;
    service.pass(TimeDelta::hours(24) - TimeDelta::milliseconds(1));
    service.run_jobs().await;
    assert_eq!(listed(&service, "street", "?stuck=true").await, Vec::<Value>::new());
    service.pass(TimeDelta::milliseconds(1));
    service.run_jobs().await;
    service.run_jobs().await;
    assert_eq!(listed(&service, "street", "?stuck=true").await.len(), 1);
    // Clocks run meanwhile.
    let mut history = case.history().await;
    history.retain(|action| !["clock", "supervise"].contains(&action.as_str()));
    assert_eq!(history, ["submit", "blow_whistle", "whistle_stuck"], "once");
    case.whistle("secretary", "approve_whistle").await;
    assert_eq!(listed(&service, "street", "?stuck=true").await, Vec::<Value>::new());
    service.pass(TimeDelta::days(2));
    service.run_jobs().await;
    assert_eq!(listed(&service, "community", "?stuck=true").await.len(), 1);
    case.whistle("department", "report_in").await;
    assert_eq!(listed(&service, "community", "?stuck=true").await, Vec::<Value>::new());
}

async fn a_whistle_ends_with_its_ticket(service: Service) {
    let case = service.ticket_in("submitted").await;
    case.whistle("community", "blow_whistle").await;
    case.whistle("secretary", "approve_whistle").await;
    let gone = case.step("resident", "withdraw").await;
    assert_eq!(
        (&gone["whistles"][0]["state"], &gone["whistles"][0]["due_at"]),
        (&json!("lapsed"), &Value::Null)
    );
    case.get("department").await.refused(404, "not_found");
}

async fn figures(service: &Service, name: &str) -> Value {
    service.as_(name).get("/v1/whistle-figures").await.expect(200)
}

async fn both_sides_are_counted(service: Service) {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for _ in 0..3 {
        let case = service.ticket_in("submitted").await;
        case.try_whistle("community", "blow_whistle", both()).await.expect(200);
        cases.push(case);
    }
    cases[0].whistle("secretary", "approve_whistle").await;
    let no = json!({ "granted": false, "words": "不必" });
    cases[1].try_whistle("secretary", "approve_whistle", no).await.expect(200);
    cases[0].whistle("department", "report_in").await;
    service.pass(TimeDelta::days(3));
    cases[0].whistle("police", "report_in").await;
    cases[0].whistle("department", "finish_task").await;
    cases[0].whistle("community", "rate_department").await;
    let seen = figures(&service, "street").await;
    assert_eq!(
        (&seen["blown"], &seen["approved"], &seen["rejected"]),
        (&json!(3), &json!(1), &json!(1))
    );
    let of = |name: &str| {
        let id = json!(world::organization(name));
        let all = seen["departments"].as_array().unwrap();
        all.iter().find(|one| one["organization_id"] == id).unwrap().clone()
    };
    let counted = |one: &Value| {
        ["called", "reported", "in_time", "finished", "rated", "stars"]
            .map(|key| one[key].as_i64().unwrap())
    };
    assert_eq!(counted(&of("department")), [1, 1, 1, 1, 1, 5]);
    assert_eq!(counted(&of("police")), [1, 1, 0, 0, 0, 0]);
    let own = figures(&service, "police").await;
    assert_eq!(own["departments"].as_array().unwrap().len(), 1, "a department is shown itself");
    assert_eq!(figures(&service, "other-street").await["blown"], 0);
}

async fn returns_are_counted_by_organisation(service: Service) {
    for granted in [true, false, false] {
        let case = service.ticket_in("submitted").await;
        case.step("manager", "request_return").await;
        case.rule("community", 1, granted).await;
    }
    let seen = service.as_("street").get("/v1/return-figures").await.expect(200);
    let expected = json!({
        "organization_id": world::organization("enterprise"), "asked": 3, "granted": 1, "improper": 2,
    });
    assert_eq!(seen["organizations"], json!([expected]));
    let none = service.as_("other-street").get("/v1/return-figures").await.expect(200);
    assert_eq!(none["organizations"], json!([]));
}
