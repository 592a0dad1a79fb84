//! What the enterprise does about a finding, and who says whether that is enough.

use chrono::TimeDelta;
use serde_json::json;
use tests::{Service, served_by_both, world};

use super::{PATH, act, file, found, items, path, rectify, verify, withdraw};
use crate::ratings::template_in_force;

served_by_both!(
    a_finding_is_rejected_overdue_and_verified_in_the_end,
    only_its_own_side_verifies_and_never_who_rectified,
    who_filed_it_or_their_office_withdraws,
    what_is_empty_is_refused,
);

async fn a_finding_is_rejected_overdue_and_verified_in_the_end(service: Service) {
    let made = found(&service, json!({})).await;
    let seen = service.as_("manager").get(&path(&made)).await.expect(200);
    assert_eq!(seen["allowed_actions"], json!(["rectify"]));
    verify(&service, "property-office", &made, true).await.refused(409, "not_allowed_now");
    let done = rectify(&service, "worker", &made).await.expect(200);
    assert_eq!((&done["state"], &done["allowed_actions"]), (&json!("rectified"), &json!([])));
    let again = rectify(&service, "manager", &made).await.refused(409, "not_allowed_now");
    assert_eq!((&again["state"], &again["allowed_actions"]), (&json!("rectified"), &json!([])));
    let back = verify(&service, "property-office", &made, false).await.expect(200);
    assert_eq!((&back["state"], &back["rejections"]), (&json!("filed"), &json!(1)));
    assert_eq!(back["rectifications"][0]["accepted"], false);
    service.pass(TimeDelta::days(10));
    let late = service.as_("dispatcher").get(&path(&made)).await.expect(200);
    assert_eq!(late["overdue"], true, "the due day stays");
    let done = rectify(&service, "dispatcher", &made).await.expect(200);
    assert_eq!(
        (&done["overdue"], &done["rectifications"][1]["in_time"]),
        (&json!(false), &json!(false))
    );
    let whole = verify(&service, "property-office", &made, true).await.expect(200);
    assert_eq!((&whole["state"], &whole["version"]), (&json!("verified"), &json!(5)));
    assert_eq!(whole["allowed_actions"], json!(["withdraw"]));
    let of: Vec<_> = whole["rectifications"].as_array().unwrap().iter().collect();
    assert_eq!(
        (of.len(), &of[0]["in_time"], &of[1]["accepted"], &of[1]["judged_by"]),
        (2, &json!(true), &json!(true), &json!(world::person("property-office")))
    );
    assert_eq!(of[0]["links"][0]["url"], "https://files.example.org/1.jpg");
    let entries = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'finding'";
    assert_eq!(service.count(entries).await, 5);
    for (word, body) in [
        ("rectify", json!({ "note": "再改", "evidence": "照片" })),
        ("verify", json!({ "accepted": true, "words": "再核" })),
    ] {
        let name = if word == "rectify" { "manager" } else { "property-office" };
        act(&service, name, &made, word, body).await.refused(409, "not_allowed_now");
    }
}

async fn only_its_own_side_verifies_and_never_who_rectified(service: Service) {
    let made = found(&service, json!({})).await;
    for name in ["branch", "property-office", "street", "committee"] {
        rectify(&service, name, &made).await.refused(403, "forbidden");
    }
    rectify(&service, "other-worker", &made).await.refused(404, "not_found");
    rectify(&service, "worker", &made).await.expect(200);
    for name in ["worker", "manager", "branch", "secretary", "specialist", "street", "district"] {
        verify(&service, name, &made, true).await.refused(403, "forbidden");
    }
    for name in ["other-branch", "far-district", "resident", "client", "nobody"] {
        verify(&service, name, &made, true).await.refused(404, "not_found");
    }
    let office =
        service.grant("worker", "property_office", ("area_id", world::area("street"))).await;
    verify(&service, "worker", &made, true).await.refused(403, "forbidden");
    let held = service.as_("worker").get("/v1/me").await.expect(200);
    let held = held["duties"].as_array().unwrap().iter();
    for duty in held.filter(|duty| duty["role"] == "worker") {
        service.end_duty(duty["id"].as_str().unwrap().parse().unwrap()).await;
    }
    verify(&service, "worker", &made, false).await.refused(403, "forbidden");
    service.end_duty(office).await;
    verify(&service, "property-office", &made, true).await.expect(200);
}

async fn who_filed_it_or_their_office_withdraws(service: Service) {
    template_in_force(&service).await;
    let over = json!({ "indicator": "E4" });
    let made = file(&service, "grid", over.clone()).await;
    for name in ["specialist", "community", "branch", "manager", "property-office", "district"] {
        withdraw(&service, name, &made).await.refused(403, "forbidden");
    }
    let gone = withdraw(&service, "grid", &made).await.expect(200);
    assert_eq!((&gone["state"], &gone["allowed_actions"]), (&json!("withdrawn"), &json!([])));
    assert_eq!(gone["withdrawal"]["reason"], "登记有误");
    rectify(&service, "manager", &made).await.refused(409, "not_allowed_now");
    withdraw(&service, "secretary", &made).await.refused(409, "not_allowed_now");
    let made = file(&service, "grid", over).await;
    rectify(&service, "manager", &made).await.expect(200);
    let gone = withdraw(&service, "secretary", &made).await.expect(200);
    assert_eq!(gone["withdrawal"]["by"], json!(world::person("secretary")));
    let reason = "SELECT COUNT(*) FROM journal j JOIN journal_detail d ON d.entry = j.entry \
        WHERE j.subject_kind = 'finding' AND j.action = 'withdraw' AND d.detail LIKE '%登记有误%'";
    assert_eq!(service.count(reason).await, 2, "the journal keeps why");
    assert_eq!(items(&service, "grid", "&state=withdrawn").await.len(), 2);
    assert_eq!(items(&service, "grid", "&overdue=true").await.len(), 0);
}

async fn what_is_empty_is_refused(service: Service) {
    let made = found(&service, json!({})).await;
    let link = |url: &str| json!([{ "name": "照片", "url": url }]);
    for (over, pointer, fault) in [
        (json!({ "note": " ", "evidence": "照片" }), "#/note", "required"),
        (json!({ "note": "已改", "evidence": "\t" }), "#/evidence", "required"),
        (json!({ "note": "已改" }), "#/evidence", "required"),
        (
            json!({ "note": "已改", "evidence": "照片", "links": link("ftp://x") }),
            "#/links/0/url",
            "format",
        ),
    ] {
        act(&service, "manager", &made, "rectify", over).await.invalid(pointer, fault);
    }
    rectify(&service, "manager", &made).await.expect(200);
    let empty = json!({ "accepted": false, "words": " " });
    act(&service, "property-office", &made, "verify", empty).await.invalid("#/words", "required");
    let empty = json!({ "reason": " " });
    act(&service, "property-office", &made, "withdraw", empty)
        .await
        .invalid("#/reason", "required");
    let missing = json!({ "id": world::estate("estate") });
    rectify(&service, "manager", &missing).await.refused(404, "not_found");
    service.as_("district").get(&format!("{PATH}/nothing")).await.refused(400, "malformed_request");
}
