//! Supervise 督单 and the answers: who asks whom for what.

use chrono::TimeDelta;
use kernel::Uuid;
use serde_json::{Value, json};
use tests::{Case, Reply, Service, minimal, served_by_both, world};

served_by_both!(
    reminders_orders_and_cards,
    orders_and_cards_name_a_time_ahead,
    the_dispatching_unit_is_asked_until_acceptance,
    then_the_organisation_of_the_handler_is_asked,
    a_volunteer_gets_no_cards,
    the_unit_that_was_asked_answers_once,
    a_unit_that_was_asked_goes_on_seeing_the_ticket,
);

async fn ask(case: &Case<'_>, name: &str, kind: &str) -> Reply {
    let by = case.service.app.time(case.service.now() + TimeDelta::hours(4));
    case.try_(name, "supervise", json!({ "kind": kind, "note": "请办理", "answer_by": by })).await
}

async fn reminders_orders_and_cards(service: Service) {
    let case = service.ticket_in("accepted").await;
    for kind in ["reminder", "order", "yellow_card", "red_card"] {
        for name in ["branch", "community", "secretary", "street", "district"] {
            ask(&case, name, kind).await.expect(200);
        }
        for name in ["resident", "dispatcher", "worker", "manager", "auditor"] {
            ask(&case, name, kind).await.refused(403, "forbidden");
        }
        for name in ["volunteer", "committee", "grid", "other-branch", "other-street", "admin"] {
            ask(&case, name, kind).await.refused(404, "not_found");
        }
    }
    for (kind, status) in
        [("reminder", 200), ("order", 200), ("yellow_card", 403), ("red_card", 403)]
    {
        ask(&case, "specialist", kind).await.expect(status);
    }
    let seen = case.seen_by("branch").await;
    assert_eq!(
        seen["supervisions"].as_array().unwrap().len(),
        23,
        "with the red card that three yellow ones make"
    );
    assert_eq!(seen["unanswered"], 17, "orders and cards");
}

async fn orders_and_cards_name_a_time_ahead(service: Service) {
    let case = service.ticket_in("accepted").await;
    for kind in ["order", "yellow_card", "red_card"] {
        let body = |by: Value| json!({ "kind": kind, "note": "请办理", "answer_by": by });
        let now = service.app.time(service.now());
        let next = service.app.time(service.now() + TimeDelta::milliseconds(1));
        case.try_("branch", "supervise", body(Value::Null))
            .await
            .invalid("#/answer_by", "required");
        case.try_("branch", "supervise", body(json!(now))).await.invalid("#/answer_by", "range");
        case.act("branch", "supervise", body(json!(next))).await;
        let path = format!("{}/timeline", case.path());
        let lines = service.as_("branch").get(&path).await.expect(200);
        let last = lines["items"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(last["detail"]["answer_by"], next, "in the deployment's offset");
    }
    let unknown = json!({ "kind": "praise", "note": "好" });
    case.try_("branch", "supervise", unknown).await.invalid("#/kind", "choice");
    case.try_("branch", "supervise", json!({ "kind": "reminder" }))
        .await
        .invalid("#/note", "required");
}

/// The unit that the newest supervision asked.
fn asked(ticket: &Value) -> (String, Uuid) {
    let last = ticket["supervisions"].as_array().unwrap().last().unwrap();
    let unit = last["unit"].as_str().unwrap().to_owned();
    (unit, last["unit_id"].as_str().unwrap().parse().unwrap())
}

async fn remind(case: &Case<'_>, name: &str) -> (String, Uuid) {
    asked(&case.step(name, "supervise").await)
}

async fn the_dispatching_unit_is_asked_until_acceptance(service: Service) {
    let enterprise = ("organization".to_owned(), world::organization("enterprise"));
    let community = ("community".to_owned(), world::area("community"));
    let case = service.submit("resident", json!({})).await;
    assert_eq!(remind(&case, "branch").await, enterprise, "submitted");
    let volunteer = json!({ "to": { "account_id": world::person("volunteer") } });
    case.act("dispatcher", "dispatch", volunteer).await;
    assert_eq!(remind(&case, "branch").await, enterprise, "dispatched, though to a volunteer");
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let case = service.submit("bare-resident", bare).await;
    assert_eq!(remind(&case, "bare-branch").await, community, "no enterprise");
    let unit = json!({ "to": { "organization_id": world::organization("department") } });
    case.act("community", "dispatch", unit).await;
    assert_eq!(remind(&case, "street").await, community);
    case.step("community", "supervise").await;
    let case = service.ticket_in("declined").await;
    case.step("resident", "object").await;
    let street = ("street".to_owned(), world::area("street"));
    assert_eq!(remind(&case, "district").await, street, "raised");
}

async fn then_the_organisation_of_the_handler_is_asked(service: Service) {
    let enterprise = ("organization".to_owned(), world::organization("enterprise"));
    for state in ["accepted", "resolved"] {
        let case = service.ticket_in(state).await;
        assert_eq!(remind(&case, "branch").await, enterprise);
    }
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let case = service.submit("bare-resident", bare).await;
    let unit = json!({ "to": { "organization_id": world::organization("department") } });
    case.act("community", "dispatch", unit).await;
    case.step("department", "accept").await;
    let department = ("organization".to_owned(), world::organization("department"));
    assert_eq!(remind(&case, "bare-branch").await, department);
}

async fn a_volunteer_gets_no_cards(service: Service) {
    let case = service.submit("resident", json!({})).await;
    case.pooled().await;
    case.step("volunteer", "accept").await;
    let volunteer = ("account".to_owned(), world::person("volunteer"));
    for kind in ["reminder", "order"] {
        assert_eq!(asked(&ask(&case, "branch", kind).await.expect(200)), volunteer);
    }
    for kind in ["yellow_card", "red_card"] {
        ask(&case, "branch", kind).await.invalid("#/kind", "not_allowed");
    }
}

async fn the_unit_that_was_asked_answers_once(service: Service) {
    let case = service.ticket_in("accepted").await;
    ask(&case, "branch", "order").await.expect(200);
    for name in ["dispatcher", "worker", "branch", "community", "resident", "street"] {
        let reply = case.try_answer(name, 1).await;
        assert!([403, 409].contains(&reply.status.as_u16()), "{name}: {}", reply.text());
    }
    case.try_answer("manager", 2).await.refused(404, "not_found");
    let answered = case.try_answer("manager", 1).await.expect(200);
    assert_eq!(answered["unanswered"], 0);
    let record = &answered["supervisions"][0];
    assert_eq!(record["answered_by"], json!(world::person("manager")));
    assert_eq!(record["answer"], minimal("answer")["answer"]);
    case.try_answer("manager", 1).await.refused(409, "not_allowed_now");
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let case = service.submit("bare-resident", bare).await;
    ask(&case, "street", "red_card").await.expect(200);
    case.try_answer("community", 1).await.expect(200);
}

async fn a_unit_that_was_asked_goes_on_seeing_the_ticket(service: Service) {
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let case = service.submit("bare-resident", bare).await;
    let unit = json!({ "to": { "organization_id": world::organization("department") } });
    case.act("community", "dispatch", unit).await;
    case.step("department", "accept").await;
    ask(&case, "bare-branch", "order").await.expect(200);
    service.grant("both", "volunteer", ("estate_id", world::estate("bare-estate"))).await;
    let away = json!({ "to": { "pool": true }, "reason": "改由志愿者" });
    case.act("community", "redispatch", away).await;
    case.try_("department", "progress", minimal("progress")).await.refused(403, "forbidden");
    assert_eq!(case.allowed("department").await, ["answer"]);
    case.try_answer("department", 1).await.expect(200);
}
