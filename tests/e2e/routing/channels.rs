//! By every way in a ticket is asked about the rules, and what comes from another ticket is, too.

use serde_json::{Value, json};
use tests::{Case, Service, minimal, served_by_both, world};

use super::{make, to, went};

served_by_both!(
    by_every_way_in,
    what_comes_from_another_ticket,
    a_file_that_is_only_checked_sends_nothing
);

/// What is written in the journal as the last step of each ticket, the oldest first.
async fn ends(service: &Service) -> Vec<String> {
    let page = service.as_("street").get("/v1/tickets?limit=100").await.expect(200);
    let items = page["items"].as_array().unwrap().iter().rev();
    items.map(|item| item["state"].as_str().unwrap().to_owned()).collect()
}

fn channel(word: &str, name: &str) -> Value {
    json!({ "conditions": { "channels": [word] }, "to": to(name) })
}

async fn by_every_way_in(service: Service) {
    for (word, name) in [("hotline", "worker"), ("anonymous", "worker2"), ("partner", "manager")] {
        make(&service, channel(word, name)).await;
    }
    make(&service, json!({ "conditions": { "channels": ["visit_desk", "grid", "import"] } })).await;
    let mut call = minimal("submit");
    call["caller"] = json!({ "phone": "0755-28300000" });
    let called = service.as_("hotline").post("/v1/calls", call).await.expect(201);
    let id = |made: &Value| made["id"].as_str().unwrap().to_owned();
    let person = |name: &str| json!(world::person(name));
    assert_eq!(went(&Case::new(&service, &id(&called))).await, person("worker"));
    let order = crate::status::order(&service).await;
    let nameless = service.anyone().post("/v1/anonymous-tickets", order).await;
    let place = nameless.header("location").to_owned();
    let case = Case::new(&service, place.rsplit('/').next().unwrap());
    assert_eq!(went(&case).await, person("worker2"));
    let key = nameless.expect(201);
    let status = service.anyone().post("/v1/status-checks", key).await.expect(200);
    assert_eq!(status["state"], "dispatched", "who filed it is told so");
    let partner = service.submit("client", json!({})).await;
    assert_eq!(went(&partner).await, person("manager"));
    for who in ["grid", "community"] {
        assert_eq!(went(&service.submit(who, json!({})).await).await, "pool", "{who}");
    }
    assert_eq!(went(&service.submit("resident", json!({})).await).await, Value::Null);
    let rows = "小区,类别,诉求内容\r\nestate,lift,一号梯异响\r\nestate,lift,二号梯异响";
    let call = service.as_("community").request("POST", "/v1/imports?dry_run=false");
    let begun = call.header("Content-Type", "text/csv").body(rows).send().await;
    assert!(begun.status.is_success(), "{}", begun.text());
    api::import::work(&service.app).await.unwrap();
    let all = ends(&service).await;
    assert_eq!(all.len(), 8, "{all:?}");
    assert_eq!(all.iter().filter(|state| *state == "dispatched").count(), 7, "{all:?}");
}

async fn a_file_that_is_only_checked_sends_nothing(service: Service) {
    make(&service, json!({})).await;
    let rows = "小区,类别,诉求内容\r\nestate,lift,一号梯异响";
    let call = service.as_("community").request("POST", "/v1/imports?dry_run=true");
    let begun = call.header("Content-Type", "text/csv").body(rows).send().await;
    assert!(begun.status.is_success(), "{}", begun.text());
    let before = service.count("SELECT COUNT(*) FROM journal WHERE subject_kind = 'ticket'").await;
    api::import::work(&service.app).await.unwrap();
    let after = service.count("SELECT COUNT(*) FROM journal WHERE subject_kind = 'ticket'").await;
    assert_eq!((before, after), (0, 0));
}

async fn what_comes_from_another_ticket(service: Service) {
    let whole = service.submit("resident", json!({})).await;
    let old = service.ticket_in("closed").await;
    let lift = json!({ "conditions": { "category_ids": [world::category("lift")] } });
    make(&service, lift).await;
    whole.step("dispatcher", "split").await;
    let parts = service.as_("dispatcher").get(&format!("{}/parts", whole.path())).await.expect(200);
    let mut states: Vec<_> =
        parts["items"].as_array().unwrap().iter().map(|part| part["state"].clone()).collect();
    states.sort_by_key(ToString::to_string);
    assert_eq!(states, ["dispatched", "submitted"], "the lift's part is in the pool");
    let path = format!("{}/renew", old.path());
    let renewed = service.as_("resident").post(&path, minimal("renew")).await.expect(201);
    assert_eq!(renewed["state"], "dispatched");
    assert_eq!(old.state().await, "closed");
}
