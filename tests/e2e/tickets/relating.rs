//! Tickets about the same matter: merging and undoing it, "me too", likely duplicates, filing anew.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Service, minimal, served_by_both, world};

served_by_both!(
    a_merged_ticket_follows_the_other_to_its_end,
    a_merging_is_undone,
    a_merged_ticket_comes_back_when_the_other_is_gone,
    only_open_tickets_of_the_estate_take_others_in,
    residents_support_once_and_never_their_own,
    likely_duplicates_are_suggested_while_filing,
    what_was_closed_is_filed_anew,
    a_split_ticket_ends_with_its_parts,
    a_part_is_refused_with_its_place_and_nothing_is_left,
    parts_of_a_call_stay_with_who_filed_it,
);

async fn merged<'a>(service: &'a Service) -> (Case<'a>, Case<'a>) {
    let main = service.submit("resident", json!({})).await;
    let other = service.submit("neighbour", json!({})).await;
    let seen = other.act("dispatcher", "merge", json!({ "into": main.id })).await;
    assert_eq!((&seen["state"], &seen["merged_into"]), (&json!("merged"), &json!(main.id)));
    assert_eq!(seen["merged_into_state"], "submitted");
    (main, other)
}

async fn a_merged_ticket_follows_the_other_to_its_end(service: Service) {
    let (main, other) = merged(&service).await;
    main.to("resolved").await;
    service.run_jobs().await;
    assert_eq!(other.seen_by("neighbour").await["merged_into_state"], "resolved");
    assert_eq!(other.state().await, "merged");
    main.step("resident", "rate").await;
    main.step("branch", "close").await;
    service.run_jobs().await;
    assert_eq!(other.state().await, "closed");
    assert_eq!(other.history().await, ["submit", "merge", "close"]);
    assert_eq!(main.history().await.len(), 6, "each keeps its own timeline");
}

async fn a_merging_is_undone(service: Service) {
    let (_, other) = merged(&service).await;
    for name in ["resident", "worker", "volunteer"] {
        let reply = other.try_(name, "unmerge", minimal("unmerge")).await;
        assert!([403, 404].contains(&reply.status.as_u16()), "{name}");
    }
    other.try_("dispatcher", "dispatch", minimal("dispatch")).await.refused(409, "not_allowed_now");
    let alone = other.step("community", "unmerge").await;
    assert_eq!((&alone["state"], &alone["merged_into"]), (&json!("submitted"), &Value::Null));
    other.to("accepted").await;
    assert_eq!(other.history().await, ["submit", "merge", "unmerge", "dispatch", "accept"]);
}

async fn a_merged_ticket_comes_back_when_the_other_is_gone(service: Service) {
    let (main, other) = merged(&service).await;
    main.step("resident", "withdraw").await;
    service.run_jobs().await;
    assert_eq!(other.state().await, "submitted");
    let (main, other) = merged(&service).await;
    main.step("community", "decline").await;
    service.run_jobs().await;
    service.run_jobs().await;
    assert_eq!(other.history().await, ["submit", "merge", "unmerge"]);
    let (_, other) = merged(&service).await;
    assert_eq!(other.step("neighbour", "withdraw").await["state"], "withdrawn");
}

async fn only_open_tickets_of_the_estate_take_others_in(service: Service) {
    let (main, other) = merged(&service).await;
    let third = service.submit("resident", json!({})).await;
    let closed = service.ticket_in("closed").await;
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let elsewhere = service.submit("bare-resident", bare).await;
    for (into, fault) in [
        (&third.id, "not_allowed"),
        (&other.id, "not_allowed"),
        (&closed.id, "not_allowed"),
        (&elsewhere.id, "not_found"),
    ] {
        third.try_("dispatcher", "merge", json!({ "into": into })).await.invalid("#/into", fault);
    }
    let chain = json!({ "into": third.id });
    main.try_("dispatcher", "merge", chain.clone()).await.invalid("#/into", "not_allowed");
    third
        .try_("community", "merge", json!({ "into": elsewhere.id }))
        .await
        .invalid("#/into", "not_allowed");
    other.try_("dispatcher", "merge", chain).await.refused(409, "not_allowed_now");
    third.try_("branch", "merge", json!({ "into": main.id })).await.refused(403, "forbidden");
}

async fn residents_support_once_and_never_their_own(service: Service) {
    let case = service.submit("resident", json!({ "visibility": "public" })).await;
    assert!(case.allowed("neighbour").await.contains(&"support".to_owned()));
    assert_eq!(case.step("neighbour", "support").await["support_count"], 1);
    assert!(!case.allowed("neighbour").await.contains(&"support".to_owned()));
    let page = service.as_("neighbour").get("/v1/tickets").await.expect(200);
    assert_eq!(page["items"][0]["allowed_actions"], json!([]));
    case.try_("neighbour", "support", json!({})).await.refused(409, "not_allowed_now");
    case.try_("resident", "support", json!({})).await.refused(403, "forbidden");
    assert_eq!(case.step("both", "support").await["support_count"], 2);
    case.try_("committee", "support", json!({})).await.refused(403, "forbidden");
    let private = service.submit("resident", json!({})).await;
    private.try_("neighbour", "support", json!({})).await.refused(404, "not_found");
}

async fn likely_duplicates_are_suggested_while_filing(service: Service) {
    let public = json!({ "visibility": "public", "description": "三号楼电梯停运两天了" });
    let case = service.submit("resident", public).await;
    service.submit("resident", json!({ "description": "三号楼电梯停运两天了" })).await;
    let noise = json!({ "visibility": "public", "description": "广场舞噪音扰民" });
    service.submit("resident", noise).await;
    let ask = async |name: &str, description: &str| {
        let body = json!({ "estate_id": world::estate("estate"), "description": description });
        let found = service.as_(name).post("/v1/duplicate-suggestions", body).await.expect(200);
        found["items"].as_array().unwrap().clone()
    };
    let found = ask("neighbour", "三号楼的电梯又停运了").await;
    assert_eq!(found.len(), 1, "a neighbour is not shown what is private");
    assert_eq!((&found[0]["ticket_id"], &found[0]["supportable"]), (&json!(case.id), &json!(true)));
    assert_eq!(ask("dispatcher", "三号楼的电梯又停运了").await.len(), 2);
    assert_eq!(ask("neighbour", "楼道堆放杂物").await, Vec::<Value>::new());
    assert_eq!(ask("other-resident", "三号楼的电梯又停运了").await, Vec::<Value>::new());
    service.pass(TimeDelta::days(31));
    assert_eq!(ask("neighbour", "三号楼的电梯又停运了").await, Vec::<Value>::new());
}

async fn what_was_closed_is_filed_anew(service: Service) {
    let case = service.ticket_in("resolved").await;
    case.try_("resident", "renew", minimal("renew")).await.refused(409, "not_allowed_now");
    service.pass(TimeDelta::days(10));
    service.run_jobs().await;
    case.try_("resident", "reopen", minimal("reopen")).await.refused(409, "not_allowed_now");
    case.try_("branch", "renew", minimal("renew")).await.refused(403, "forbidden");
    case.try_("resident", "renew", json!({})).await.invalid("#/reason", "required");
    let new = case.try_("resident", "renew", minimal("renew")).await.expect(201);
    assert_eq!((&new["state"], &new["follows"]), (&json!("submitted"), &json!(case.id)));
    assert_eq!(new["reporter_id"], json!(world::person("resident")));
    let old = case.seen_by("resident").await;
    assert_eq!((&old["followed_by"], &old["state"]), (&new["id"], &json!("closed")));
    case.try_("resident", "renew", minimal("renew")).await.refused(409, "not_allowed_now");
    let again = Case::new(&service, new["id"].as_str().unwrap());
    again.to("resolved").await;
}

async fn a_split_ticket_ends_with_its_parts(service: Service) {
    let case = service.submit("resident", json!({})).await;
    for name in ["resident", "worker", "branch", "volunteer"] {
        let reply = case.try_(name, "split", minimal("split")).await;
        assert!([403, 404].contains(&reply.status.as_u16()), "{name}");
    }
    let whole = case.step("dispatcher", "split").await;
    assert_eq!((&whole["state"], &whole["part_count"]), (&json!("split"), &json!(2)));
    case.try_("resident", "withdraw", json!({})).await.refused(409, "not_allowed_now");
    let path = format!("{}/parts", case.path());
    let listed = service.as_("resident").get(&path).await.expect(200);
    let parts: Vec<Case> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| {
            assert_eq!((&part["part_of"], &part["state"]), (&json!(case.id), &json!("submitted")));
            assert_eq!(part["reporter_id"], json!(world::person("resident")));
            Case::new(&service, part["id"].as_str().unwrap())
        })
        .collect();
    assert_eq!(listed["items"][0]["description"], "电梯异响");
    parts[0].try_("dispatcher", "split", minimal("split")).await.refused(409, "not_allowed_now");
    parts[0].to("closed").await;
    service.run_jobs().await;
    assert_eq!(case.state().await, "split");
    parts[1].step("resident", "withdraw").await;
    service.run_jobs().await;
    assert_eq!(case.state().await, "closed");
    assert_eq!(case.history().await, ["submit", "split", "close"]);
    let other = service.submit("resident", json!({})).await;
    let split = service.ticket_in("split").await;
    let into = json!({ "into": split.id });
    other.try_("dispatcher", "merge", into).await.invalid("#/into", "not_allowed");
}

async fn a_part_is_refused_with_its_place_and_nothing_is_left(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let before = service.count("SELECT COUNT(*) FROM ticket").await;
    let part = |name: &str| json!({ "description": "灯不亮", "category_id": name });
    let good = part(&world::category("lift").to_string());
    let unknown = part("0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e");
    for (parts, pointer, fault) in [
        (json!([good]), "#/parts", "length"),
        (json!(vec![good.clone(); 11]), "#/parts", "length"),
        (json!([good, unknown]), "#/parts/1/category_id", "not_found"),
        (
            json!([good, { "description": " ", "category_id": world::category("lift") }]),
            "#/parts/1/description",
            "required",
        ),
    ] {
        let body = json!({ "reason": "一单两事", "parts": parts });
        case.try_("dispatcher", "split", body).await.invalid(pointer, fault);
    }
    assert_eq!(service.count("SELECT COUNT(*) FROM ticket").await, before);
    assert_eq!(case.history().await, ["submit"]);
}

async fn parts_of_a_call_stay_with_who_filed_it(service: Service) {
    let caller = json!({ "on_behalf_of": { "name": "王秀兰", "phone": "19900000123" } });
    let case = service.submit("hotline", caller).await;
    case.step("dispatcher", "split").await;
    let listed = service.as_("hotline").get(&format!("{}/parts", case.path())).await.expect(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    assert_eq!(listed["items"][1]["caller"]["phone"], "19900000123");
    let neighbour = service.as_("neighbour").get(&format!("{}/parts", case.path())).await;
    neighbour.refused(404, "not_found");
}
