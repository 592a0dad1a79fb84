//! Bulletins of a branch to residents: published, replied to, answered, closed, withdrawn (社情民意).

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Reply, Service, served_by_both, world};

served_by_both!(
    from_publication_to_answer,
    a_reply_is_given_once_and_changed_until_it_is_answered,
    the_branch_hears_who_signs,
    what_is_closed_takes_no_replies,
    what_was_withdrawn_is_gone_for_residents,
    whoever_replied_is_told_of_the_answer,
    the_feed_tells_residents_that_it_left,
    bulletins_and_replies_go_page_by_page,
    what_makes_no_sense_is_refused,
    others_know_nothing_of_it,
);

const PATH: &str = "/v1/bulletins";

fn charging(over: Value) -> Value {
    let mut body = json!({
        "estate_id": world::estate("estate"), "title": "加装充电桩,征求大家意见",
        "body": "拟在东门停车区加装20个充电桩。",
    });
    for (field, value) in over.as_object().unwrap() {
        body[field] = value.clone();
    }
    body
}

/// A new bulletin's path.
async fn published(service: &Service, over: Value) -> String {
    let made = service.as_("branch").post(PATH, charging(over)).await.expect(201);
    format!("{PATH}/{}", made["id"].as_str().unwrap())
}

async fn said(service: &Service, name: &str, path: &str, text: &str) -> Reply {
    service.as_(name).post(&format!("{path}/replies"), json!({ "text": text })).await
}

async fn reply(service: &Service, name: &str, path: &str, text: &str) -> Value {
    said(service, name, path, text).await.expect(200)
}

async fn replies(service: &Service, name: &str, path: &str) -> Vec<Value> {
    let page = service.as_(name).get(&format!("{path}/replies")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}

async fn from_publication_to_answer(service: Service) {
    let path = published(&service, json!({})).await;
    let seen = service.as_("resident").get(&path).await.expect(200);
    assert_eq!((&seen["state"], &seen["allowed_actions"]), (&json!("open"), &json!(["reply"])));
    let given = reply(&service, "resident", &path, "支持,但请离儿童乐园远一些。").await;
    let heard = replies(&service, "branch", &path).await;
    assert_eq!(heard[0]["allowed_actions"], json!(["answer"]));
    let answer = format!("{path}/replies/{}/answer", given["id"].as_str().unwrap());
    let body = json!({ "text": "已调整点位,谢谢。" });
    service.as_("branch").post(&answer, body.clone()).await.expect(200);
    let own = replies(&service, "resident", &path).await;
    assert_eq!((own.len(), &own[0]["answer"]), (1, &json!("已调整点位,谢谢。")));
    assert!(own[0]["answered_at"].is_string());
    service.as_("branch").post(&answer, body).await.refused(409, "not_allowed_now");
    let closed = service.as_("branch").post(&format!("{path}/close"), json!({})).await.expect(200);
    assert_eq!((&closed["state"], &closed["version"]), (&json!("closed"), &json!(2)));
    let sql = "SELECT COUNT(*) FROM journal WHERE subject_kind IN ('bulletin', 'opinion')";
    assert_eq!(service.count(sql).await, 4);
}

async fn a_reply_is_given_once_and_changed_until_it_is_answered(service: Service) {
    let path = published(&service, json!({})).await;
    let first = reply(&service, "resident", &path, "反对").await;
    let second = reply(&service, "resident", &path, "想了想,支持").await;
    assert_eq!((&second["id"], &second["version"]), (&first["id"], &json!(2)));
    reply(&service, "neighbour", &path, "支持").await;
    let texts: Vec<_> =
        replies(&service, "branch", &path).await.iter().map(|one| one["text"].clone()).collect();
    assert_eq!(texts, ["支持", "想了想,支持"]);
    let answer = format!("{path}/replies/{}/answer", first["id"].as_str().unwrap());
    service.as_("branch").post(&answer, json!({ "text": "谢谢" })).await.expect(200);
    said(&service, "resident", &path, "再想想").await.refused(409, "not_allowed_now");
    assert_eq!(replies(&service, "resident", &path).await[0]["allowed_actions"], json!([]));
}

async fn the_branch_hears_who_signs(service: Service) {
    let path = published(&service, json!({})).await;
    reply(&service, "resident", &path, "不具名").await;
    let signed = json!({ "text": "具名", "signed": true });
    service.as_("neighbour").post(&format!("{path}/replies"), signed).await.expect(200);
    for name in ["branch", "community", "secretary", "auditor"] {
        let heard = replies(&service, name, &path).await;
        assert_eq!(heard[0]["by"], json!(world::person("neighbour")), "{name}");
        assert!(heard[0]["by_name"].is_string());
        assert_eq!((&heard[1]["by"], &heard[1]["by_name"]), (&Value::Null, &Value::Null));
    }
    assert_eq!(
        replies(&service, "resident", &path).await[0]["by"],
        json!(world::person("resident"))
    );
    for name in ["volunteer", "committee"] {
        assert_eq!(replies(&service, name, &path).await.len(), 0, "{name}");
    }
}

async fn what_is_closed_takes_no_replies(service: Service) {
    let until = json!({ "reply_until": service.now() + TimeDelta::hours(1) });
    let ends = published(&service, until).await;
    let closes = published(&service, json!({})).await;
    reply(&service, "resident", &ends, "支持").await;
    service.pass(TimeDelta::hours(1));
    service.as_("branch").post(&format!("{closes}/close"), json!({})).await.expect(200);
    for path in [ends, closes] {
        let seen = service.as_("resident").get(&path).await.expect(200);
        assert_eq!(seen["allowed_actions"], json!([]));
        said(&service, "resident", &path, "晚了").await.refused(409, "not_allowed_now");
    }
}

async fn what_was_withdrawn_is_gone_for_residents(service: Service) {
    let path = published(&service, json!({})).await;
    reply(&service, "resident", &path, "支持").await;
    let withdraw = format!("{path}/withdraw");
    service.as_("branch").post(&withdraw, json!({})).await.invalid("#/reason", "required");
    let reason = json!({ "reason": "数据有误" });
    let gone = service.as_("secretary").post(&withdraw, reason.clone()).await.expect(200);
    assert_eq!((&gone["state"], &gone["reason"]), (&json!("withdrawn"), &json!("数据有误")));
    service.as_("branch").post(&withdraw, reason).await.refused(409, "not_allowed_now");
    for (name, number) in [("resident", 0), ("volunteer", 0), ("branch", 1), ("auditor", 1)] {
        let page = service.as_(name).get(PATH).await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), number, "{name}");
    }
    service.as_("resident").get(&path).await.refused(404, "not_found");
    service.as_("resident").get(&format!("{path}/replies")).await.refused(404, "not_found");
    said(&service, "resident", &path, "晚了").await.refused(404, "not_found");
    assert_eq!(replies(&service, "branch", &path).await.len(), 1);
}

async fn whoever_replied_is_told_of_the_answer(service: Service) {
    let path = published(&service, json!({})).await;
    service.tell().await;
    let given = reply(&service, "resident", &path, "支持").await;
    let answer = format!("{path}/replies/{}/answer", given["id"].as_str().unwrap());
    service.as_("branch").post(&answer, json!({ "text": "谢谢" })).await.expect(200);
    service.run_jobs().await;
    service.tell().await;
    let inbox = async || service.as_("resident").get("/v1/notices").await.expect(200);
    let told = inbox().await["items"][0].clone();
    assert_eq!(told["template"], "opinion_answered");
    assert!(path.ends_with(told["bulletin_id"].as_str().unwrap()));
    assert_eq!((&told["ticket_id"], &told["number"]), (&Value::Null, &Value::Null));
    let others = service.as_("neighbour").get("/v1/notices").await.expect(200);
    assert_eq!(others["items"][0]["template"], "bulletin_published");
    assert_eq!(others["items"].as_array().unwrap().len(), 1);
    let reason = json!({ "reason": "数据有误" });
    service.as_("branch").post(&format!("{path}/withdraw"), reason).await.expect(200);
    let told = inbox().await["items"][0].clone();
    assert_eq!((&told["template"], &told["bulletin_id"]), (&Value::Null, &Value::Null));
}

async fn the_feed_tells_residents_that_it_left(service: Service) {
    let path = published(&service, json!({})).await;
    let given = reply(&service, "resident", &path, "支持").await;
    let answer = format!("{path}/replies/{}/answer", given["id"].as_str().unwrap());
    service.as_("branch").post(&answer, json!({ "text": "谢谢" })).await.expect(200);
    let reason = json!({ "reason": "数据有误" });
    service.as_("branch").post(&format!("{path}/withdraw"), reason).await.expect(200);
    service.run_jobs().await;
    for (name, left, replies) in
        [("resident", 1, 2), ("neighbour", 1, 0), ("branch", 0, 2), ("auditor", 0, 2)]
    {
        let events = "/v1/events?limit=100&kinds=bulletin,opinion";
        let page = service.as_(name).get(events).await.expect(200);
        let items = page["items"].as_array().unwrap();
        let number = |fits: &dyn Fn(&Value) -> bool| items.iter().filter(|one| fits(one)).count();
        assert_eq!(number(&|one| one["left_scope"] == true), left, "{name}");
        assert_eq!(number(&|one| one["kind"] == "opinion"), replies, "{name}");
        assert_eq!(number(&|one| one["kind"] == "bulletin"), 2, "{name}");
    }
}

async fn bulletins_and_replies_go_page_by_page(service: Service) {
    let mut path = String::new();
    for _ in 0..3 {
        path = published(&service, json!({})).await;
    }
    for name in ["resident", "neighbour", "both"] {
        reply(&service, name, &path, "支持").await;
    }
    for (name, list) in [("resident", PATH.to_owned()), ("branch", format!("{path}/replies"))] {
        let all = service.as_(name).get(&list).await.expect(200);
        let first = service.as_(name).get(&format!("{list}?limit=2")).await.expect(200);
        let after = first["next"].as_str().unwrap();
        let rest =
            service.as_(name).get(&format!("{list}?limit=2&after={after}")).await.expect(200);
        let mut seen = first["items"].as_array().unwrap().clone();
        seen.extend(rest["items"].as_array().unwrap().clone());
        assert_eq!((json!(seen), &rest["next"]), (all["items"].clone(), &Value::Null));
        assert_eq!(seen.len(), 3);
    }
    let closed = service.as_("resident").get(&format!("{PATH}?state=closed")).await.expect(200);
    assert_eq!(closed["items"], json!([]));
}

async fn what_makes_no_sense_is_refused(service: Service) {
    let at = |hours: i64| json!(service.now() + TimeDelta::hours(hours));
    for (over, pointer, fault) in [
        (json!({ "title": " " }), "#/title", "required"),
        (json!({ "body": "" }), "#/body", "length"),
        (json!({ "reply_until": at(0) }), "#/reply_until", "range"),
        (json!({ "reply_until": at(24 * 91) }), "#/reply_until", "range"),
        (json!({ "estate_id": world::area("grid") }), "#/estate_id", "not_found"),
    ] {
        service.as_("branch").post(PATH, charging(over)).await.invalid(pointer, fault);
    }
    let path = published(&service, json!({})).await;
    said(&service, "resident", &path, " ").await.invalid("#/text", "required");
    let unknown = format!("{path}/replies/{}/answer", world::area("grid"));
    service.as_("branch").post(&unknown, json!({ "text": "?" })).await.refused(404, "not_found");
}

async fn others_know_nothing_of_it(service: Service) {
    let path = published(&service, json!({})).await;
    for name in ["bare-resident", "other-branch", "next-community", "worker", "nobody"] {
        service.as_(name).get(&path).await.refused(404, "not_found");
    }
    for name in ["worker", "nobody", "admin", "client"] {
        service.as_(name).get(PATH).await.refused(403, "forbidden");
    }
    for name in ["resident", "community", "other-branch", "dispatcher"] {
        service.as_(name).post(PATH, charging(json!({}))).await.refused(403, "forbidden");
    }
    let reply = json!({ "text": "支持" });
    service.as_("branch").post(&format!("{path}/replies"), reply).await.refused(403, "forbidden");
}
