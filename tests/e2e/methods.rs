//! Methods: HEAD for every GET, OPTIONS and 405 with `Allow` for every path, and the one override.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use tests::{Caller, Kind, Reply, Service, world};

use crate::contract::operations;

/// The pages that stand beside the contract.
const PAGES: &[&str] =
    &["/metrics", "/openapi.json", "/docs", "/docs/index.html", "/problems", "/problems/not_found"];
/// Headers that tell one answer from the next.
const OWN: &[&str] = &["date", "traceparent"];

/// A path of the contract with an id that nothing has.
fn filled(path: &str) -> String {
    let id = "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c";
    let path = path.replace("{id}", id).replace("{delivery_id}", id).replace("{n}", "1");
    let path = path.replace("{reply_id}", id).replace("{year}", "2027");
    assert!(!path.contains('{'), "{path}");
    path
}

/// Whether a path is one of a template's.
fn leads_to(template: &str, path: &str) -> bool {
    let parts = || template.split('/').zip(path.split('/'));
    template.split('/').count() == path.split('/').count()
        && parts().all(|(wanted, given)| wanted == given || wanted.starts_with('{'))
}

/// The methods that each path of the contract and each page answers.
fn allowed() -> BTreeMap<String, BTreeSet<String>> {
    let mut allowed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for page in PAGES {
        allowed.insert((*page).to_owned(), BTreeSet::from(["GET".to_owned()]));
    }
    for one in operations() {
        allowed.entry(filled(&one.path)).or_default();
    }
    for (path, methods) in &mut allowed {
        // `/v1/calendars/preview` stands there by its own name, and is not also the path of a calendar.
        let named = operations().into_iter().any(|one| one.path == *path);
        let serves = |one: &str| if named { one == path } else { leads_to(one, path) };
        let here = operations().into_iter().filter(|one| serves(&one.path));
        methods.extend(here.map(|one| one.method.to_uppercase()));
    }
    for methods in allowed.values_mut() {
        methods.insert("OPTIONS".to_owned());
        if methods.contains("GET") {
            methods.insert("HEAD".to_owned());
        }
    }
    allowed
}

fn of_header(reply: &Reply) -> BTreeSet<String> {
    reply.header("allow").split(", ").map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn options_names_the_methods_of_every_path() {
    let service = Service::start(Kind::Sqlite).await;
    for (path, methods) in allowed() {
        let reply = service.anyone().request("OPTIONS", &path).send().await;
        assert_eq!((reply.status.as_u16(), of_header(&reply)), (204, methods), "{path}");
        assert!(reply.body.is_empty());
    }
    service.anyone().request("OPTIONS", "/v1/nothing").send().await.refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_method_is_told_the_right_ones() {
    let service = Service::start(Kind::Sqlite).await;
    for (path, methods) in allowed() {
        for method in ["DELETE", "PUT", "TRACE", "POST", "BREW"] {
            if methods.contains(method) {
                continue;
            }
            let reply = service.as_("admin").request(method, &path).send().await;
            assert_eq!(of_header(&reply), methods, "{method} {path}");
            reply.refused(405, "method_not_allowed");
        }
    }
}

/// Sends GET and HEAD and compares status and headers.
async fn same(caller: &Caller<'_>, path: &str) {
    let (get, head) = (caller.get(path).await, caller.request("HEAD", path).send().await);
    let headers = |reply: &Reply| -> BTreeMap<String, String> {
        let all = reply.headers.iter();
        all.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .filter(|(name, _)| !OWN.contains(&name.as_str()))
            .collect()
    };
    assert_eq!(head.status, get.status, "{path}");
    if path != "/metrics" {
        assert_eq!(headers(&head), headers(&get), "{path}");
    }
    assert!(head.body.is_empty(), "{path}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_get_answers_head_with_the_same_headers() {
    let service = Service::start(Kind::Sqlite).await;
    let (admin, anyone) = (service.as_("admin"), service.anyone());
    for one in operations().into_iter().filter(|one| one.method == "get") {
        same(&admin, &filled(&one.path)).await;
        same(&anyone, &filled(&one.path)).await;
    }
    for page in PAGES {
        same(&anyone, page).await;
    }
    let ticket = service.ticket_in("accepted").await;
    for path in [ticket.path(), format!("{}/timeline", ticket.path()), "/v1/tickets".to_owned()] {
        same(&service.as_("branch"), &path).await;
    }
    same(&admin, &format!("/v1/accounts/{}", world::person("resident"))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_may_stand_for_a_patch_and_for_nothing_else() {
    let service = Service::start(Kind::Sqlite).await;
    let (admin, path) =
        (service.as_("admin"), format!("/v1/categories/{}", world::category("noise")));
    let over = |method: &str, word: &str| {
        admin.request(method, &path).header("X-HTTP-Method-Override", word)
    };
    over("POST", "PATCH").json(&json!({})).send().await.refused(428, "precondition_required");
    let etag = admin.get(&path).await.header("etag").to_owned();
    let changed = over("POST", "PATCH").header("If-Match", &etag).json(&json!({ "rank": 7 }));
    assert_eq!(changed.send().await.expect(200)["rank"], 7);
    for (method, word) in
        [("POST", "DELETE"), ("POST", "patch"), ("POST", "GET"), ("GET", "PATCH"), ("PUT", "PATCH")]
    {
        let body = over(method, word).send().await.refused(400, "malformed_request");
        assert_eq!(body["errors"][0]["header"], "X-HTTP-Method-Override", "{method} {word}");
    }
    let anyone = service.anyone().request("POST", &path).header("X-HTTP-Method-Override", "PATCH");
    anyone.send().await.refused(401, "unauthenticated");
}
