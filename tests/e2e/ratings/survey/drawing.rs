//! Who draws, what a draw follows from, and how one is taken back.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use kernel::PremisesId;
use rating::survey::{draw, frame_digest};
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{PATH, asked, by, close, cycle, drawn, housed, path, premises, seen, strangers};

served_by_both!(
    anyone_with_the_list_repeats_the_draw,
    a_seed_is_made_where_none_is_given,
    a_draw_that_makes_no_sense_is_refused,
    an_estate_is_asked_once_in_a_cycle,
    a_cancelled_survey_makes_room_for_another,
    a_closed_survey_stands,
    a_key_draws_once,
    an_opened_cycle_is_asked_by_the_rules_of_its_scheme,
);

fn ids(of: &[Value]) -> BTreeSet<PremisesId> {
    of.iter().map(|one| one["premises_id"].as_str().unwrap().parse().unwrap()).collect()
}

async fn anyone_with_the_list_repeats_the_draw(service: Service) {
    let cycle = cycle(&service).await;
    housed(&service, 30).await;
    let body = asked(
        &service,
        cycle,
        json!({ "seed": "2026-Q1/和平路".replace("和平路", "hp"), "size": 9 }),
    );
    let made = service.as_("street").post(PATH, body).await;
    assert!(made.header("location").starts_with("/v1/surveys/"));
    let survey = made.expect(201);
    assert_eq!((&survey["least"], &survey["drawn"]), (&json!(6), &json!(9)));
    assert_eq!((&survey["seed"], &survey["seed_given"]), (&json!("2026-Q1/hp"), &json!(true)));
    let list = format!("/v1/estates/{}/premises?limit=100", world::estate("estate"));
    let all = service.as_("community").get(&list).await.expect(200);
    let frame: Vec<PremisesId> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap().parse().unwrap())
        .collect();
    assert_eq!(survey["frame_sha256"], frame_digest(&frame));
    let again: BTreeSet<_> = draw("2026-Q1/hp", &frame, 9).into_iter().collect();
    assert_eq!(ids(&premises(&service, &survey).await), again);
}

async fn a_seed_is_made_where_none_is_given(service: Service) {
    let cycle = cycle(&service).await;
    housed(&service, 30).await;
    let body = asked(&service, cycle, json!({}));
    let survey = service.as_("property-office").post(PATH, body).await.expect(201);
    assert_eq!((&survey["least"], &survey["drawn"]), (&json!(6), &json!(12)));
    assert_eq!(survey["seed"].as_str().unwrap().len(), 32);
    assert_eq!(survey["seed_given"], false);
    assert_eq!(premises(&service, &survey).await.len(), 12);
}

async fn a_draw_that_makes_no_sense_is_refused(service: Service) {
    let cycle = cycle(&service).await;
    housed(&service, 20).await;
    let at = |days: i64| json!((service.now() + TimeDelta::days(days)).to_rfc3339());
    let far = json!(world::estate("bare-estate"));
    let before = service.journal_length().await;
    for (over, pointer, fault) in [
        (json!({ "closes_at": at(-1) }), "#/closes_at", "range"),
        (json!({ "closes_at": at(91) }), "#/closes_at", "range"),
        (json!({ "opens_at": at(8) }), "#/closes_at", "range"),
        (json!({ "opens_at": at(181), "closes_at": at(190) }), "#/opens_at", "range"),
        (json!({ "size": 3 }), "#/size", "range"),
        (json!({ "size": 0 }), "#/size", "range"),
        (json!({ "seed": "" }), "#/seed", "length"),
        (json!({ "seed": "x".repeat(65) }), "#/seed", "length"),
        (json!({ "seed": "两个 字" }), "#/seed", "format"),
        (json!({ "cycle_id": world::estate("estate") }), "#/cycle_id", "not_found"),
        (json!({ "estate_id": cycle }), "#/estate_id", "not_found"),
        (json!({ "estate_id": far }), "#/estate_id", "not_allowed"),
        (json!({ "premises": [] }), "#/premises", "unknown_field"),
    ] {
        let reply = service.as_("street").post(PATH, asked(&service, cycle, over)).await;
        reply.invalid(pointer, fault);
    }
    let planned = "UPDATE rating_cycle SET state = 'planned'";
    service.force(planned, vec![]).await;
    let early = service.as_("street").post(PATH, asked(&service, cycle, json!({}))).await;
    assert_eq!(early.refused(409, "not_allowed_now")["state"], "planned");
    assert_eq!(service.journal_length().await, before);
    assert_eq!(service.count("SELECT COUNT(*) FROM survey").await, 0);
}

async fn an_estate_is_asked_once_in_a_cycle(service: Service) {
    let survey = drawn(&service, 3).await;
    let cycle = survey["cycle_id"].as_str().unwrap().parse().unwrap();
    let body = asked(&service, cycle, json!({}));
    let twice = service.as_("street").post(PATH, body).await;
    twice.invalid("#/estate_id", "taken");
}

async fn a_cancelled_survey_makes_room_for_another(service: Service) {
    let survey = drawn(&service, 3).await;
    let cycle = survey["cycle_id"].as_str().unwrap().parse().unwrap();
    let one = &strangers(&service, &survey).await[0];
    by(&service, "grid", &survey, one, json!({ "overall": 5 })).await.expect(200);
    let cancel = format!("{}/cancel", path(&survey));
    let street = service.as_("street");
    street.post(&cancel, json!({})).await.invalid("#/reason", "required");
    service.as_("grid").post(&cancel, json!({ "reason": "x" })).await.refused(403, "forbidden");
    let reason = json!({ "reason": "截止时间有误" });
    let gone = street.post(&cancel, reason.clone()).await.expect(200);
    assert_eq!((&gone["state"], &gone["reason"]), (&json!("cancelled"), &reason["reason"]));
    assert_eq!((&gone["allowed_actions"], &gone["result"]), (&json!([]), &Value::Null));
    let again = street.post(&cancel, reason).await.refused(409, "not_allowed_now");
    assert_eq!(again["state"], "cancelled");
    let late = by(&service, "grid", &survey, one, json!({ "overall": 5 })).await;
    late.refused(409, "not_allowed_now");
    let next = street.post(PATH, asked(&service, cycle, json!({}))).await.expect(201);
    by(&service, "grid", &next, one, json!({ "overall": 5 })).await.expect(200);
    let list = street.get(&format!("{PATH}?cycle_id={cycle}&include=count")).await.expect(200);
    assert_eq!(list["count"], 2, "the cancelled one stays to be seen");
}

async fn a_closed_survey_stands(service: Service) {
    let survey = drawn(&service, 3).await;
    close(&service);
    let cancel = format!("{}/cancel", path(&survey));
    let late = service.as_("street").post(&cancel, json!({ "reason": "结果不理想" })).await;
    assert_eq!(late.refused(409, "not_allowed_now")["state"], "closed");
    assert_eq!(seen(&service, "street", &survey).await["version"], 1);
}

async fn a_key_draws_once(service: Service) {
    let cycle = cycle(&service).await;
    let body = asked(&service, cycle, json!({}));
    let send = async || {
        let call = service.as_("street").request("POST", PATH).header("Idempotency-Key", "draw");
        call.json(&body).send().await
    };
    let (first, again) = (send().await, send().await);
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 201));
    assert_eq!(first.body, again.body);
    assert_eq!(service.count("SELECT COUNT(*) FROM survey").await, 1);
}

/// The template asks for fifty answers: an estate of two households is asked whole, and its result says so.
async fn an_opened_cycle_is_asked_by_the_rules_of_its_scheme(service: Service) {
    let cycle = crate::ratings::cycles::opened(&service).await;
    let body = asked(&service, cycle["id"].as_str().unwrap().parse().unwrap(), json!({}));
    let survey = service.as_("street").post(PATH, body).await.expect(201);
    assert_eq!((&survey["sample_share"], &survey["valid_needed"]), (&json!("0.10"), &json!(50)));
    assert_eq!(
        (&survey["households"], &survey["least"], &survey["drawn"]),
        (&json!(2), &json!(2), &json!(2))
    );
    assert_eq!(survey["enterprise_id"], json!(world::organization("enterprise")));
    close(&service);
    let result = seen(&service, "manager", &survey).await["result"].clone();
    let flags: Vec<&Value> =
        result["flags"].as_array().unwrap().iter().map(|one| &one["flag"]).collect();
    let expected = ["few_answers", "small_share", "small_estate", "withheld"].map(Value::from);
    assert_eq!(flags, expected.iter().collect::<Vec<_>>());
}
