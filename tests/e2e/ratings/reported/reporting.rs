//! A figure is reported with evidence, verified by another, and superseded by what is verified after it.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{PATH, about, path, report, state, verify};

served_by_both!(
    a_newer_report_takes_the_place_of_one_that_waits,
    a_verified_figure_counts_until_another_is_verified,
    a_system_reports_by_its_scope_and_in_its_area,
    who_reported_verifies_nothing,
    what_makes_no_sense_is_refused,
    the_enterprise_is_that_of_the_last_day,
    a_key_reports_once,
);

async fn a_newer_report_takes_the_place_of_one_that_waits(service: Service) {
    let first = report(&service, "manager", json!({})).await;
    assert_eq!(
        ["state", "first_on", "last_on", "figure_label"].map(|name| first[name].clone()),
        [json!("reported"), json!("2025-10-01"), json!("2025-12-31"), json!("物业费收缴率")]
    );
    assert_eq!((&first["count"], &first["allowed_actions"]), (&Value::Null, &json!([])));
    let second = report(&service, "manager", json!({ "part": 1900 })).await;
    let old = service.as_("manager").get(&path(&first)).await.expect(200);
    assert_eq!((&old["state"], &old["replaced_by"]), (&json!("replaced"), &second["id"]));
    let refused = verify(&service, "property-office", &first, true).await;
    let refused = refused.refused(409, "not_allowed_now");
    assert_eq!((&refused["state"], &refused["allowed_actions"]), (&json!("replaced"), &json!([])));
    let seen = service.as_("property-office").get(&path(&second)).await.expect(200);
    assert_eq!(seen["allowed_actions"], json!(["verify"]));
    let entries = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'reported_figure'";
    assert_eq!(service.count(entries).await, 3);
    for other in [
        json!({ "quarter": 3 }),
        json!({ "quarter": null }),
        json!({ "figure": "patrol.completion_rate" }),
    ] {
        report(&service, "manager", other).await;
    }
    assert_eq!(
        state(&service, &second).await,
        "reported",
        "another period or figure stands beside"
    );
}

async fn a_verified_figure_counts_until_another_is_verified(service: Service) {
    let first = report(&service, "manager", json!({})).await;
    let done = verify(&service, "property-office", &first, true).await.expect(200);
    assert_eq!(
        (&done["state"], &done["judged_role"], &done["words"]),
        (&json!("verified"), &json!("property_office"), &json!("与台账核对"))
    );
    verify(&service, "property-office", &first, false).await.refused(409, "not_allowed_now");
    let second = report(&service, "manager", json!({ "part": 1 })).await;
    verify(&service, "property-office", &second, false).await.expect(200);
    assert_eq!(state(&service, &first).await, "verified", "what is rejected supersedes nothing");
    let third = report(&service, "manager", json!({ "part": 1900 })).await;
    assert_eq!(state(&service, &first).await, "verified");
    verify(&service, "property-office", &third, true).await.expect(200);
    let states = [&first, &second, &third].map(|figure| state(&service, figure));
    let states = futures_util::future::join_all(states).await;
    assert_eq!(states, ["replaced", "rejected", "verified"]);
}

async fn a_system_reports_by_its_scope_and_in_its_area(service: Service) {
    let drills = json!({ "figure": "safety.drill_count_in_half_year", "part": null, "whole": null, "count": 2 });
    let made = report(&service, "client", drills.clone()).await;
    assert_eq!((&made["count"], &made["reported_role"]), (&json!(2), &json!("system_client")));
    let seen = service.as_("client").get(&path(&made)).await.expect(200);
    assert_eq!(seen["allowed_actions"], json!([]));
    verify(&service, "client", &made, true).await.refused(403, "forbidden");
    let mut elsewhere = drills;
    elsewhere["estate_id"] = json!(world::estate("other-estate"));
    service.as_("client").post(PATH, about(elsewhere)).await.refused(403, "forbidden");
    verify(&service, "property-office", &made, true).await.expect(200);
    service.as_("manager").get(&path(&made)).await.expect(200);
}

async fn who_reported_verifies_nothing(service: Service) {
    let street = ("area_id", world::area("street"));
    let duty = service.grant("manager", "property_office", street).await;
    let made = report(&service, "manager", json!({})).await;
    verify(&service, "manager", &made, true).await.refused(403, "forbidden");
    let held = service.as_("manager").get("/v1/me").await.expect(200);
    let held = held["duties"].as_array().unwrap().iter();
    for one in held.filter(|one| one["role"] == "manager") {
        service.end_duty(one["id"].as_str().unwrap().parse().unwrap()).await;
    }
    verify(&service, "manager", &made, true).await.refused(403, "forbidden");
    service.end_duty(duty).await;
    for name in ["street", "district", "branch", "auditor", "community"] {
        verify(&service, name, &made, true).await.refused(403, "forbidden");
    }
    for name in ["resident", "worker", "other-street", "far-district", "nobody"] {
        verify(&service, name, &made, true).await.refused(404, "not_found");
    }
    for name in ["worker", "dispatcher", "property-office", "street", "district", "resident"] {
        service.as_(name).post(PATH, about(json!({}))).await.refused(403, "forbidden");
    }
}

async fn what_makes_no_sense_is_refused(service: Service) {
    let manager = service.as_("manager");
    let none = json!(null);
    for (over, pointer, fault) in [
        (json!({ "part": 2001 }), "#/part", "range"),
        (json!({ "whole": 1_000_001 }), "#/whole", "range"),
        (json!({ "part": none }), "#/part", "required"),
        (json!({ "whole": none }), "#/whole", "required"),
        (json!({ "part": -1 }), "#/part", "range"),
        (json!({ "count": 1 }), "#/count", "not_allowed"),
        (json!({ "figure": "safety.drill_count_in_half_year" }), "#/part", "not_allowed"),
        (json!({ "figure": "ticket.response_rate" }), "#/figure", "not_found"),
        (json!({ "figure": "" }), "#/figure", "length"),
        (json!({ "quarter": 5 }), "#/quarter", "range"),
        (json!({ "quarter": 0 }), "#/quarter", "range"),
        (json!({ "year": 2026, "quarter": 1 }), "#/quarter", "range"),
        (json!({ "year": 2026, "quarter": none }), "#/year", "range"),
        (json!({ "year": 2023 }), "#/year", "range"),
        (json!({ "year": 9999 }), "#/year", "range"),
        (json!({ "evidence": " " }), "#/evidence", "required"),
        (
            json!({ "links": [{ "name": " ", "url": "https://example.org/" }] }),
            "#/links/0/name",
            "required",
        ),
        (json!({ "estate_id": world::area("grid") }), "#/estate_id", "not_found"),
        (json!({ "share": "0.93" }), "#/share", "unknown_field"),
    ] {
        manager.post(PATH, about(over)).await.invalid(pointer, fault);
    }
    let elsewhere = json!({ "estate_id": world::estate("other-estate") });
    manager.post(PATH, about(elsewhere)).await.refused(403, "forbidden");
    let made = report(&service, "manager", json!({ "part": 0, "whole": 0 })).await;
    let empty = json!({ "verified": true, "words": " " });
    let to = format!("{}/verify", path(&made));
    service.as_("property-office").post(&to, empty).await.invalid("#/words", "required");
    assert_eq!(service.count("SELECT COUNT(*) FROM reported_figure").await, 1);
}

async fn the_enterprise_is_that_of_the_last_day(service: Service) {
    let before = json!({ "year": 2024, "quarter": 3 });
    service.as_("manager").post(PATH, about(before.clone())).await.refused(403, "forbidden");
    service.as_("client").post(PATH, about(before)).await.invalid("#/estate_id", "not_allowed");
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    service.as_("client").post(PATH, about(bare)).await.invalid("#/estate_id", "not_allowed");
    let end = format!("/v1/contracts/{}/end", world::contract("enterprise"));
    let over = json!({ "reason": "解约", "on": "2026-03-02" });
    service.as_("street").post(&end, over).await.expect(200);
    let made = report(&service, "manager", json!({})).await;
    assert_eq!(made["enterprise_id"], json!(world::organization("enterprise")));
}

async fn a_key_reports_once(service: Service) {
    let send = async || {
        let call = service.as_("manager").request("POST", PATH);
        call.header("Idempotency-Key", "once").json(&about(json!({}))).send().await
    };
    let (first, again) = (send().await, send().await);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.body, again.body);
    assert_eq!(service.count("SELECT COUNT(*) FROM reported_figure").await, 1);
}
