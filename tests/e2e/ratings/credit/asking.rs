//! What an enterprise asks of a record: objections and repair, in time, and decided by someone else.

use chrono::{DateTime, TimeDelta};
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{act, asked, grade, items, path, record};
use crate::{access::enlist::named, ratings::deputy};

served_by_both!(
    an_objection_that_is_upheld,
    an_objection_that_is_refused_leaves_the_record,
    more_time_is_approved_by_another_than_who_decides,
    repair_is_sought_after_the_time_of_publicity,
    nobody_decides_on_what_they_recorded,
    a_reversal_closes_what_waits,
);

fn decided(upheld: bool) -> Value {
    json!({ "upheld": upheld, "words": "经核实" })
}

async fn an_objection_that_is_upheld(service: Service) {
    let made = record(&service, json!({})).await;
    let seen = service.as_("manager").get(&path(&made)).await.expect(200);
    assert_eq!(seen["allowed_actions"], json!(["object"]));
    let disputed = asked(&service, &made, "object").await;
    assert_eq!((&disputed["disputed"], &disputed["state"]), (&json!(true), &json!("disputed")));
    assert_eq!(disputed["effective"], true, "it is marked at once, and goes on counting");
    let told = grade(&service, "resident", "").await;
    assert_eq!((&told["score"], &told["disputed_records"]), (&json!("75.00"), &json!(1)));
    assert_eq!(items(&service, "district", "&disputed=true").await.len(), 1);
    assert_eq!(items(&service, "district", "&disputed=false").await.len(), 0);
    for (name, status) in
        [("street", 403), ("property-office", 403), ("manager", 403), ("nobody", 404)]
    {
        let reply = act(&service, name, &made, "decide-objection", decided(true)).await;
        assert_eq!(reply.status.as_u16(), status, "{name}");
    }
    let done = act(&service, "district", &made, "decide-objection", decided(true)).await;
    let done = done.expect(200);
    assert_eq!((&done["state"], &done["disputed"]), (&json!("countered"), &json!(false)));
    let claim = &done["claims"][0];
    assert_eq!((&claim["upheld"], &claim["words"]), (&json!(true), &json!("经核实")));
    assert_eq!(claim["decided_by"], json!(world::person("district")));
    assert_eq!(grade(&service, "resident", "").await["score"], "80.00");
    act(&service, "district", &made, "decide-objection", decided(true))
        .await
        .refused(409, "not_allowed_now");
}

async fn an_objection_that_is_refused_leaves_the_record(service: Service) {
    let made = record(&service, json!({})).await;
    asked(&service, &made, "object").await;
    let twice = json!({ "reason": "再次", "evidence": "同前" });
    let twice = act(&service, "manager", &made, "object", twice).await;
    twice.refused(409, "not_allowed_now");
    let kept = act(&service, "district", &made, "decide-objection", decided(false)).await;
    let kept = kept.expect(200);
    assert_eq!((&kept["state"], &kept["effective"]), (&json!("recorded"), &json!(true)));
    assert_eq!(kept["claims"][0]["upheld"], false);
    let again = asked(&service, &made, "object").await;
    assert_eq!(again["claims"].as_array().unwrap().len(), 2);
    assert_eq!(grade(&service, "resident", "").await["score"], "75.00");
}

fn moment(value: &Value) -> DateTime<chrono::FixedOffset> {
    value.as_str().unwrap().parse().unwrap()
}

async fn more_time_is_approved_by_another_than_who_decides(service: Service) {
    let made = record(&service, json!({})).await;
    let disputed = asked(&service, &made, "object").await;
    let due = moment(&disputed["claims"][0]["due_at"]);
    let clockwork = service.app.clockwork();
    let calendar = &clockwork.calendar(&access::ScopePath::default()).unwrap().calendar;
    assert_eq!(Some(due.to_utc()), calendar.add_workdays(service.now(), 2));
    let reason = json!({ "reason": "须会同消防部门复核" });
    act(&service, "street", &made, "extend", reason.clone()).await.refused(403, "forbidden");
    let extended = act(&service, "district", &made, "extend", reason.clone()).await.expect(200);
    let claim = &extended["claims"][0];
    let until = calendar.add_workdays(service.now(), 5).unwrap();
    assert_eq!(moment(&claim["due_at"]).to_utc(), until);
    assert_eq!(claim["extended_by"], json!(world::person("district")));
    act(&service, "district", &made, "decide-objection", decided(true))
        .await
        .refused(403, "forbidden");
    let deputy = deputy(&service).await;
    let seen = deputy.get(&path(&made)).await.expect(200);
    assert_eq!(seen["allowed_actions"], json!(["decide_objection"]), "no more time twice");
    let again = deputy.post(&format!("{}/extend", path(&made)), reason).await;
    again.refused(409, "not_allowed_now");
    service.pass(until - service.now() + TimeDelta::milliseconds(1));
    let decide = format!("{}/decide-objection", path(&made));
    let deputy = named(&service, "deputy").await;
    let late = deputy.post(&decide, decided(false)).await.expect(200);
    assert_eq!(late["claims"][0]["overdue"], true, "it can still be decided, and shows as late");
}

async fn repair_is_sought_after_the_time_of_publicity(service: Service) {
    let made = record(&service, json!({})).await;
    let asking = json!({ "reason": "已完成整改", "evidence": "验收单" });
    let early = act(&service, "manager", &made, "repair", asking.clone()).await;
    early.refused(409, "not_allowed_now");
    service.pass(TimeDelta::days(90));
    let good = record(&service, json!({ "kind": "good" })).await;
    let of_good = act(&service, "manager", &good, "repair", asking).await;
    of_good.refused(409, "not_allowed_now");
    let before = service.app.today(service.now());
    let sought = asked(&service, &made, "repair").await;
    assert_eq!((&sought["state"], &sought["disputed"]), (&json!("repair_sought"), &json!(false)));
    act(&service, "property-office", &made, "decide-repair", decided(true))
        .await
        .refused(403, "forbidden");
    let done = act(&service, "street", &made, "decide-repair", decided(true)).await.expect(200);
    assert_eq!(
        (&done["state"], &done["ended_on"]),
        (&json!("countered"), &json!(before.to_string()))
    );
    assert_eq!(grade(&service, "resident", "").await["bad"], "0.00");
    let yesterday = before - TimeDelta::days(1);
    let then = grade(&service, "resident", &format!("?on={yesterday}")).await;
    assert_eq!(then["bad"], "5.00", "what it counted before stays");
}

async fn nobody_decides_on_what_they_recorded(service: Service) {
    service.grant("district", "street_officer", ("area_id", world::area("street"))).await;
    let made = service.as_("district").post(super::PATH, super::about(json!({}))).await.expect(201);
    asked(&service, &made, "object").await;
    for word in ["decide-objection", "extend"] {
        let body = if word == "extend" { json!({ "reason": "复核" }) } else { decided(false) };
        act(&service, "district", &made, word, body).await.refused(403, "forbidden");
    }
    let deputy = deputy(&service).await;
    deputy.post(&format!("{}/decide-objection", path(&made)), decided(false)).await.expect(200);
    let enterprise = ("organization_id", world::organization("enterprise"));
    service.grant("street", "manager", enterprise).await;
    let body = json!({ "reason": "自己单位" });
    act(&service, "street", &made, "reverse", body).await.refused(403, "forbidden");
    let own = service.as_("street").post(super::PATH, super::about(json!({}))).await;
    own.refused(403, "forbidden");
}

async fn a_reversal_closes_what_waits(service: Service) {
    let made = record(&service, json!({})).await;
    asked(&service, &made, "object").await;
    let reason = json!({ "reason": "记录对象有误" });
    let gone = act(&service, "property-office", &made, "reverse", reason).await.expect(200);
    let claim = &gone["claims"][0];
    assert_eq!((&gone["disputed"], &claim["upheld"]), (&json!(false), &Value::Null));
    assert!(claim["decided_at"].is_string());
    act(&service, "district", &made, "decide-objection", decided(true))
        .await
        .refused(409, "not_allowed_now");
}
