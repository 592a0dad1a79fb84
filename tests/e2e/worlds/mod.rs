//! Whatever lies outside a caller's scope changes no byte of what the caller reads.

mod hidden;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::{Case, Service, served_by_both, world};

use crate::access::{
    cast::Person,
    enlist::everyone,
    stories::{ticket, told},
};

served_by_both!(
    another_street_changes_nothing_here,
    another_estate_changes_nothing_in_this_one,
    a_private_matter_changes_nothing_for_neighbours,
);

/// Everything that the people read, byte for byte.
async fn read(people: &[&Person<'_>], tickets: &[Case<'_>]) -> BTreeMap<String, Vec<u8>> {
    let estate = world::estate("estate");
    let mut paths = vec![
        "/v1/tickets?limit=100&include=count".to_owned(),
        "/v1/tickets?limit=2".to_owned(),
        "/v1/tickets?mine=true&order=updated&include=count".to_owned(),
        "/v1/tickets?assigned_to_me=true&include=count".to_owned(),
        "/v1/tickets?open=true&state=submitted,accepted&include=count".to_owned(),
        format!("/v1/tickets?area_id={}&include=count", world::area("district")),
        format!("/v1/tickets?estate_id={}&include=count", world::estate("other-estate")),
        format!("/v1/tickets?estate_id={estate}&order=updated&include=count"),
        format!("/v1/residencies?limit=100&estate_id={estate}"),
        "/v1/residencies?limit=100".to_owned(),
        "/v1/accounts?limit=100".to_owned(),
        "/v1/duties?limit=100".to_owned(),
        "/v1/clients?limit=100".to_owned(),
        "/v1/figures/tickets".to_owned(),
        "/v1/figures/tickets?by=organization".to_owned(),
        "/v1/me".to_owned(),
    ];
    paths
        .extend(tickets.iter().flat_map(|case| [case.path(), format!("{}/timeline", case.path())]));
    let mut seen = BTreeMap::new();
    for person in people {
        for path in &paths {
            let reply = person.caller.get(path).await;
            let head = format!("{} {}\n", reply.status.as_u16(), reply.header("etag"));
            let body = if reply.status.is_success() { reply.body } else { Vec::new() };
            seen.insert(format!("{}: {path}", person.name), [head.into_bytes(), body].concat());
        }
    }
    seen
}

/// What differs for whom.
fn compare(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) {
    let differs = |what: &&String| before[*what] != after[*what];
    let changed: Vec<_> = before.keys().filter(differs).collect();
    assert!(changed.is_empty(), "changed by what lies outside: {changed:#?}");
    let read = before.values().filter(|bytes| bytes.starts_with(b"200")).count();
    assert!(read * 2 > before.len(), "most of it is read at all: {read} of {}", before.len());
}

pub(super) fn those<'a, 'b>(people: &'b [Person<'a>], names: &[&str]) -> Vec<&'b Person<'a>> {
    let one = |name: &&str| people.iter().find(|person| person.name == **name);
    names.iter().map(|name| one(name).unwrap_or_else(|| panic!("{name}"))).collect()
}

/// Tickets of this estate in several states.
pub(super) async fn here(service: &Service) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for story in [
        "public",
        "private",
        "in the pool",
        "accepted by a worker whom a volunteer helps",
        "resolved",
    ] {
        cases.push(ticket(service, story).await);
    }
    cases
}

async fn another_street_changes_nothing_here(service: Service) {
    let people = everyone(&service).await;
    let watching = those(
        &people,
        &[
            "resident",
            "neighbour",
            "both",
            "dispatcher",
            "worker",
            "manager",
            "volunteer",
            "branch",
            "committee",
            "grid",
            "community",
            "secretary",
            "specialist",
            "hotline",
            "department",
            "street",
            "admin@street, Now",
            "auditor@street, Now",
            "client",
            "nobody",
        ],
    );
    let tickets = here(&service).await;
    let before = read(&watching, &tickets).await;
    busy_street(&service).await;
    busy_office(&service).await;
    service.run_jobs().await;
    compare(&before, &read(&watching, &tickets).await);
}

/// A ticket of the other street goes all its way, another is declined, a third is supervised.
async fn busy_street(service: &Service) {
    let mut cases = Vec::new();
    for visibility in ["public", "private", "private"] {
        let mut body = told("other-estate");
        body["visibility"] = json!(visibility);
        cases.push(service.submit("other-resident", body).await);
    }
    let to = json!({ "to": { "account_id": world::person("other-worker") } });
    cases[0].act("other-dispatcher", "dispatch", to).await;
    for (who, action) in [
        ("other-worker", "accept"),
        ("other-worker", "progress"),
        ("other-worker", "resolve"),
        ("other-resident", "rate"),
        ("other-branch", "close"),
    ] {
        cases[0].step(who, action).await;
    }
    cases[1].step("other-community", "decline").await;
    cases[1].step("other-resident", "object").await;
    cases[2].act("other-dispatcher", "dispatch", json!({ "to": { "pool": true } })).await;
    cases[2].step("other-volunteer", "accept").await;
    cases[2].step("other-street", "supervise").await;
}

/// The other street's administrator and dispatcher are at work.
async fn busy_office(service: &Service) {
    let admin = service.as_("other-admin");
    let area = world::area("other-community");
    let account = json!({
        "name": "newcomer", "display_name": "新人", "password": "quite a pass phrase 9",
        "area_id": area,
    });
    let account = admin.post("/v1/accounts", account).await.expect(201);
    let duty = json!({ "account_id": account["id"], "role": "community_officer", "area_id": area });
    let duty = admin.post("/v1/duties", duty).await.expect(201);
    let path = |kind: &str, id: &Value, action: &str| {
        format!("/v1/{kind}/{}/{action}", id.as_str().unwrap())
    };
    admin.post(&path("duties", &duty["id"], "end"), json!({})).await.expect(200);
    admin.post(&path("accounts", &account["id"], "disable"), json!({})).await.expect(200);
    let client = json!({ "name": "系统", "scopes": ["tickets:read"], "area_id": area });
    admin.post("/v1/clients", client).await.expect(201);
    let home = json!({ "premises_id": world::premises("other-premises"), "relation": "tenant" });
    let asked = service.as_("other-worker").post("/v1/residencies", home).await.expect(201);
    let path = path("residencies", &asked["id"], "approve");
    service.as_("other-dispatcher").post(&path, json!({})).await.expect(200);
}

async fn another_estate_changes_nothing_in_this_one(service: Service) {
    let people = everyone(&service).await;
    let watching = those(
        &people,
        &[
            "resident",
            "neighbour",
            "dispatcher",
            "worker",
            "manager",
            "volunteer",
            "branch",
            "committee",
            "department",
        ],
    );
    let tickets = here(&service).await;
    let before = read(&watching, &tickets).await;
    for story in ["submitted in the bare estate", "resolved by those who would follow up"] {
        ticket(&service, story).await;
    }
    let case = ticket(&service, "submitted in the bare estate").await;
    case.act("community", "dispatch", json!({ "to": { "pool": true } })).await;
    case.step("street", "supervise").await;
    case.act("community", "amend", json!({ "visibility": "public", "reason": "公开" })).await;
    let home = json!({ "premises_id": world::premises("bare-premises"), "relation": "tenant" });
    service.as_("grid").post("/v1/residencies", home).await.expect(201);
    service.run_jobs().await;
    compare(&before, &read(&watching, &tickets).await);
}

async fn a_private_matter_changes_nothing_for_neighbours(service: Service) {
    let people = everyone(&service).await;
    let names = [
        "resident",
        "both",
        "volunteer",
        "volunteer2",
        "committee",
        "hotline",
        "grid",
        "department",
        "admin",
    ];
    let watching = those(&people, &names);
    let tickets = here(&service).await;
    let before = read(&watching, &tickets).await;
    for state in ["closed", "declined", "withdrawn", "accepted"] {
        let case = service.submit("neighbour", told("estate")).await;
        if state == "withdrawn" {
            case.step("neighbour", "withdraw").await;
        } else if state == "closed" {
            case.to("resolved").await;
            case.step("neighbour", "rate").await;
            case.step("branch", "close").await;
        } else {
            case.to(state).await;
        }
    }
    compare(&before, &read(&watching, &tickets).await);
}
