//! Search: what a text finds, and that nobody finds by what they may not read.

use serde_json::{Value, json};
use tests::{Case, Service, served_by_both, world};

served_by_both!(
    every_part_of_a_text_finds_it,
    a_question_is_no_program,
    results_are_found_by_those_who_read_them,
    everyone_finds_in_their_own_scope_alone,
    parts_in_a_case_open_its_text,
    matches_come_in_pages_newest_first,
    a_number_is_found_as_one,
    what_cannot_be_looked_for_is_refused,
    what_was_there_before_the_index_is_found_too,
);

/// The ids that someone finds.
pub(super) async fn found(service: &Service, name: &str, query: &str) -> Vec<String> {
    let page = service.as_(name).get(&format!("/v1/tickets?limit=100&{query}")).await.expect(200);
    let items = page["items"].as_array().unwrap();
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

async fn asks(case: &Case<'_>, name: &str, text: &str, wanted: bool) {
    let ids = found(case.service, name, &format!("q={text}")).await;
    assert_eq!(ids.contains(&case.id), wanted, "{name} asks for {text}");
}

async fn told<'a>(service: &'a Service, text: &str) -> Case<'a> {
    service.submit("resident", json!({ "description": text })).await
}

async fn every_part_of_a_text_finds_it(service: Service) {
    let case = told(&service, "3栋2单元电梯异响,Lift运行时有抖动 １２０３室;𠮷野家。").await;
    for text in [
        "电梯",
        "梯",
        "3栋2单元",
        "单元电梯异响",
        "lift",
        "LIFT",
        "lif",
        "1203室",
        "120",
        "１２０３",
        "𠮷野",
        "室",
        "电梯 抖动",
        "抖动,异响",
        "%E7%94%B5%E6%A2%AF+lift",
    ] {
        asks(&case, "branch", text, true).await;
    }
    for text in ["电动", "梯电", "漏水", "电梯 漏水", "203", "ift", "异响电梯"] {
        asks(&case, "branch", text, false).await;
    }
}

async fn a_question_is_no_program(service: Service) {
    let case = told(&service, "电梯停运 or near").await;
    let other = told(&service, "水管漏水").await;
    for text in [
        "%22电梯%22",
        "电梯*",
        "(电梯)",
        "电梯 OR",
        "NEAR 电梯",
        "电梯:*",
        "'电梯'",
        "{place}:电梯",
    ] {
        asks(&other, "branch", text, false).await;
        let known = text != "{place}:电梯";
        asks(&case, "branch", text, known).await;
    }
    for text in ["e1", "%401", "place:e1", "_", "%25"] {
        let reply = service.as_("branch").get(&format!("/v1/tickets?q={text}")).await;
        let nothing = reply.status == 400 || reply.json["items"] == json!([]);
        assert!(nothing, "{text}: {}", reply.text());
    }
}

async fn results_are_found_by_those_who_read_them(service: Service) {
    let over = json!({ "description": "大堂灯不亮", "visibility": "public" });
    let case = service.submit("resident", over).await;
    case.to("accepted").await;
    case.act("worker", "resolve", json!({ "result": "已更换镇流器", "outcome": "done" })).await;
    for name in ["resident", "branch", "worker", "district"] {
        asks(&case, name, "镇流器", true).await;
        asks(&case, name, "大堂 镇流器", true).await;
    }
    for name in ["neighbour", "committee"] {
        asks(&case, name, "大堂", true).await;
        asks(&case, name, "镇流器", false).await;
        asks(&case, name, "大堂 镇流器", false).await;
    }
    case.step("resident", "reopen").await;
    case.to("accepted").await;
    case.act("worker", "resolve", json!({ "result": "重装灯座", "outcome": "done" })).await;
    asks(&case, "branch", "镇流器 灯座", true).await;
}

async fn everyone_finds_in_their_own_scope_alone(service: Service) {
    let case = told(&service, "天台护栏松动").await;
    for name in
        ["resident", "dispatcher", "branch", "community", "street", "district", "auditor", "client"]
    {
        asks(&case, name, "护栏", true).await;
    }
    for name in [
        "neighbour",
        "volunteer",
        "other-resident",
        "other-dispatcher",
        "other-community",
        "other-street",
        "far-district",
        "next-community",
        "nobody",
        "department",
    ] {
        asks(&case, name, "护栏", false).await;
        let count = service.as_(name).get("/v1/tickets?q=护栏&include=count").await.expect(200);
        assert_eq!(count["count"], 0, "{name}");
    }
    service.as_("admin").get("/v1/tickets?q=护栏").await.expect(200);
    let amended = json!({ "visibility": "public", "reason": "公共区域" });
    case.act("dispatcher", "amend", amended).await;
    asks(&case, "neighbour", "护栏", true).await;
}

async fn parts_in_a_case_open_its_text(service: Service) {
    let case = told(&service, "围墙倾斜").await;
    asks(&case, "volunteer", "围墙", false).await;
    case.pooled().await;
    asks(&case, "volunteer", "围墙", true).await;
    let bare = json!({ "description": "井盖缺失", "estate_id": world::estate("bare-estate") });
    let bare = service.submit("bare-resident", bare).await;
    asks(&bare, "department", "井盖", false).await;
    let to = json!({ "to": { "organization_id": world::organization("department") } });
    bare.act("community", "dispatch", to).await;
    asks(&bare, "department", "井盖", true).await;
    asks(&bare, "department", "围墙", false).await;
    let mine = found(&service, "bare-resident", "mine=true&q=井盖").await;
    assert_eq!(mine, std::slice::from_ref(&bare.id));
    assert_eq!(found(&service, "bare-resident", "mine=true&q=围墙").await, Vec::<String>::new());
    assert_eq!(found(&service, "community", "state=dispatched&q=井盖").await, [bare.id]);
    assert_eq!(found(&service, "community", "state=closed&q=井盖").await, Vec::<String>::new());
}

async fn matches_come_in_pages_newest_first(service: Service) {
    let mut ids = Vec::new();
    for number in 0..7 {
        service.pass(chrono::TimeDelta::days(40));
        ids.insert(0, told(&service, &format!("消防通道被占{number}")).await.id);
        told(&service, "路灯不亮").await;
    }
    let (mut seen, mut next) = (Vec::new(), String::new());
    loop {
        let path = format!("/v1/tickets?q=消防通道&limit=3&include=count{next}");
        let page = service.as_("branch").get(&path).await.expect(200);
        assert_eq!((&page["count"], &page["count_capped"]), (&json!(7), &json!(false)));
        let items = page["items"].as_array().unwrap();
        seen.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(cursor) => next = format!("&after={cursor}"),
            None => break,
        }
    }
    assert_eq!(seen, ids);
    let day =
        |days| service.app.time(service.now() - chrono::TimeDelta::days(days)).replace('+', "%2B");
    let between = format!("q=消防通道&created_from={}&created_to={}", day(130), day(60));
    assert_eq!(found(&service, "branch", &between).await, ids[2..4]);
    assert_eq!(found(&service, "street", "q=通道被占3").await, ids[3..4]);
}

async fn a_number_is_found_as_one(service: Service) {
    let case = told(&service, "单元门坏了").await;
    told(&service, "单元门坏了").await;
    let number = case.seen_by("branch").await["number"].as_str().unwrap().to_owned();
    for text in [number.clone(), number.to_lowercase(), format!("%20{number}")] {
        assert_eq!(
            found(&service, "branch", &format!("q={text}")).await,
            std::slice::from_ref(&case.id)
        );
    }
    assert_eq!(found(&service, "other-branch", &format!("q={number}")).await, Vec::<String>::new());
    let last = if number.ends_with('A') { 'B' } else { 'A' };
    let wrong = format!("q={}{last}", &number[..18]);
    assert_eq!(found(&service, "branch", &wrong).await, Vec::<String>::new());
}

async fn what_cannot_be_looked_for_is_refused(service: Service) {
    let long = "长".repeat(101);
    for query in [
        "q=",
        "q=%20",
        "q=,。!",
        "q=a b c d e f g h i",
        &format!("q={long}"),
        "q=电梯&order=updated&mine=true",
        "bbox=1,2,3",
        "bbox=a,b,c,d",
        "bbox=114,22,113,23",
        "bbox=114,23,115,22",
        "bbox=181,1,182,2",
        "bbox=",
    ] {
        let refused = service.as_("branch").get(&format!("/v1/tickets?{query}")).await;
        let body: Value = refused.refused(400, "malformed_request");
        let name = query.split('=').next().unwrap();
        assert_eq!(body["errors"][0]["parameter"], name, "{query}");
    }
}

async fn what_was_there_before_the_index_is_found_too(service: Service) {
    let mut cases = Vec::new();
    for _ in 0..3 {
        cases.push(told(&service, "排水沟堵塞").await);
    }
    service.force("DELETE FROM ticket_search", Vec::new()).await;
    let last =
        "INSERT INTO ticket_unindexed (up_to) SELECT id FROM ticket ORDER BY id DESC LIMIT 1";
    service.force(last, Vec::new()).await;
    asks(&cases[0], "branch", "排水沟", false).await;
    for _ in 0..3 {
        service.run_jobs().await;
    }
    for case in &cases {
        asks(case, "branch", "排水沟", true).await;
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM ticket_unindexed").await, 0);
}
