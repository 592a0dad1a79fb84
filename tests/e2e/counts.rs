//! `include=count`: every list tells how many there are, and that is what its pages hold.

use std::collections::BTreeMap;

use api::demo::{self, PASSWORD, SEED};
use serde_json::{Value, json};
use tests::{Caller, Database, Service, on_both};

use crate::contract::{Operation, operations};

on_both!(every_list_counts_what_its_pages_hold);

/// Who reads: each sees another part of each list.
const READERS: &[&str] = &["admin", "district", "community", "dispatcher", "branch", "resident"];
/// Lists of what neither the demo nor this test files two of.
const SHORT: &[&str] = &[
    "listCalendars",
    "listImports",
    "listNoticeDeliveries",
    "listAttachments",
    "listDeliveries",
    "listSurveys",
    "listSurveyPremises",
    "compareRatings",
    "listObjections",
    "listLists",
    "listListings",
    "listFigureEvidence",
    "listSheetEvidence",
    "listObjectionEvidence",
    "listListingEvidence",
    "listCreditEntryEvidence",
];

/// The lists of the contract; the feed has no end to count to.
fn lists() -> Vec<Operation> {
    let paged = |one: &Operation| {
        let parameters = one.body["parameters"].as_array();
        parameters.is_some_and(|all| all.iter().any(|each| each["name"] == "limit"))
    };
    let all: Vec<_> = operations().into_iter().filter(paged).collect();
    all.into_iter().filter(|one| one.id != "pullEvents").collect()
}

/// The paths of a list: one for each of what it belongs to.
async fn paths(caller: &Caller<'_>, template: &str) -> Vec<String> {
    let Some((parent, _)) = template.split_once("/{id}") else { return vec![template.to_owned()] };
    let reply = caller.get(&format!("{parent}?limit=12")).await;
    let parents = reply.json["items"].as_array().cloned().unwrap_or_default();
    parents.iter().map(|one| template.replace("{id}", one["id"].as_str().unwrap())).collect()
}

/// How many items a list's pages hold; `None` where it is not for this reader.
async fn read(caller: &Caller<'_>, path: &str) -> Option<usize> {
    let reply = caller.get(&format!("{path}?limit=1&include=count")).await;
    if reply.status.as_u16() == 403 {
        return None;
    }
    let first = reply.expect(200);
    let (count, mut page, mut held) = (first["count"].as_u64().unwrap(), first.clone(), 0);
    assert_eq!(first["count_capped"], json!(false), "{path}");
    loop {
        held += page["items"].as_array().unwrap().len();
        let Some(next) = page["next"].as_str() else { break };
        page = caller.get(&format!("{path}?limit=50&after={next}")).await.expect(200);
        assert_eq!(page.get("count"), None, "{path}: counted only where that is asked for");
    }
    assert_eq!(count, held as u64, "{path}");
    Some(held)
}

/// What names nothing is counted as nothing, and never left out.
async fn of_nothing(caller: &Caller<'_>) {
    let mut asked = 0;
    for one in lists().iter().filter(|one| !one.path.contains('{')) {
        for parameter in one.body["parameters"].as_array().unwrap() {
            if parameter["in"] != "query" || parameter["schema"]["format"] != "uuid" {
                continue;
            }
            let name = parameter["name"].as_str().unwrap();
            let path = format!("{}?include=count&{name}={}", one.path, uuid::Uuid::max());
            let page = caller.get(&path).await;
            if page.status.as_u16() != 403 {
                asked += 1;
                let page = page.expect(200);
                assert_eq!(
                    (&page["count"], &page["count_capped"]),
                    (&json!(0), &json!(false)),
                    "{path}"
                );
            }
        }
    }
    assert!(asked >= 3, "{asked} lists");
}

async fn signed_in(service: &Service, name: &str) -> String {
    let login = json!({ "name": name, "password": PASSWORD });
    let session = service.anyone().post("/v1/login", login).await.expect(200);
    session["access_token"].as_str().unwrap().to_owned()
}

/// Who files what the demo holds one or none of, where, and what from an item of which list.
type Filing = (&'static str, &'static str, &'static str, fn(&Value, i32) -> Value);

const FILINGS: &[Filing] = &[
    (
        "admin",
        "/v1/clients",
        "/v1/areas",
        |area, n| json!({ "name": format!("平台{n}"), "scopes": ["tickets:read"], "area_id": area["id"] }),
    ),
    ("admin", "/v1/webhooks", "/v1/clients", |client, n| {
        let url = format!("https://hub.example/{n}");
        json!({ "name": "平台", "kinds": ["ticket"], "url": url, "client_id": client["id"] })
    }),
    ("admin", "/v1/clock-policies", "/v1/areas", |_, n| {
        let kind = if n == 1 { "repair" } else { "help" };
        json!({ "clock": "resolution", "kind": kind, "limit": { "unit": "workdays", "amount": 1 } })
    }),
    (
        "resident",
        "/v1/views",
        "/v1/views",
        |_, n| json!({ "name": format!("待派{n}"), "query": "state=submitted" }),
    ),
    (
        "branch",
        "/v1/bulletins",
        "/v1/bulletins",
        |bulletin, _| json!({ "title": "充电桩", "body": "请说说您的看法。", "estate_id": bulletin["estate_id"] }),
    ),
    ("dispatcher", "/v1/outages", "/v1/tickets", |ticket, _| {
        let known = |field: &str| ticket[field].clone();
        json!({ "title": "停水", "note": "正在抢修。", "until": "2026-03-04T18:00:00+08:00", "estate_id": known("estate_id"),
            "category_id": known("category_id") })
    }),
];

/// Files two each.
async fn doubled(service: &Service) {
    for (name, path, like, body) in FILINGS {
        let token = signed_in(service, name).await;
        let caller = service.with_token(&token);
        let known = caller.get(like).await.expect(200)["items"][0].clone();
        for number in 1..=2 {
            let reply = caller.post(path, body(&known, number)).await;
            assert!(reply.status.is_success(), "{path}: {}", reply.text());
        }
    }
    service.tell().await;
    let shown = "UPDATE rating_cycle SET state = 'disclosed' WHERE state = 'computed'";
    service.force(shown, Vec::new()).await;
}

async fn every_list_counts_what_its_pages_hold(db: Database) {
    let service = Service::on(db, |_| {}).await;
    demo::load(&service.app, SEED, &|_| ()).await.unwrap();
    doubled(&service).await;
    let mut most: BTreeMap<String, usize> = BTreeMap::new();
    for name in READERS {
        let token = signed_in(&service, name).await;
        let caller = service.with_token(&token);
        of_nothing(&caller).await;
        for one in lists() {
            for path in paths(&caller, &one.path).await {
                let held = read(&caller, &path).await.unwrap_or(0);
                let most = most.entry(one.id.clone()).or_default();
                *most = held.max(*most);
            }
        }
    }
    let short: Vec<_> = lists()
        .iter()
        .map(|one| one.id.clone())
        .filter(|id| most.get(id).is_none_or(|held| *held < 2) && !SHORT.contains(&id.as_str()))
        .collect();
    assert_eq!(short, Vec::<String>::new(), "{most:#?}");
}
