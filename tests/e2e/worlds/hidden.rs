//! What is hidden from a caller is answered as what is not there.

use serde_json::{Value, json};
use tests::{Reply, Service, minimal, served_by_both, world};

use super::{here, those};
use crate::access::{
    cast::Person,
    enlist::everyone,
    stories::{ticket, told},
};

served_by_both!(
    what_is_hidden_is_answered_as_what_is_not_there,
    an_etag_tells_nothing_of_a_hidden_ticket,
    a_cursor_shows_no_more_than_the_caller_may_see,
);

/// What an answer says, but for what is of this request alone.
fn said(reply: &Reply) -> (u16, Vec<(String, String)>, Value) {
    let mut body = reply.json.clone();
    for name in ["instance", "trace_id"] {
        body.as_object_mut().unwrap().remove(name).unwrap();
    }
    let of_request = ["date", "traceparent", "x-request-id", "content-length"];
    let mut headers: Vec<_> = reply
        .headers
        .iter()
        .filter(|(name, _)| !of_request.contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    headers.sort();
    (reply.status.as_u16(), headers, body)
}

/// What can be done to a ticket.
const ACTIONS: [&str; 16] = [
    "dispatch",
    "redispatch",
    "accept",
    "refuse",
    "progress",
    "resolve",
    "rate",
    "follow_up",
    "reopen",
    "close",
    "withdraw",
    "decline",
    "object",
    "supervise",
    "amend",
    "answer",
];

async fn what_is_hidden_is_answered_as_what_is_not_there(service: Service) {
    let people = everyone(&service).await;
    let names = [
        "nobody",
        "neighbour",
        "committee",
        "other-dispatcher",
        "other-street",
        "grid",
        "hotline",
        "admin",
        "far-district",
        "client-reads@other-street",
        "former",
    ];
    let case = ticket(&service, "supervised in two hands").await;
    let absent = service.app.id::<kernel::Uuid>(service.now()).to_string();
    for person in those(&people, &names) {
        readings(person, &case.id, &absent).await;
        actions(person, &case.id, &absent).await;
    }
    identities(&service, &people, &absent).await;
}

async fn readings(person: &Person<'_>, hidden: &str, absent: &str) {
    for language in ["zh-CN", "en"] {
        for suffix in ["", "/timeline", "/timeline?limit=1"] {
            let ask = async |id: &str| {
                let path = format!("/v1/tickets/{id}{suffix}");
                let asked = person.caller.request("GET", &path);
                asked.header("Accept-Language", language).send().await
            };
            same(&person.name, &ask(hidden).await, &ask(absent).await);
        }
    }
}

/// With a body that is well-formed, and with one that is not.
async fn actions(person: &Person<'_>, hidden: &str, absent: &str) {
    for action in ACTIONS {
        let path = match action {
            "answer" => "supervisions/1/answer".to_owned(),
            other => other.replace('_', "-"),
        };
        for body in [minimal(action), json!({ "nonsense": true })] {
            let ask = async |id: &str| {
                let path = format!("/v1/tickets/{id}/{path}");
                person.caller.post(&path, body.clone()).await
            };
            same(&person.name, &ask(hidden).await, &ask(absent).await);
        }
    }
}

fn same(who: &str, hidden: &Reply, absent: &Reply) {
    assert_eq!(hidden.status.as_u16(), 404, "{who}: {}", hidden.text());
    assert_eq!(said(hidden), said(absent), "{who}");
    assert_eq!(hidden.body.len(), absent.body.len(), "{who}");
}

/// Accounts, duties, clients and residencies of another street.
async fn identities(service: &Service, people: &[Person<'_>], absent: &str) {
    let home = json!({ "premises_id": world::premises("premises"), "relation": "tenant" });
    let asked = service.as_("grid").post("/v1/residencies", home).await.expect(201);
    let residency = asked["id"].as_str().unwrap();
    let duty = world::duty("worker", 0).to_string();
    let (account, client) = (world::person("worker").to_string(), world::client().to_string());
    for person in
        those(people, &["other-admin", "other-dispatcher", "neighbour", "other-community"])
    {
        let get = async |id: &str| person.caller.get(&format!("/v1/accounts/{id}")).await;
        same(&person.name, &get(&account).await, &get(absent).await);
        for (kind, id, action, body) in [
            ("accounts", account.as_str(), "disable", json!({})),
            ("accounts", account.as_str(), "enable", json!({})),
            ("duties", duty.as_str(), "end", json!({})),
            ("clients", client.as_str(), "revoke", json!({})),
            ("clients", client.as_str(), "rotate-secret", json!({})),
            ("residencies", residency, "approve", json!({})),
            ("residencies", residency, "reject", json!({ "reason": "材料不全" })),
        ] {
            let ask = async |id: &str| {
                person.caller.post(&format!("/v1/{kind}/{id}/{action}"), body.clone()).await
            };
            same(&person.name, &ask(id).await, &ask(absent).await);
        }
    }
}

async fn an_etag_tells_nothing_of_a_hidden_ticket(service: Service) {
    let case = ticket(&service, "private").await;
    let own = case.get("resident").await;
    let etag = own.header("etag").to_owned();
    assert!(!etag.is_empty());
    let asked = service.as_("resident").request("GET", &case.path()).header("If-None-Match", &etag);
    assert_eq!(asked.send().await.status, 304, "whoever sees it may ask with the tag");
    for name in ["neighbour", "volunteer", "other-branch", "nobody", "admin"] {
        let caller = service.as_(name);
        for tag in [etag.as_str(), "*", "\"nothing\""] {
            let asked =
                caller.request("GET", &case.path()).header("If-None-Match", tag).send().await;
            asked.refused(404, "not_found");
            let path = case.action_path("withdraw");
            let tried = caller.request("POST", &path).header("If-Match", tag).json(&json!({}));
            tried.send().await.refused(404, "not_found");
        }
    }
    let public = ticket(&service, "public").await;
    let (whole, part) = (public.get("resident").await, public.get("neighbour").await);
    assert_ne!(whole.header("etag"), part.header("etag"), "two duties see different bytes");
    let asked = service.as_("neighbour").request("GET", &public.path());
    let asked = asked.header("If-None-Match", whole.header("etag")).send().await;
    assert_eq!(asked.status, 200, "the tag of other bytes");
}

async fn a_cursor_shows_no_more_than_the_caller_may_see(service: Service) {
    here(&service).await;
    let own = service.submit("neighbour", told("estate")).await;
    service.submit("resident", told("estate")).await;
    let page = service.as_("dispatcher").get("/v1/tickets?limit=1").await.expect(200);
    let next = page["next"].as_str().unwrap();
    let visible = service.as_("neighbour").get("/v1/tickets?limit=100").await.expect(200);
    let visible: Vec<_> =
        visible["items"].as_array().unwrap().iter().map(|t| t["id"].clone()).collect();
    assert!(visible.contains(&json!(own.id)));
    let reply = service.as_("neighbour").get(&format!("/v1/tickets?limit=1&after={next}")).await;
    if reply.status == 200 {
        for item in reply.json["items"].as_array().unwrap() {
            assert!(visible.contains(&item["id"]), "{item}");
        }
    } else {
        reply.refused(400, "invalid_cursor");
    }
}
