//! A matter of several communities: one ticket, raised above them all, which each of them sees and reports on.

use serde_json::{Value, json};
use tests::{Case, Service, minimal, served_by_both, world};

served_by_both!(
    a_matter_of_two_communities_is_one_ticket,
    a_matter_of_two_streets_goes_to_the_district,
    a_community_is_taken_off_again,
    whom_it_concerns_is_told,
    a_community_concerned_only_reads_and_reports,
    what_makes_no_sense_is_refused,
    those_who_had_a_part_in_it_do_not_raise_it,
);

fn named(areas: &[&str]) -> Value {
    let ids: Vec<_> = areas.iter().map(|name| world::area(name)).collect();
    json!({ "area_ids": ids, "reason": "排洪渠贯穿几个社区" })
}

async fn listed(service: &Service, name: &str) -> Vec<Value> {
    let page = service.as_(name).get("/v1/tickets").await.expect(200);
    page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect()
}

async fn a_matter_of_two_communities_is_one_ticket(service: Service) {
    let case = service.submit("resident", json!({})).await;
    case.get("next-community").await.refused(404, "not_found");
    let seen = case.act("community", "span", named(&["next-community"])).await;
    let concerned = json!([{
        "area_id": world::area("next-community"), "level": "community", "name": "next-community",
    }]);
    assert_eq!((&seen["raised"], &seen["concerned"]), (&json!("street"), &concerned));
    assert_eq!(case.seen_by("next-community").await["concerned"], concerned);
    assert_eq!(listed(&service, "next-community").await, [json!(case.id)]);
    // The street has it in hand, and dispatches it; nobody else does.
    let pool = json!({ "to": { "pool": true } });
    case.try_("dispatcher", "dispatch", pool.clone()).await.refused(403, "forbidden");
    case.act("street", "dispatch", pool).await;
    case.step("volunteer", "accept").await;
    case.act("next-community", "report_part", json!({ "note": "本社区渠段已清淤" })).await;
    case.step("volunteer", "resolve").await;
    case.step("resident", "rate").await;
    case.step("branch", "close").await;
    assert_eq!(case.seen_by("next-community").await["state"], "closed");
    let path = format!("{}/timeline", case.path());
    let timeline = service.as_("street").get(&path).await.expect(200);
    let entries = timeline["items"].as_array().unwrap();
    let report = entries.iter().find(|entry| entry["action"] == "report_part").unwrap();
    let detail = json!({ "area_id": world::area("next-community"), "note": "本社区渠段已清淤" });
    assert_eq!((&report["role"], &report["detail"]), (&json!("community_officer"), &detail));
    assert_eq!((&report["from"], &report["to"]), (&json!("accepted"), &json!("accepted")));
}

async fn a_matter_of_two_streets_goes_to_the_district(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let seen = case.act("street", "span", named(&["other-street", "other-community"])).await;
    assert_eq!(seen["raised"], "district");
    let levels: Vec<_> =
        seen["concerned"].as_array().unwrap().iter().map(|a| &a["level"]).collect();
    assert_eq!(levels, ["street", "community"]);
    for name in ["other-street", "other-community"] {
        assert_eq!(listed(&service, name).await, [json!(case.id)], "{name}");
        case.step(name, "report_part").await;
    }
    let seen = case.act("secretary", "span", named(&["next-community"])).await;
    assert_eq!(
        (&seen["raised"], seen["concerned"].as_array().unwrap().len()),
        (&json!("district"), 3)
    );
    let areas: Vec<_> = service.as_("street").get(&format!("{}/timeline", case.path())).await.json
        ["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["action"] == "report_part")
        .map(|entry| entry["detail"]["area_id"].clone())
        .collect();
    assert_eq!(areas, [json!(world::area("other-street")), json!(world::area("other-community"))]);
}

/// What the feed says of tickets: the action, or that it left.
async fn pulled(service: &Service, name: &str) -> Vec<String> {
    service.run_jobs().await;
    let page = service.as_(name).get("/v1/events?limit=100&kinds=ticket").await.expect(200);
    let one = |item: &Value| match item["action"].as_str() {
        Some(action) => action.to_owned(),
        None => format!("left {}", item["left_scope"]),
    };
    page["items"].as_array().unwrap().iter().map(one).collect()
}

async fn a_community_is_taken_off_again(service: Service) {
    let case = service.submit("resident", json!({})).await;
    case.step("community", "span").await;
    assert_eq!(pulled(&service, "next-community").await, ["submit", "span"]);
    let off = case.step("community", "unspan").await;
    assert_eq!((&off["concerned"], &off["raised"]), (&json!([]), &json!("street")));
    case.get("next-community").await.refused(404, "not_found");
    assert_eq!(listed(&service, "next-community").await, [Value::Null; 0]);
    assert_eq!(pulled(&service, "next-community").await, ["left true"]);
    case.try_("community", "unspan", minimal("unspan")).await.refused(409, "not_allowed_now");
    case.step("street", "span").await;
    case.step("next-community", "report_part").await;
    assert_eq!(
        pulled(&service, "next-community").await,
        ["submit", "span", "unspan", "span", "report_part"]
    );
}

async fn whom_it_concerns_is_told(service: Service) {
    let case = service.ticket_in("accepted").await;
    let tell = async || {
        service.run_jobs().await;
        service.tell().await;
    };
    tell().await;
    case.step("community", "span").await;
    case.step("next-community", "report_part").await;
    tell().await;
    let templates = async |name: &str| {
        let page = service.as_(name).get("/v1/notices").await.expect(200);
        let items = page["items"].as_array().unwrap().iter();
        items.map(|one| one["template"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(templates("next-community").await, ["concerned"]);
    assert_eq!(templates("street").await, ["part_reported", "new_order"]);
    assert_eq!(templates("worker").await[0], "part_reported");
}

async fn a_community_concerned_only_reads_and_reports(service: Service) {
    let case = service.submit("resident", json!({ "contact": { "phone": "13911112222" } })).await;
    case.step("community", "span").await;
    let seen = case.seen_by("next-community").await;
    assert_eq!(seen["allowed_actions"], json!(["report_part"]));
    assert_eq!(seen["contact"]["phone"], "139****2222");
    for action in ["dispatch", "decline", "supervise", "amend", "raise", "span", "unspan"] {
        case.try_("next-community", action, minimal(action)).await.refused(403, "forbidden");
    }
    for name in ["community", "street", "branch", "resident"] {
        case.try_(name, "report_part", minimal("report_part")).await.refused(403, "forbidden");
    }
    let empty = json!({ "note": " " });
    case.try_("next-community", "report_part", empty).await.invalid("#/note", "required");
    case.step("resident", "withdraw").await;
    let late = case.try_("next-community", "report_part", minimal("report_part")).await;
    late.refused(409, "not_allowed_now");
}

async fn refused(case: &Case<'_>, areas: &[&str], pointer: &str, fault: &str) {
    case.try_("community", "span", named(areas)).await.invalid(pointer, fault);
}

async fn what_makes_no_sense_is_refused(service: Service) {
    let case = service.submit("resident", json!({})).await;
    for (areas, pointer, fault) in [
        (vec![], "#/area_ids", "length"),
        (vec!["next-community"; 11], "#/area_ids", "length"),
        (vec!["community"], "#/area_ids/0", "not_allowed"),
        (vec!["next-community", "street"], "#/area_ids/1", "not_allowed"),
        (vec!["grid"], "#/area_ids/0", "not_allowed"),
        (vec!["far-community"], "#/area_ids/0", "not_allowed"),
        (vec!["next-community", "next-community"], "#/area_ids/1", "taken"),
    ] {
        refused(&case, &areas, pointer, fault).await;
    }
    let unknown = json!({ "area_ids": [world::estate("estate")], "reason": "?" });
    case.try_("community", "span", unknown).await.invalid("#/area_ids/0", "not_found");
    let silent = json!({ "area_ids": [world::area("next-community")], "reason": " " });
    case.try_("community", "span", silent).await.invalid("#/reason", "required");
    assert_eq!(case.state().await, "submitted");
    case.step("community", "span").await;
    refused(&case, &["next-community"], "#/area_ids/0", "taken").await;
    let other = json!({ "area_id": world::area("other-community"), "reason": "不涉及" });
    case.try_("community", "unspan", other).await.invalid("#/area_id", "not_found");
}

async fn those_who_had_a_part_in_it_do_not_raise_it(service: Service) {
    let body = json!({ "estate_id": world::estate("next-estate"), "category_id": world::category("lift"),
        "description": "排洪渠堵塞", "on_behalf_of": { "name": "李晓梅", "phone": "19900000001" } });
    let case = service.submit("hotline", body).await;
    service.grant("next-community", "volunteer", ("estate_id", world::estate("next-estate"))).await;
    let mine = json!({ "to": { "account_id": world::person("next-community") } });
    case.act("next-community", "dispatch", mine).await;
    case.step("next-community", "accept").await;
    let named = named(&["community"]);
    case.try_("next-community", "span", named.clone()).await.refused(403, "forbidden");
    case.act("street", "span", named).await;
}
