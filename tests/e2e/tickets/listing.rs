//! The list of tickets: filters, orders and counts, always inside the caller's scope.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Case, Service, served_by_both, world};

served_by_both!(
    newest_first_and_by_last_change,
    places_narrow_the_list,
    words_narrow_the_list,
    people_narrow_the_list,
    times_narrow_the_list,
    a_count_comes_when_asked_for,
    nobody_lists_more_than_they_may_see,
    faulty_filters_are_named,
);

/// The ids of one page.
async fn ids(service: &Service, name: &str, query: &str) -> Vec<String> {
    let page = service.as_(name).get(&format!("/v1/tickets?{query}")).await.expect(200);
    let items = page["items"].as_array().unwrap();
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

fn of(cases: &[&Case<'_>]) -> Vec<String> {
    cases.iter().map(|case| case.id.clone()).collect()
}

async fn later<'a>(service: &'a Service, name: &str, over: Value) -> Case<'a> {
    service.pass(TimeDelta::minutes(1));
    service.submit(name, over).await
}

async fn newest_first_and_by_last_change(service: Service) {
    let a = later(&service, "resident", json!({})).await;
    let b = later(&service, "resident", json!({})).await;
    let c = later(&service, "resident", json!({})).await;
    service.pass(TimeDelta::minutes(1));
    a.step("dispatcher", "dispatch").await;
    let estate = format!("estate_id={}", world::estate("estate"));
    assert_eq!(ids(&service, "branch", "").await, of(&[&c, &b, &a]));
    assert_eq!(ids(&service, "branch", &estate).await, of(&[&c, &b, &a]));
    let updated = format!("{estate}&order=updated");
    assert_eq!(ids(&service, "branch", &updated).await, of(&[&a, &c, &b]));
    assert_eq!(ids(&service, "resident", "mine=true&order=updated").await, of(&[&a, &c, &b]));
    assert_eq!(ids(&service, "worker", "assigned_to_me=true&order=updated").await, of(&[&a]));
    assert_eq!(ids(&service, "branch", "order=created&limit=2").await, of(&[&c, &b]));
}

async fn places_narrow_the_list(service: Service) {
    let here = later(&service, "resident", json!({})).await;
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let bare = later(&service, "bare-resident", bare).await;
    let other = json!({ "estate_id": world::estate("other-estate") });
    let other = later(&service, "other-resident", other).await;
    let area = |name: &str| format!("area_id={}", world::area(name));
    let estate = |name: &str| format!("estate_id={}", world::estate(name));
    for (name, query, expected) in [
        ("district", String::new(), of(&[&other, &bare, &here])),
        ("district", area("district"), of(&[&other, &bare, &here])),
        ("district", area("street"), of(&[&bare, &here])),
        ("district", area("community"), of(&[&bare, &here])),
        ("district", area("grid"), of(&[&here])),
        ("district", area("next-community"), of(&[])),
        ("district", area("far-district"), of(&[])),
        ("district", estate("other-estate"), of(&[&other])),
        ("district", format!("{}&{}", area("grid"), estate("estate")), of(&[&here])),
        ("district", format!("{}&{}", area("grid"), estate("bare-estate")), of(&[])),
        ("street", area("district"), of(&[&bare, &here])),
        ("street", estate("other-estate"), of(&[])),
        ("branch", area("district"), of(&[&here])),
        ("branch", estate("bare-estate"), of(&[])),
        ("dispatcher", area("street"), of(&[&here])),
        ("resident", estate("estate"), of(&[&here])),
        ("far-district", String::new(), of(&[])),
    ] {
        assert_eq!(ids(&service, name, &query).await, expected, "{name}: {query}");
    }
    let nowhere = "estate_id=0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c";
    assert_eq!(ids(&service, "district", nowhere).await, of(&[]));
}

async fn words_narrow_the_list(service: Service) {
    let noise = json!({ "category_id": world::category("noise"), "priority": "urgent" });
    let a = later(&service, "resident", noise).await;
    let b = later(&service, "resident", json!({ "kind": "help" })).await;
    let c = service.ticket_in("accepted").await;
    let d = service.ticket_in("closed").await;
    let category = |name: &str| format!("category_id={}", world::category(name));
    for (query, expected) in [
        ("state=submitted".to_owned(), of(&[&b, &a])),
        ("state=accepted,closed".to_owned(), of(&[&d, &c])),
        ("state=withdrawn".to_owned(), of(&[])),
        ("open=true".to_owned(), of(&[&c, &b, &a])),
        ("open=false".to_owned(), of(&[&d])),
        ("open=true&state=closed".to_owned(), of(&[])),
        (category("noise"), of(&[&a])),
        (category("lift"), of(&[&d, &c, &b])),
        ("kind=complaint".to_owned(), of(&[&a])),
        ("kind=help".to_owned(), of(&[&b])),
        ("priority=urgent".to_owned(), of(&[&a])),
        ("kind=repair&state=accepted&priority=normal".to_owned(), of(&[&c])),
    ] {
        assert_eq!(ids(&service, "branch", &query).await, expected, "{query}");
        assert_eq!(ids(&service, "resident", &query).await, expected, "resident: {query}");
    }
}

async fn people_narrow_the_list(service: Service) {
    let a = later(&service, "resident", json!({})).await;
    let b = later(&service, "neighbour", json!({ "visibility": "public" })).await;
    let c = later(&service, "hotline", json!({ "on_behalf_of": { "phone": "19900000009" } })).await;
    b.act("dispatcher", "dispatch", json!({ "to": { "account_id": world::person("both") } })).await;
    let helped = json!({
        "to": { "account_id": world::person("worker") }, "helpers": [world::person("both")],
    });
    c.act("dispatcher", "dispatch", helped).await;
    for (name, query, expected) in [
        ("resident", "", of(&[&b, &a])),
        ("resident", "mine=true", of(&[&a])),
        ("resident", "mine=false", of(&[&b, &a])),
        ("neighbour", "mine=true", of(&[&b])),
        ("hotline", "mine=true", of(&[&c])),
        ("hotline", "", of(&[&c])),
        ("both", "assigned_to_me=true", of(&[&c, &b])),
        ("worker", "assigned_to_me=true", of(&[&c])),
        ("worker2", "assigned_to_me=true", of(&[])),
        ("branch", "mine=true", of(&[])),
        ("committee", "", of(&[&b])),
    ] {
        assert_eq!(ids(&service, name, query).await, expected, "{name}: {query}");
    }
}

async fn times_narrow_the_list(service: Service) {
    let a = later(&service, "resident", json!({})).await;
    let at = service.now();
    let b = later(&service, "resident", json!({})).await;
    let range = |from: TimeDelta, to: TimeDelta| {
        let time = |delta| service.app.time(at + delta).replace('+', "%2B");
        format!("created_from={}&created_to={}", time(from), time(to))
    };
    let (zero, one) = (TimeDelta::zero(), TimeDelta::milliseconds(1));
    assert_eq!(ids(&service, "branch", &range(zero, one)).await, of(&[&a]));
    assert_eq!(ids(&service, "branch", &range(one, TimeDelta::minutes(1))).await, of(&[]));
    let whole = range(zero, TimeDelta::minutes(1) + one);
    assert_eq!(ids(&service, "branch", &whole).await, of(&[&b, &a]));
}

async fn a_count_comes_when_asked_for(service: Service) {
    for _ in 0..3 {
        later(&service, "resident", json!({})).await;
    }
    service.submit("neighbour", json!({})).await;
    let branch = service.as_("branch");
    let page = branch.get("/v1/tickets?limit=2&include=count").await.expect(200);
    assert_eq!((&page["count"], &page["items"].as_array().unwrap().len()), (&json!(4), &2));
    assert_eq!(page["count_capped"], false, "exact");
    let page = branch.get("/v1/tickets?state=closed&include=count").await.expect(200);
    assert_eq!(page["count"], 0);
    let mine = service.as_("resident").get("/v1/tickets?include=count").await.expect(200);
    assert_eq!(mine["count"], 3);
    let page = branch.get("/v1/tickets").await.expect(200);
    assert!(page.get("count").is_none(), "{page}");
}

async fn nobody_lists_more_than_they_may_see(service: Service) {
    for state in ["submitted", "dispatched", "accepted", "resolved", "closed", "withdrawn"] {
        let case = service.ticket_in(state).await;
        for person in world::PEOPLE.iter().filter(|person| person.name != "disabled") {
            let listed = match service.as_(person.name).get("/v1/tickets?limit=100").await {
                reply if reply.status == 403 => Vec::new(),
                reply => reply.expect(200)["items"].as_array().unwrap().clone(),
            };
            let listed = listed.iter().any(|item| item["id"] == case.id.as_str());
            let seen = case.get(person.name).await.status == 200;
            assert_eq!(listed, seen, "{} in {state}", person.name);
        }
    }
}

async fn faulty_filters_are_named(service: Service) {
    for (query, parameter) in [
        ("state=lost", "state"),
        ("kind=praise", "kind"),
        ("number=260302-000000-00000", "number"),
        ("created_from=2026-03-02T09:00:00", "created_from"),
        ("limit=101", "limit"),
        ("limit=0", "limit"),
        ("colour=red", "colour"),
    ] {
        let reply = service.as_("branch").get(&format!("/v1/tickets?{query}")).await;
        assert_eq!(reply.status, 400, "{query}: {}", reply.text());
        assert_eq!(reply.json["errors"][0]["parameter"], parameter, "{query}");
    }
    let wide = service.as_("branch").get("/v1/tickets?order=updated").await;
    assert_eq!(wide.refused(422, "validation_failed")["errors"][0]["parameter"], "order");
}
