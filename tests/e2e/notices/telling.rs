//! Who is told of what, exactly once, and what an inbox shows.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{inbox, told};

served_by_both!(
    everyone_is_told_of_their_part,
    whistles_and_more_time_are_told,
    each_entry_is_told_once_however_many_follow,
    what_was_read_is_marked,
    a_notice_shows_no_more_than_its_receiver_may_see,
    an_inbox_speaks_both_languages,
    nobody_is_told_of_old_news,
    an_inbox_goes_page_by_page,
    a_residency_is_told_to_its_person,
);

async fn everyone_is_told_of_their_part(service: Service) {
    let case = service.submit("resident", json!({})).await;
    service.tell().await;
    assert_eq!(told(&service, "dispatcher").await, ["new_order"]);
    assert_eq!(told(&service, "resident").await, [""; 0]);
    for (name, action) in
        [("dispatcher", "dispatch"), ("worker", "accept"), ("branch", "supervise")]
    {
        case.step(name, action).await;
        service.tell().await;
    }
    assert_eq!(told(&service, "worker").await, ["dispatched"]);
    assert_eq!(told(&service, "resident").await, ["accepted"]);
    assert_eq!(told(&service, "manager").await, ["new_order", "supervised"]);
    for (name, action) in [("worker", "request_extension"), ("worker", "resolve")] {
        case.step(name, action).await;
        service.tell().await;
    }
    assert_eq!(told(&service, "branch").await, ["requested"]);
    case.step("resident", "reopen").await;
    service.tell().await;
    assert_eq!(told(&service, "resident").await, ["accepted", "resolved"]);
    assert_eq!(told(&service, "dispatcher").await, ["new_order", "reopened"]);
    case.pooled().await;
    service.tell().await;
    for name in ["volunteer", "volunteer2"] {
        assert_eq!(told(&service, name).await, ["in_pool"]);
    }
    for name in ["neighbour", "other-dispatcher", "next-community", "auditor"] {
        assert_eq!(told(&service, name).await, [""; 0], "{name}");
    }
}

async fn whistles_and_more_time_are_told(service: Service) {
    let case = service.ticket_in("accepted").await;
    case.step("worker", "request_extension").await;
    case.rule("branch", 1, true).await;
    service.pass(TimeDelta::seconds(1));
    case.step("manager", "request_return").await;
    case.rule("community", 2, false).await;
    case.whistle("community", "blow_whistle").await;
    service.tell().await;
    assert_eq!(told(&service, "worker").await, ["dispatched", "ruled"]);
    assert_eq!(told(&service, "manager").await, ["new_order", "ruled"]);
    assert_eq!(told(&service, "resident").await, ["accepted", "extended"]);
    assert_eq!(told(&service, "secretary").await, ["whistle_asked"]);
    assert_eq!(told(&service, "department").await, [""; 0]);
    case.whistle("secretary", "approve_whistle").await;
    service.tell().await;
    assert_eq!(told(&service, "department").await, ["whistled"]);
    assert_eq!(told(&service, "police").await, [""; 0]);
    assert_eq!(told(&service, "community").await, ["whistle_ruled"]);
    case.whistle("department", "report_in").await;
    case.whistle("department", "finish_task").await;
    service.tell().await;
    assert_eq!(told(&service, "community").await, ["whistle_ruled", "task_finished"]);
    assert_eq!(told(&service, "secretary").await, ["whistle_asked"]);
}

async fn each_entry_is_told_once_however_many_follow(service: Service) {
    for _ in 0..5 {
        service.submit("resident", json!({})).await;
    }
    tokio::join!(service.tell(), service.tell(), service.tell());
    service.tell().await;
    assert_eq!(told(&service, "dispatcher").await, ["new_order"; 5]);
    // A server that stopped before it moved on: what was written is not written again.
    let before = service.count("SELECT COUNT(*) FROM notice").await;
    let sql = "UPDATE notice_position SET position = position - 3";
    service.force(sql, Vec::new()).await;
    api::notice::tell(&service.app).await.unwrap_err();
    assert_eq!(service.count("SELECT COUNT(*) FROM notice").await, before);
}

async fn what_was_read_is_marked(service: Service) {
    for _ in 0..3 {
        service.submit("resident", json!({})).await;
    }
    service.tell().await;
    let dispatcher = service.as_("dispatcher");
    let unread = async || {
        let page = dispatcher.get("/v1/notices?unread=true&include=count").await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len() as u64, page["count"]);
        page["count"].clone()
    };
    assert_eq!(unread().await, 3);
    let first = inbox(&service, "dispatcher").await[2].clone();
    let one = json!({ "ids": [first["id"]] });
    for (name, read) in [("resident", 0), ("manager", 0), ("dispatcher", 1), ("dispatcher", 0)] {
        let done = service.as_(name).post("/v1/notices/read", one.clone()).await.expect(200);
        assert_eq!(done["read"], read, "{name}");
    }
    assert_eq!(unread().await, 2);
    let read = dispatcher.get("/v1/notices?unread=false").await.expect(200);
    assert_eq!((&read["items"][0]["id"], read["items"][1].is_null()), (&first["id"], true));
    assert!(read["items"][0]["read_at"].is_string());
    assert_eq!(dispatcher.post("/v1/notices/read", json!({})).await.expect(200)["read"], 2);
    assert_eq!(unread().await, 0);
    service.as_("client").get("/v1/notices").await.refused(403, "forbidden");
}

async fn a_notice_shows_no_more_than_its_receiver_may_see(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let to = json!({ "to": { "account_id": world::person("volunteer") } });
    case.act("dispatcher", "dispatch", to).await;
    service.tell().await;
    let seen = inbox(&service, "volunteer").await;
    assert_eq!(seen[0]["ticket_id"], json!(case.id));
    assert!(seen[0]["text"].as_str().unwrap().contains(seen[0]["number"].as_str().unwrap()));
    assert!(!seen[0].to_string().contains("三号楼"), "nothing that was written in the ticket");
    case.step("dispatcher", "redispatch").await;
    let hidden = inbox(&service, "volunteer").await;
    for field in ["ticket_id", "number", "template"] {
        assert_eq!(hidden[0][field], Value::Null, "{field}");
    }
    assert_eq!(hidden[0]["text"], "该事项已不在您的可见范围内。");
}

async fn an_inbox_speaks_both_languages(service: Service) {
    service.submit("resident", json!({})).await;
    service.tell().await;
    let dispatcher = service.as_("dispatcher");
    let title = async |language: &str| {
        let call = dispatcher.request("GET", "/v1/notices").header("Accept-Language", language);
        call.send().await.expect(200)["items"][0]["title"].clone()
    };
    assert_eq!(title("zh-CN").await, "新点单待派");
    assert_eq!(title("en").await, "A new order");
    let english = json!({ "language": "en", "channels": [] });
    dispatcher.post("/v1/me/notice-preferences", english).await.expect(200);
    assert_eq!(title("zh-CN").await, "A new order");
}

async fn nobody_is_told_of_old_news(service: Service) {
    service.submit("resident", json!({})).await;
    service.pass(TimeDelta::days(7));
    service.submit("neighbour", json!({})).await;
    service.tell().await;
    assert_eq!(told(&service, "dispatcher").await, ["new_order"]);
}

async fn an_inbox_goes_page_by_page(service: Service) {
    for _ in 0..5 {
        service.submit("resident", json!({})).await;
    }
    service.tell().await;
    let all = inbox(&service, "dispatcher").await;
    let (mut path, mut seen) = ("/v1/notices?limit=2".to_owned(), Vec::new());
    loop {
        let page = service.as_("dispatcher").get(&path).await.expect(200);
        seen.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/v1/notices?limit=2&after={next}");
    }
    assert_eq!(seen, all);
}

async fn a_residency_is_told_to_its_person(service: Service) {
    let body = json!({ "premises_id": world::premises("free-premises"), "relation": "tenant" });
    let asked = service.as_("nobody").post("/v1/residencies", body).await.expect(201);
    let path = format!("/v1/residencies/{}/reject", asked["id"].as_str().unwrap());
    let reason = json!({ "reason": "门牌不符" });
    service.as_("community").post(&path, reason).await.expect(200);
    service.tell().await;
    let seen = inbox(&service, "nobody").await;
    assert_eq!(seen[0]["residency_id"], asked["id"]);
    assert_eq!((&seen[0]["template"], seen.len()), (&json!("residency_rejected"), 1));
}
