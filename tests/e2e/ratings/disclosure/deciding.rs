//! Who decides on objections and re-checks, with what, and by when.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{act, disclosed, object, objected, on, path, rejected, score, upheld};
use crate::access::enlist::named;

served_by_both!(
    never_by_who_scored_objected_works_there_or_gave_more_time,
    a_correction_is_of_the_item_and_changes_something,
    a_recheck_is_asked_by_who_objected_in_time_and_decided_by_another,
    nothing_is_decided_once_the_cycle_is_cancelled,
);

async fn never_by_who_scored_objected_works_there_or_gave_more_time(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let made = objected(&service, &one).await;
    on(&service, "property-office", &made, "decide", rejected()).await.refused(403, "forbidden");
    for name in ["manager", "resident", "committee", "branch", "district", "auditor"] {
        on(&service, name, &made, "decide", rejected()).await.refused(403, "forbidden");
    }
    for name in ["other-street", "far-district", "other-resident", "nobody"] {
        on(&service, name, &made, "decide", rejected()).await.refused(404, "not_found");
    }
    let branch = object(&service, "manager", &one, json!({ "item": "A8" })).await.expect(201);
    on(&service, "property-office", &branch, "decide", rejected()).await.expect(200);
    let scope = ("organization_id", world::organization("enterprise"));
    let duty = service.grant("street", "worker", scope).await;
    on(&service, "street", &made, "decide", rejected()).await.refused(403, "forbidden");
    service.end_duty(duty).await;
    let reason = json!({ "reason": "须现场复核" });
    on(&service, "street", &made, "extend", reason.clone()).await.refused(403, "forbidden");
    let more = on(&service, "district", &made, "extend", reason.clone()).await.expect(200);
    assert!(more["due_at"].as_str() > made["due_at"].as_str());
    on(&service, "district", &made, "extend", reason).await.refused(409, "not_allowed_now");
    let done = on(&service, "street", &made, "decide", rejected()).await.expect(200);
    assert_eq!((&done["state"], &done["revisions"]), (&json!("rejected"), &json!([])));
    on(&service, "street", &made, "decide", rejected()).await.refused(409, "not_allowed_now");
    let asked = json!({ "grounds": "请再看一次" });
    on(&service, "manager", &made, "recheck", asked).await.expect(200);
    let barred = on(&service, "district", &made, "decide-recheck", rejected()).await;
    barred.refused(403, "forbidden");
    let path = format!("{}/decide-recheck", path(&made));
    let kept = named(&service, "deputy").await.post(&path, rejected()).await.expect(200);
    assert_eq!(kept["state"], "recheck_rejected");
}

/// Decisions that make no sense, each with the place and the fault.
fn senseless() -> Vec<(Value, &'static str, &'static str)> {
    let told =
        |correction: Value| json!({ "upheld": true, "words": "经核实", "correction": correction });
    let input = |input: Value| told(json!({ "input": input }));
    vec![
        (json!({ "upheld": true, "words": "是" }), "#/correction", "required"),
        (input(json!({ "indicator": "B1", "tier": 0 })), "#/correction", "not_allowed"),
        (input(json!({ "indicator": "B1", "tier": 9 })), "#/correction/input/tier", "range"),
        (
            input(json!({ "indicator": "B1", "count": 1 })),
            "#/correction/input/count",
            "not_allowed",
        ),
        (
            input(json!({ "indicator": "B2", "count": 1 })),
            "#/correction/input/indicator",
            "not_allowed",
        ),
        (
            told(json!({ "veto": { "veto": "V1", "holds": true } })),
            "#/correction/input",
            "required",
        ),
        (told(json!({})), "#/correction/input", "required"),
        (
            json!({ "upheld": false, "words": "否", "correction": { "input": { "indicator": "B1", "tier": 1 } } }),
            "#/correction",
            "not_allowed",
        ),
        (json!({ "upheld": false, "words": " " }), "#/words", "required"),
    ]
}

async fn a_correction_is_of_the_item_and_changes_something(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let made = objected(&service, &one).await;
    for (body, pointer, fault) in senseless() {
        on(&service, "street", &made, "decide", body).await.invalid(pointer, fault);
    }
    let none = json!({ "input": { "indicator": "B1", "no_data": true } });
    let body = json!({ "upheld": true, "words": "经核实", "correction": none });
    on(&service, "street", &made, "decide", body).await.expect(200);
    let stated = score(&service, &cycle).await;
    assert_eq!(super::line(&stated, "B1")["standing"], "zero_for_no_data");
}

async fn a_recheck_is_asked_by_who_objected_in_time_and_decided_by_another(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let made = object(&service, "resident", &one, json!({})).await.expect(201);
    let asked = json!({ "grounds": "请再看一次" });
    on(&service, "resident", &made, "recheck", asked.clone()).await.refused(409, "not_allowed_now");
    on(&service, "street", &made, "decide", rejected()).await.expect(200);
    for name in ["manager", "neighbour", "committee", "street", "district"] {
        on(&service, name, &made, "recheck", asked.clone()).await.refused(403, "forbidden");
    }
    let early = on(&service, "district", &made, "decide-recheck", rejected()).await;
    early.refused(409, "not_allowed_now");
    let waits = on(&service, "resident", &made, "recheck", asked.clone()).await.expect(200);
    assert_eq!(waits["recheck"]["decision"], json!(null));
    for name in ["street", "property-office", "resident", "manager", "auditor"] {
        on(&service, name, &made, "decide-recheck", upheld(1)).await.refused(403, "forbidden");
    }
    let done = on(&service, "district", &made, "decide-recheck", upheld(1)).await.expect(200);
    assert_eq!(done["revisions"][0]["rechecked"], json!(true));
    on(&service, "resident", &made, "recheck", asked.clone()).await.refused(409, "not_allowed_now");
    let other = object(&service, "resident", &one, json!({ "item": "A8" })).await.expect(201);
    on(&service, "street", &other, "decide", rejected()).await.expect(200);
    service.pass(TimeDelta::days(20));
    on(&service, "resident", &other, "recheck", asked).await.refused(409, "not_allowed_now");
}

async fn nothing_is_decided_once_the_cycle_is_cancelled(service: Service) {
    let cycle = disclosed(&service).await;
    let one = score(&service, &cycle).await;
    let made = objected(&service, &one).await;
    act(&service, "district", &cycle, "cancel", json!({ "reason": "程序有误" })).await.expect(200);
    on(&service, "street", &made, "decide", upheld(1)).await.refused(409, "not_allowed_now");
    object(&service, "resident", &one, json!({})).await.refused(409, "not_allowed_now");
    let seen = service.as_("street").get(&path(&made)).await.expect(200);
    assert_eq!(seen["allowed_actions"], json!([]));
    service.pass(TimeDelta::days(20));
    service.run_jobs().await;
    assert_eq!(service.count("SELECT COUNT(*) FROM journal WHERE action = 'lapse'").await, 0);
}
