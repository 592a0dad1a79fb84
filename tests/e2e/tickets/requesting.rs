//! Extension, return, dispute and questions: asked by one, ruled on by another.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Service, minimal, served_by_both, world};

served_by_both!(
    an_extension_is_asked_for_and_ruled_on_and_the_reporter_reads_why,
    a_returned_order_goes_to_the_community,
    a_department_returns_what_the_community_gave_it,
    the_first_receiver_leads_until_the_dispute_is_ruled_on,
    the_reporter_is_asked_and_replies,
    a_question_lapses_by_itself_and_there_are_three_at_most,
);

async fn an_extension_is_asked_for_and_ruled_on_and_the_reporter_reads_why(service: Service) {
    let case = service.ticket_in("accepted").await;
    let at = |days| service.app.time(service.now() + TimeDelta::days(days));
    let ask = async |until: String| {
        case.try_("worker", "request_extension", json!({ "reason": "等配件", "until": until }))
            .await
    };
    ask(at(0)).await.invalid("#/until", "range");
    ask(at(31)).await.invalid("#/until", "range");
    assert_eq!(case.seen_by("worker").await["due_at"], at(3));
    ask(at(3)).await.invalid("#/until", "range");
    ask(at(15)).await.invalid("#/until", "range");
    ask(at(14)).await.expect(200);
    case.rule("community", 1, true).await;
    let seen = case.seen_by("resident").await;
    assert_eq!(seen["state"], "accepted");
    assert_eq!(seen["requests"][0]["reason"], "等配件");
    assert_eq!(seen["requests"][0]["words"], "经核实");
    assert_eq!(seen["due_at"], at(14), "the ten workdays of the province for a repair");
    ask(at(14)).await.invalid("#/until", "range");
}

async fn a_returned_order_goes_to_the_community(service: Service) {
    let case = service.submit("resident", json!({})).await;
    case.step("manager", "request_return").await;
    for name in ["manager", "dispatcher", "resident"] {
        case.try_rule(name, 1, true).await.refused(403, "forbidden");
    }
    case.try_rule("branch", 1, true).await.refused(409, "not_allowed_now");
    let ruled = case.rule("community", 1, true).await;
    assert_eq!((&ruled["state"], &ruled["raised"]), (&json!("submitted"), &json!("community")));
    case.try_("dispatcher", "dispatch", minimal("dispatch")).await.refused(403, "forbidden");
    case.act("community", "dispatch", json!({ "to": { "pool": true } })).await;
    let case = service.ticket_in("accepted").await;
    case.step("dispatcher", "request_return").await;
    let ruled = case.rule("street", 1, true).await;
    assert_eq!((&ruled["state"], &ruled["handler"]), (&json!("submitted"), &Value::Null));
    assert_eq!(case.history().await[3..], ["request_return", "rule", "release"]);
}

/// Dispatched to the department on the bare estate.
async fn to_department<'a>(service: &'a Service) -> Case<'a> {
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let case = service.submit("bare-resident", bare).await;
    let to = json!({ "to": { "organization_id": world::organization("department") } });
    case.act("community", "dispatch", to).await;
    case
}

async fn a_department_returns_what_the_community_gave_it(service: Service) {
    let case = to_department(&service).await;
    case.step("department", "request_return").await;
    case.rule("street", 1, false).await;
    case.step("department", "request_return").await;
    let ruled = case.rule("community", 2, true).await;
    assert_eq!((&ruled["state"], &ruled["raised"]), (&json!("submitted"), &Value::Null));
    case.get("department").await.refused(404, "not_found");
}

async fn the_first_receiver_leads_until_the_dispute_is_ruled_on(service: Service) {
    let case = to_department(&service).await;
    let mut body = minimal("dispute");
    body["organization_id"] = json!(world::organization("other-department"));
    case.act("department", "dispute", body).await;
    case.try_("department", "refuse", minimal("refuse")).await.refused(409, "not_allowed_now");
    assert_eq!(case.step("department", "accept").await["state"], "accepted");
    case.step("department", "progress").await;
    let ruled = case.rule("street", 1, true).await;
    let towards = json!(world::organization("other-department"));
    assert_eq!(
        (&ruled["state"], &ruled["requests"][0]["towards"]),
        (&json!("submitted"), &towards)
    );
}

async fn the_reporter_is_asked_and_replies(service: Service) {
    let case = service.ticket_in("accepted").await;
    case.step("worker", "ask").await;
    case.try_("worker", "ask", minimal("ask")).await.refused(409, "not_allowed_now");
    case.try_("worker", "reply", minimal("reply")).await.refused(403, "forbidden");
    assert!(case.allowed("resident").await.contains(&"reply".to_owned()));
    let seen = case.step("resident", "reply").await;
    assert_eq!(seen["requests"][0]["reason"], "哪一部电梯?");
    assert_eq!(seen["requests"][0]["words"], "东侧那部");
    case.try_("resident", "reply", minimal("reply")).await.refused(409, "not_allowed_now");
}

async fn a_question_lapses_by_itself_and_there_are_three_at_most(service: Service) {
    let case = service.ticket_in("accepted").await;
    let ask = async |hours| {
        let by = service.app.time(service.now() + TimeDelta::hours(hours));
        case.try_("worker", "ask", json!({ "question": "何时方便?", "answer_by": by })).await
    };
    ask(121).await.invalid("#/answer_by", "range");
    for _ in 0..3 {
        ask(120).await.expect(200);
        service.pass(TimeDelta::hours(119));
        service.run_jobs().await;
        assert!(case.allowed("resident").await.contains(&"reply".to_owned()));
        service.pass(TimeDelta::hours(1));
        service.run_jobs().await;
        assert!(!case.allowed("resident").await.contains(&"reply".to_owned()));
    }
    ask(1).await.refused(409, "not_allowed_now");
    assert_eq!(case.history().await.iter().filter(|word| *word == "lapse").count(), 3);
}
