//! A partner's system with its own numbers: what it filed comes back under them, to it alone.

use serde_json::{Value, json};
use tests::{Case, Reply, Service, served_by_both, world};

use super::{Receiver, proven};

served_by_both!(
    a_partner_follows_its_ticket_by_its_own_number,
    a_number_is_that_of_its_filer_alone,
    nonsense_for_a_number_is_refused,
);

const NUMBER: &str = "12345-0007";

async fn filed(service: &Service, name: &str, over: Value) -> Value {
    let mut body = tests::minimal("submit");
    body.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    service.as_(name).post("/v1/tickets", body).await.expect(201)
}

/// What someone finds under the number.
async fn found(service: &Service, name: &str, query: &str) -> Vec<Value> {
    let path = format!("/v1/tickets?client_ref={NUMBER}{query}");
    let page = service.as_(name).get(&path).await.expect(200);
    assert_eq!(page["next"], Value::Null);
    page["items"].as_array().unwrap().clone()
}

/// State and number of each change of a ticket that someone pulls.
async fn pulled(service: &Service, name: &str) -> Vec<(Value, Value)> {
    service.run_jobs().await;
    let path = "/v1/events?kinds=ticket&limit=100";
    let page = service.as_(name).get(path).await.expect(200);
    let one = |item: &Value| (item["state"].clone(), item["client_ref"].clone());
    page["items"].as_array().unwrap().iter().map(one).collect()
}

/// Another client of the same community is told by its own webhook.
async fn another(service: &Service, receiver: &Receiver) {
    let body = json!({
        "name": "另一系统", "area_id": world::area("community"),
        "scopes": ["places:read", "tickets:read", "tickets:submit", "webhooks:manage"],
    });
    let made = service.as_("admin").post("/v1/clients", body).await.expect(201);
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", made["client_id"].as_str().unwrap()),
        ("client_secret", made["client_secret"].as_str().unwrap()),
    ];
    let reply: Reply = service.anyone().request("POST", "/oauth/token").form(&form).send().await;
    let token = reply.expect(200)["access_token"].as_str().unwrap().to_owned();
    let hook = json!({ "name": "另一系统", "url": receiver.url, "kinds": ["ticket"] });
    service.with_token(&token).post("/v1/webhooks", hook).await.expect(201);
    service.deliver().await;
    receiver.forget();
}

async fn a_partner_follows_its_ticket_by_its_own_number(service: Service) {
    let (partner, other) = (Receiver::start().await, Receiver::start().await);
    proven(&service, &partner, json!(["ticket"])).await;
    another(&service, &other).await;
    let made = filed(&service, "client", json!({ "client_ref": NUMBER })).await;
    let case = Case::new(&service, made["id"].as_str().unwrap());
    let way = [
        ("dispatcher", "dispatch", "dispatched"),
        ("worker", "accept", "accepted"),
        ("worker", "resolve", "resolved"),
        ("branch", "follow_up", "resolved"),
        ("branch", "close", "closed"),
    ];
    let mut states = vec![json!("submitted")];
    service.deliver().await;
    for (name, action, state) in way {
        case.step(name, action).await;
        let seen = found(&service, "client", "").await;
        assert_eq!((&seen[0]["id"], &seen[0]["state"]), (&made["id"], &json!(state)));
        states.push(json!(state));
        service.deliver().await;
    }
    let told = |receiver: &Receiver| -> Vec<(Value, Value)> {
        let got = receiver.got();
        let data = got.iter().map(|one| one.json()["data"].clone());
        data.map(|data| (data["state"].clone(), data["client_ref"].clone())).collect()
    };
    let with = |number: Value| -> Vec<(Value, Value)> {
        states.iter().map(|state| (state.clone(), number.clone())).collect()
    };
    assert_eq!(told(&partner), with(json!(NUMBER)));
    assert_eq!(told(&other), with(Value::Null), "the number is the partner's");
    assert_eq!(pulled(&service, "client").await, with(json!(NUMBER)));
    for name in ["community", "branch", "manager"] {
        assert_eq!(pulled(&service, name).await, with(Value::Null), "{name}");
    }
}

async fn a_number_is_that_of_its_filer_alone(service: Service) {
    let one = filed(&service, "client", json!({ "client_ref": NUMBER })).await;
    filed(&service, "client", json!({ "client_ref": "12345-0008" })).await;
    filed(&service, "client", json!({})).await;
    for name in ["community", "branch", "district"] {
        assert_eq!(found(&service, name, "").await, Vec::<Value>::new(), "{name}");
    }
    let desk = json!({ "client_ref": NUMBER, "on_behalf_of": { "name": "刘淑芬" } });
    let two = filed(&service, "community", desk).await;
    for (name, made) in [("client", &one), ("community", &two)] {
        for query in ["", "&order=updated", "&mine=true", "&state=submitted", "&include=count"] {
            let seen = found(&service, name, query).await;
            assert_eq!((seen.len(), &seen[0]["id"]), (1, &made["id"]), "{name} {query}");
        }
        assert_eq!(found(&service, name, "&state=closed").await.len(), 0);
        assert_eq!(found(&service, name, "&assigned_to_me=true").await.len(), 0);
    }
}

async fn nonsense_for_a_number_is_refused(service: Service) {
    for text in [String::new(), "7".repeat(101), "a%00b".to_owned()] {
        let path = format!("/v1/tickets?client_ref={text}");
        let refused = service.as_("client").get(&path).await;
        refused.refused(400, "malformed_request");
    }
}
