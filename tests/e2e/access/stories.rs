//! Tickets, each brought to where a case begins.

use access::Who;
use kernel::AccountId;
use persistence::identity::account_by_name;
use serde_json::{Value, json};
use tests::{Case, Service, minimal, world};

/// What nobody may read in a refusal.
pub(crate) const CANARIES: [&str; 2] = ["CANARY", "13911112222"];

/// The ticket of a story.
pub(crate) async fn ticket<'a>(service: &'a Service, story: &str) -> Case<'a> {
    if story.contains("by those who would") {
        return barred(service, story).await;
    }
    if let Some((state, filer)) = story.split_once("for a caller of the ") {
        return for_caller(service, state.trim(), filer).await;
    }
    let case = submitted(service, story).await;
    if let Some(to) = story.strip_prefix("to a ").or(story.strip_prefix("to the ")) {
        sent(&case, to).await;
    } else if let Some(by) = story.strip_prefix("accepted by a ") {
        taken(&case, by).await;
    } else if let Some(by) = story.strip_prefix("suspended by a ") {
        taken(&case, by).await;
        case.step(by, "request_suspension").await;
        case.rule("street", 1, true).await;
    } else if let Some(to) = story.strip_prefix("raised to the ") {
        raised(&case, to).await;
    } else {
        told_on(&case, story).await;
    }
    case
}

async fn told_on(case: &Case<'_>, story: &str) {
    match story {
        "in the pool" | "in the pool and reported by a volunteer" => drop(case.pooled().await),
        "accepted out of the pool" => {
            case.pooled().await;
            case.step("volunteer2", "accept").await;
        }
        "resolved for good" => {
            raised(case, "community").await;
            case.step("community", "dispatch").await;
            case.step("worker", "accept").await;
            case.step("worker", "resolve").await;
        }
        "supervised in two hands" => {
            case.act("street", "supervise", ordered()).await;
            taken(case, "volunteer").await;
            case.act("branch", "supervise", ordered()).await;
        }
        "rated as solved" => {
            case.to("resolved").await;
            case.step("resident", "rate").await;
        }
        "resolved" | "declined" | "closed" | "withdrawn" | "suspended" | "merged" | "split" => {
            case.to(story).await
        }
        "submitted" | "private" | "public" | "a yellow card" | "submitted in the bare estate" => {}
        waiting => waits(case, waiting).await,
    }
}

/// Two departments are called on it.
async fn whistled(case: &Case<'_>, how: &str) {
    let mut body = minimal("blow_whistle");
    body["assisting"] = json!([world::organization("police")]);
    let by = if how == "blown by the secretary" { "secretary" } else { "community" };
    case.try_whistle(by, "blow_whistle", body).await.expect(200);
    let ways: &[(&str, &[&str])] = match how {
        "approved" => &[("secretary", &["approve_whistle"])],
        "reported in" => &[
            ("secretary", &["approve_whistle"]),
            ("department", &["report_in"]),
            ("police", &["report_in"]),
        ],
        "finished by one" => {
            &[("secretary", &["approve_whistle"]), ("department", &["report_in", "finish_task"])]
        }
        _ => &[],
    };
    for (name, words) in ways {
        for word in *words {
            case.whistle(name, word).await;
        }
    }
}

/// For a ruling, for a reply, or for an answer.
async fn waits(case: &Case<'_>, story: &str) {
    if let Some(how) = story.strip_prefix("a whistle ") {
        return whistled(case, how).await;
    }
    match story {
        "a suspension was asked for" => {
            case.to("accepted").await;
            case.step("worker", "request_suspension").await;
        }
        "a matter of two communities" => drop(case.step("community", "span").await),
        "a matter of two streets" => {
            let named = [world::area("other-community"), world::area("other-street")];
            let body = json!({ "area_ids": named, "reason": "贯穿两个街道" });
            case.act("street", "span", body).await;
        }
        "an order was returned" => drop(case.step("manager", "request_return").await),
        "a duty is disputed" => {
            case.to("dispatched").await;
            case.step("dispatcher", "dispute").await;
        }
        "a question is open" => {
            case.to("accepted").await;
            case.step("worker", "ask").await;
        }
        "an order of the community" => drop(case.act("community", "supervise", ordered()).await),
        other => panic!("no story is called {other}"),
    }
}

async fn submitted<'a>(service: &'a Service, story: &str) -> Case<'a> {
    let bare = story.contains("bare estate") || story.contains("by a department");
    let (who, estate) = match story {
        "in the pool and reported by a volunteer" => ("both", "estate"),
        _ if bare => ("bare-resident", "bare-estate"),
        _ => ("resident", "estate"),
    };
    let visibility = if story == "public" { "public" } else { "private" };
    let mut body = told(estate);
    body["visibility"] = json!(visibility);
    service.submit(who, body).await
}

/// An order with what nobody else may read.
pub(crate) fn told(estate: &str) -> Value {
    json!({
        "estate_id": world::estate(estate), "description": "CANARY 电梯停运",
        "contact": { "name": "CANARY-NAME", "phone": "13911112222" },
    })
}

/// The same on behalf of a caller.
pub(crate) fn told_for_caller(estate: &str) -> Value {
    let mut body = told(estate);
    body["on_behalf_of"] = json!({ "name": "CANARY-CALLER", "phone": "13911112222" });
    body
}

/// An order to be answered within a month.
pub(crate) fn ordered() -> Value {
    json!({ "kind": "order", "note": "限期答复", "answer_by": "2026-04-01T09:00:00+08:00" })
}

/// To a person, or to an organisation.
async fn sent(case: &Case<'_>, to: &str) {
    let entrusted = |name| json!({ "organization_id": world::organization(name) });
    let (by, to) = match to {
        "enterprise" => ("dispatcher", entrusted(to)),
        "department" | "department in the bare estate" => ("community", entrusted("department")),
        person => ("dispatcher", json!({ "account_id": world::person(person) })),
    };
    case.act(by, "dispatch", json!({ "to": to })).await;
}

async fn taken(case: &Case<'_>, by: &str) {
    if by == "worker whom a volunteer helps" {
        let mut body = minimal("dispatch");
        body["helpers"] = json!([world::person("volunteer")]);
        case.act("dispatcher", "dispatch", body).await;
        case.step("worker", "accept").await;
    } else {
        sent(case, by).await;
        case.step(by, "accept").await;
    }
}

/// By the third reopening, or by an objection; then perhaps dispatched.
async fn raised(case: &Case<'_>, to: &str) {
    if to == "community" {
        for _ in 0..3 {
            case.to("resolved").await;
            case.act("resident", "rate", json!({ "solved": false, "stars": 1 })).await;
        }
    } else {
        case.step("community", "decline").await;
        case.step("resident", "object").await;
    }
    let (level, pooled) = to.split_once(" and in the ").map_or((to, false), |(to, _)| (to, true));
    if level == "district" {
        case.step("street", "raise").await;
    }
    if pooled {
        case.act(level, "dispatch", json!({ "to": { "pool": true } })).await;
    }
}

async fn for_caller<'a>(service: &'a Service, state: &str, filer: &str) -> Case<'a> {
    let filer = if filer == "grid worker" { "grid" } else { filer };
    let case = service.submit(filer, told_for_caller("estate")).await;
    let to = match state {
        "" => "submitted",
        "asked" => "accepted",
        other => other,
    };
    if state == "closed" {
        case.to("resolved").await;
        case.step("branch", "follow_up").await;
        case.step("branch", "close").await;
        return case;
    }
    case.to(to).await;
    if state == "asked" {
        case.step("worker", "ask").await;
    }
    case
}

/// Handled by the community officer as a volunteer, with the help of the branch secretary.
async fn barred<'a>(service: &'a Service, story: &str) -> Case<'a> {
    let case = service.submit("hotline", told_for_caller("next-estate")).await;
    let branch = account_by_name(service.app.store.reader(), "next-branch").await;
    let branch: AccountId = branch.unwrap().unwrap().id;
    let mine = json!({ "account_id": world::person("next-community") });
    let body = json!({ "to": mine, "helpers": [branch] });
    case.act("next-community", "dispatch", body).await;
    case.step("next-community", "accept").await;
    let helper = service.as_who(Who::Account(branch));
    helper.post(&case.action_path("progress"), minimal("progress")).await.expect(200);
    case.step("next-community", "resolve").await;
    if story.starts_with("solved") {
        case.step("street", "follow_up").await;
    }
    case
}
