//! Residencies: asked for by a person, decided by the community or the enterprise, ended with the duty.

mod deciding;
mod racing;

use kernel::Uuid;
use serde_json::{Value, json};
use tests::{Reply, Service, minimal, served_by_both, world};

served_by_both!(
    an_approved_person_files_with_the_next_request,
    a_rejected_person_reads_why_and_asks_again,
    what_is_asked_for_must_exist_once,
    the_end_of_the_duty_ends_the_residencies,
    lists_hold_one_s_own_and_one_s_scope,
    lists_go_page_by_page,
);

const RESIDENCIES: &str = "/v1/residencies";

/// Someone's request for premises; its id.
async fn ask(service: &Service, name: &str, premises: Uuid) -> Value {
    let body = json!({ "premises_id": premises, "relation": "tenant" });
    service.as_(name).post(RESIDENCIES, body).await.expect(201)["id"].clone()
}

/// What comes of a decision; a rejection gives a reason.
async fn decide(service: &Service, name: &str, id: &Value, action: &str) -> Reply {
    let path = format!("{RESIDENCIES}/{}/{action}", id.as_str().unwrap());
    let body = if action == "reject" { json!({ "reason": "门牌不符" }) } else { json!({}) };
    service.as_(name).post(&path, body).await
}

/// New premises of the estate.
async fn flat(service: &Service, label: &str) -> Uuid {
    let path = format!("/v1/estates/{}/premises", world::estate("estate"));
    let body = json!({ "label": label, "usage": "residential", "exclusive_area": "80" });
    let made = service.as_("community").post(&path, body).await.expect(201);
    made["id"].as_str().unwrap().parse().unwrap()
}

async fn mine(service: &Service, name: &str, id: &Value) -> Value {
    let page =
        service.as_(name).get(&format!("{RESIDENCIES}?mine=true&limit=100")).await.expect(200);
    let items = page["items"].as_array().unwrap();
    items.iter().find(|item| item["id"] == *id).unwrap().clone()
}

/// The duties in force of the person, as they see them.
async fn duties(service: &Service, name: &str) -> Vec<Value> {
    let me = service.as_(name).get("/v1/me").await.expect(200);
    me["duties"].as_array().unwrap().clone()
}

async fn an_approved_person_files_with_the_next_request(service: Service) {
    for (who, officer, premises) in
        [("nobody", "community", "free-premises"), ("bare-resident", "dispatcher", "premises")]
    {
        let caller = service.as_(who);
        caller.post("/v1/tickets", minimal("submit")).await.refused(403, "forbidden");
        let body = json!({
            "premises_id": world::premises(premises), "relation": "owner", "note": "产权证可核对",
        });
        let asked = caller.post(RESIDENCIES, body).await;
        let tag = asked.header("etag").to_owned();
        let asked = asked.expect(201);
        assert_eq!(
            (&asked["state"], &asked["state_label"]),
            (&json!("requested"), &json!("待审核"))
        );
        assert_eq!(
            (&asked["estate_id"], &asked["allowed_actions"]),
            (&json!(world::estate("estate")), &json!([]))
        );
        caller.post("/v1/tickets", minimal("submit")).await.refused(403, "forbidden");
        let held = duties(&service, who).await.len();
        let approved = decide(&service, officer, &asked["id"], "approve").await;
        assert_ne!(approved.header("etag"), tag);
        let approved = approved.expect(200);
        assert_eq!((&asked["version"], &approved["version"]), (&json!(1), &json!(2)));
        assert_eq!(approved["decided_at"], service.app.time(service.now()));
        assert_eq!(
            (&approved["state"], &approved["note"]),
            (&json!("approved"), &json!("产权证可核对"))
        );
        caller.post("/v1/tickets", minimal("submit")).await.expect(201);
        let now_held = duties(&service, who).await;
        assert_eq!((now_held.len(), &now_held[0]["role"]), (held + 1, &json!("resident")));
    }
    let granted = "SELECT COUNT(*) FROM journal WHERE subject_kind = 'duty' \
        AND role IN ('community_officer', 'dispatcher')";
    assert_eq!(service.count(granted).await, 2, "each duty has an entry of its own");
}

async fn a_rejected_person_reads_why_and_asks_again(service: Service) {
    let premises = world::premises("free-premises");
    let id = ask(&service, "nobody", premises).await;
    let path = format!("{RESIDENCIES}/{}/reject", id.as_str().unwrap());
    for (body, fault) in [(json!({}), "required"), (json!({ "reason": "" }), "length")] {
        service.as_("community").post(&path, body).await.invalid("#/reason", fault);
    }
    let rejected = decide(&service, "dispatcher", &id, "reject").await.expect(200);
    assert_eq!((&rejected["state"], &rejected["reason"]), (&json!("rejected"), &json!("门牌不符")));
    assert_eq!(mine(&service, "nobody", &id).await["reason"], "门牌不符");
    assert!(duties(&service, "nobody").await.is_empty());
    service.as_("nobody").post("/v1/tickets", minimal("submit")).await.refused(403, "forbidden");
    let again = ask(&service, "nobody", premises).await;
    assert_ne!(again, id);
    decide(&service, "community", &again, "approve").await.expect(200);
    service.submit("nobody", json!({})).await;
}

async fn what_is_asked_for_must_exist_once(service: Service) {
    let premises = world::premises("free-premises");
    ask(&service, "nobody", premises).await;
    let before = service.journal_length().await;
    for (name, premises, relation, pointer, fault) in [
        ("nobody", json!(premises), "owner", "#/premises_id", "taken"),
        ("resident", json!(world::premises("premises")), "owner", "#/premises_id", "taken"),
        ("nobody", json!(world::estate("estate")), "owner", "#/premises_id", "not_found"),
        ("nobody", json!("1203"), "owner", "#/premises_id", "format"),
        ("nobody", Value::Null, "owner", "#/premises_id", "wrong_type"),
        ("nobody", json!(world::premises("premises")), "guest", "#/relation", "choice"),
    ] {
        let body = json!({ "premises_id": premises, "relation": relation });
        service.as_(name).post(RESIDENCIES, body).await.invalid(pointer, fault);
    }
    let body = json!({ "premises_id": premises, "relation": "family" });
    service.as_("client").post(RESIDENCIES, body.clone()).await.refused(403, "forbidden");
    service.anyone().post(RESIDENCIES, body.clone()).await.refused(401, "unauthenticated");
    assert_eq!(service.journal_length().await, before);
    let family = service.as_("resident").post(RESIDENCIES, body).await.expect(201);
    assert_eq!(family["relation_label"], "家庭成员");
}

async fn the_end_of_the_duty_ends_the_residencies(service: Service) {
    let (first, second) = (world::premises("free-premises"), world::premises("premises"));
    let ids = [ask(&service, "nobody", first).await, ask(&service, "nobody", second).await];
    for id in &ids {
        decide(&service, "community", id, "approve").await.expect(200);
    }
    let held = duties(&service, "nobody").await;
    assert_eq!(held.len(), 1, "two homes in one estate share the duty");
    let case = service.submit("nobody", json!({})).await;
    service.end_duty(held[0]["id"].as_str().unwrap().parse().unwrap()).await;
    service.as_("nobody").post("/v1/tickets", minimal("submit")).await.refused(403, "forbidden");
    for id in &ids {
        let ended = mine(&service, "nobody", id).await;
        assert_eq!((&ended["state"], &ended["version"]), (&json!("ended"), &json!(3)));
        decide(&service, "community", id, "approve").await.refused(409, "not_allowed_now");
    }
    case.seen_by("nobody").await;
    let again = ask(&service, "nobody", first).await;
    decide(&service, "dispatcher", &again, "approve").await.expect(200);
    assert_ne!(duties(&service, "nobody").await[0]["id"], held[0]["id"], "another duty");
    service.submit("nobody", json!({})).await;
    assert_eq!(
        mine(&service, "neighbour", &json!(world::residency("neighbour"))).await["state"],
        "approved"
    );
}

async fn lists_hold_one_s_own_and_one_s_scope(service: Service) {
    let asked = ask(&service, "nobody", world::premises("free-premises")).await;
    let own = |name: &str| json!(world::residency(name));
    let here = || vec![own("resident"), own("neighbour"), own("both"), asked.clone()];
    let at = |name: &str| format!("estate_id={}", world::estate(name));
    for (name, query, expected) in [
        ("community", String::new(), [here(), vec![own("bare-resident")]].concat()),
        ("community", at("estate"), here()),
        ("community", at("other-estate"), vec![]),
        ("community", "state=requested".to_owned(), vec![asked.clone()]),
        ("community", "mine=true".to_owned(), vec![]),
        ("community", format!("estate_id={}", world::area("grid")), vec![]),
        ("dispatcher", String::new(), here()),
        ("manager", "state=approved".to_owned(), here()[..3].to_vec()),
        ("other-community", String::new(), vec![own("other-resident")]),
        ("other-dispatcher", at("estate"), vec![]),
        ("nobody", String::new(), vec![asked.clone()]),
        ("resident", String::new(), vec![own("resident")]),
        ("resident", "state=requested".to_owned(), vec![]),
        ("branch", String::new(), vec![]),
        ("street", at("estate"), vec![]),
        ("admin", String::new(), vec![]),
    ] {
        let page =
            service.as_(name).get(&format!("{RESIDENCIES}?limit=100&{query}")).await.expect(200);
        let items = page["items"].as_array().unwrap();
        let mut found: Vec<String> = items.iter().map(|item| item["id"].to_string()).collect();
        let mut expected: Vec<String> = expected.iter().map(Value::to_string).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{name} {query}");
    }
    service.as_("client").get(RESIDENCIES).await.refused(403, "forbidden");
    service.anyone().get(RESIDENCIES).await.refused(401, "unauthenticated");
}

async fn lists_go_page_by_page(service: Service) {
    let (mut ids, mut after) = (Vec::new(), String::new());
    let path = format!("{RESIDENCIES}?limit=2");
    loop {
        let page = service.as_("community").get(&format!("{path}{after}")).await.expect(200);
        let items = page["items"].as_array().unwrap();
        ids.extend(items.iter().map(|item| item["id"].to_string()));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(ids.len(), 4, "the three of the estate and the one of the bare estate");
    assert!(ids.windows(2).all(|pair| pair[0] > pair[1]), "newest first, each once");
}
