//! The ladder of supervision: raising, taking back, and the red card that three yellow ones make.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Reply, Service, minimal, served_by_both, world};

served_by_both!(
    each_level_raises_to_the_one_above,
    a_raised_case_is_answered_or_goes_on_up,
    the_district_has_in_hand_what_was_raised_to_it,
    a_raised_ticket_is_not_redispatched_by_the_branch,
    a_unit_without_anyone_left_does_not_hold_up_the_closing,
    three_yellow_cards_within_a_year_make_a_red_one,
    a_card_that_was_taken_back_does_not_count,
);

async fn each_level_raises_to_the_one_above(service: Service) {
    let case = service.ticket_in("dispatched").await;
    for name in ["resident", "dispatcher", "worker", "specialist", "district", "auditor"] {
        case.try_(name, "raise", minimal("raise")).await.refused(403, "forbidden");
    }
    for (name, to) in [("branch", "community"), ("secretary", "street"), ("street", "district")] {
        assert_eq!(case.step(name, "raise").await["raised"], to);
        case.try_(name, "raise", minimal("raise")).await.refused(409, "not_allowed_now");
    }
    case.try_("community", "raise", minimal("raise")).await.refused(409, "not_allowed_now");
}

async fn a_raised_case_is_answered_or_goes_on_up(service: Service) {
    let case = service.ticket_in("resolved").await;
    let asked = case.step("branch", "raise").await;
    let first = &asked["supervisions"][0];
    assert_eq!((&first["kind"], &first["unit"]), (&json!("raised_case"), &json!("community")));
    let by = service.app.time(service.now() + TimeDelta::days(1));
    assert_eq!((&first["answer_by"], &asked["unanswered"]), (&json!(by), &json!(0)));
    service.pass(TimeDelta::days(1));
    service.run_jobs().await;
    let up = case.seen_by("street").await;
    assert_eq!(
        (&up["raised"], &up["supervisions"][1]["unit"]),
        (&json!("street"), &json!("street"))
    );
    for name in ["community", "district", "manager"] {
        case.try_answer(name, 2).await.refused(403, "forbidden");
    }
    case.try_answer("street", 2).await.expect(200);
    service.pass(TimeDelta::days(2));
    service.run_jobs().await;
    assert_eq!(case.seen_by("street").await["raised"], "street", "who answers has it");
    let told = json!({ "kind": "raised_case", "note": "提级", "answer_by": service.app.time(service.now() + TimeDelta::days(1)) });
    case.try_("community", "supervise", told).await.invalid("#/kind", "not_allowed");
}

async fn the_district_has_in_hand_what_was_raised_to_it(service: Service) {
    let case = service.ticket_in("submitted").await;
    case.try_("district", "dispatch", minimal("dispatch")).await.refused(403, "forbidden");
    for name in ["branch", "secretary", "street"] {
        case.step(name, "raise").await;
    }
    let seen = case.seen_by("district").await;
    assert_eq!(
        (&seen["raised"], &seen["supervisions"][2]["unit"]),
        (&json!("district"), &json!("district"))
    );
    let allowed = case.allowed("district").await;
    assert!(
        allowed.contains(&"dispatch".to_owned()) && allowed.contains(&"answer".to_owned()),
        "{allowed:?}"
    );
    case.try_answer("district", 3).await.expect(200);
    service.tell().await;
    let told = service.as_("district").get("/v1/notices").await.expect(200);
    assert!(!told["items"].as_array().unwrap().is_empty(), "the district is told");
    let department = json!({ "to": { "organization_id": world::organization("department") } });
    let given = case.act("district", "dispatch", department).await;
    assert_eq!(given["state"], "dispatched");
    case.act("branch", "supervise", json!({ "kind": "order", "note": "请办", "answer_by": service.app.time(service.now() + TimeDelta::days(1)) })).await;
    assert_eq!(case.seen_by("district").await["supervisions"][3]["unit"], "district");
}

async fn a_raised_ticket_is_not_redispatched_by_the_branch(service: Service) {
    let case = service.ticket_in("dispatched").await;
    let away = json!({ "to": { "pool": true }, "reason": "改派" });
    case.act("branch", "redispatch", away.clone()).await;
    case.step("branch", "raise").await;
    for name in ["branch", "dispatcher", "manager"] {
        case.try_(name, "redispatch", away.clone()).await.refused(403, "forbidden");
    }
    case.act("community", "redispatch", away).await;
}

async fn show(case: &Case<'_>, name: &str, kind: &str) -> Reply {
    let by = case.service.app.time(case.service.now() + TimeDelta::days(5));
    case.try_(name, "supervise", json!({ "kind": kind, "note": "限期整改", "answer_by": by })).await
}

async fn take_back(case: &Case<'_>, name: &str, number: i64) -> Reply {
    let path = format!("{}/supervisions/{number}/withdraw", case.path());
    case.service.as_(name).post(&path, minimal("withdraw_supervision")).await
}

async fn a_unit_without_anyone_left_does_not_hold_up_the_closing(service: Service) {
    let case = service.ticket_in("resolved").await;
    show(&case, "community", "order").await.expect(200);
    case.step("resident", "rate").await;
    case.try_("branch", "close", json!({})).await.refused(409, "not_allowed_now");
    for name in ["branch", "specialist"] {
        take_back(&case, name, 1).await.refused(409, "not_allowed_now");
    }
    for name in ["manager", "resident", "auditor"] {
        take_back(&case, name, 1).await.refused(403, "forbidden");
    }
    take_back(&case, "street", 2).await.refused(404, "not_found");
    let seen = take_back(&case, "secretary", 1).await.expect(200);
    assert_eq!(seen["unanswered"], 0);
    assert_eq!(seen["supervisions"][0]["withdrawn_by"], json!(world::person("secretary")));
    take_back(&case, "community", 1).await.refused(409, "not_allowed_now");
    case.try_answer("manager", 1).await.refused(409, "not_allowed_now");
    case.step("branch", "close").await;
}

fn kinds(ticket: &Value) -> Vec<&str> {
    let all = ticket["supervisions"].as_array().unwrap();
    all.iter().map(|one| one["kind"].as_str().unwrap()).collect()
}

async fn three_yellow_cards_within_a_year_make_a_red_one(service: Service) {
    let mut last = Value::Null;
    for days in [0, 366, 30, 30] {
        service.pass(TimeDelta::days(days));
        let case = service.ticket_in("accepted").await;
        last = show(&case, "street", "yellow_card").await.expect(200);
        if days != 30 {
            assert_eq!(kinds(&last), ["yellow_card"]);
        }
    }
    assert_eq!(kinds(&last), ["yellow_card", "red_card"]);
    assert_eq!(last["unanswered"], 2);
    let red = &last["supervisions"][1];
    assert_eq!(
        (&red["role"], &red["answer_by"]),
        (&json!("system"), &last["supervisions"][0]["answer_by"])
    );
    let case = Case::new(&service, last["id"].as_str().unwrap());
    assert_eq!(case.history().await[3..], ["card", "card"]);
    service.pass(TimeDelta::days(1));
    let case = service.ticket_in("accepted").await;
    for _ in 0..2 {
        let seen = show(&case, "street", "yellow_card").await.expect(200);
        assert!(!kinds(&seen).contains(&"red_card"), "after the red one the count begins anew");
    }
    let seen = show(&case, "street", "yellow_card").await.expect(200);
    assert_eq!(kinds(&seen).last(), Some(&"red_card"));
}

async fn a_card_that_was_taken_back_does_not_count(service: Service) {
    let case = service.ticket_in("accepted").await;
    for _ in 0..2 {
        show(&case, "branch", "yellow_card").await.expect(200);
    }
    take_back(&case, "branch", 2).await.expect(200);
    let seen = show(&case, "branch", "yellow_card").await.expect(200);
    assert_eq!(kinds(&seen), ["yellow_card"; 3]);
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let case = service.submit("bare-resident", bare).await;
    for _ in 0..3 {
        let seen = show(&case, "street", "yellow_card").await.expect(200);
        assert!(!kinds(&seen).contains(&"red_card"), "the community is no enterprise");
    }
}
