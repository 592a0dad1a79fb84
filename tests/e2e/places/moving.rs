//! An area under another parent: both parents read until everything is carried over, then only the new one.

use access::{ScopePath, Who};
use kernel::Uuid;
use persistence::place::active_moves;
use serde_json::{Value, json};
use tests::{Caller, Case, Reply, Service, served_by_both, world};

served_by_both!(
    both_parents_read_until_everything_is_carried,
    after_every_batch_each_ticket_shows_to_both,
    the_people_of_the_place_go_on,
    what_is_filed_meanwhile_comes_along,
    systems_of_both_parents_read_too,
    a_grid_moves_with_its_estates,
    a_street_moves_to_another_district,
);

/// Puts an area under another parent, at once.
async fn relocate(service: &Service, name: &str, area: &str, to: &str) -> Value {
    let path = format!("/v1/areas/{}/move", world::area(area));
    let body = json!({ "parent_id": world::area(to) });
    service.as_(name).post(&path, body).await.expect(200)
}

async fn under(service: &Service, area: &str) -> Value {
    super::field(service, &format!("/v1/areas/{}", world::area(area)), "parent_id").await
}

/// How often a ticket stands in someone's list.
async fn times(caller: &Caller<'_>, case: &Case<'_>, query: &str) -> usize {
    let page = caller.get(&format!("/v1/tickets?limit=100{query}")).await.expect(200);
    let items = page["items"].as_array().unwrap();
    items.iter().filter(|item| item["id"] == json!(case.id)).count()
}

/// Whether the caller reads the ticket: by id, in the list once, and its timeline.
async fn reads(caller: &Caller<'_>, case: &Case<'_>, expected: bool) {
    let replies: [Reply; 2] =
        [caller.get(&case.path()).await, caller.get(&format!("{}/timeline", case.path())).await];
    for reply in replies {
        assert_eq!(reply.status, if expected { 200 } else { 404 }, "{}", reply.text());
    }
    assert_eq!(times(caller, case, "").await, usize::from(expected));
}

async fn both_parents_read_until_everything_is_carried(service: Service) {
    let case = service.ticket_in("accepted").await;
    let [old, new, top] = ["street", "other-street", "district"].map(|name| service.as_(name));
    reads(&old, &case, true).await;
    reads(&new, &case, false).await;
    let moved = relocate(&service, "district", "community", "other-street").await;
    assert_eq!((&moved["moving"], &moved["version"]), (&json!(true), &json!(2)));
    assert_eq!(moved["parent_id"], json!(world::area("other-street")));
    for caller in [&old, &new, &top] {
        reads(caller, &case, true).await;
    }
    service.run_jobs().await;
    reads(&old, &case, false).await;
    reads(&new, &case, true).await;
    reads(&top, &case, true).await;
    let path = format!("/v1/areas/{}", world::area("community"));
    assert_eq!(super::field(&service, &path, "moving").await, false);
    let within = |area: &str| format!("&area_id={}", world::area(area));
    assert_eq!(times(&top, &case, &within("street")).await, 0);
    assert_eq!(times(&top, &case, &within("other-street")).await, 1);
    assert_eq!(times(&top, &case, &within("community")).await, 1);
    let back = relocate(&service, "district", "community", "street").await;
    assert_eq!((&back["moving"], &back["version"]), (&json!(true), &json!(3)));
    service.run_jobs().await;
    reads(&old, &case, true).await;
    reads(&new, &case, false).await;
}

async fn after_every_batch_each_ticket_shows_to_both(service: Service) {
    let bare = json!({ "estate_id": world::estate("bare-estate") });
    let cases = [
        service.submit("resident", json!({})).await,
        service.submit("resident", json!({})).await,
        service.submit("bare-resident", bare).await,
    ];
    relocate(&service, "district", "community", "other-street").await;
    let (store, now) = (&service.app.store, service.now());
    let open = active_moves(store.reader(), now).await.unwrap()[0].id;
    let (mut done, mut batches) = (false, 0);
    while !done {
        for (name, case) in
            ["street", "other-street"].iter().flat_map(|n| cases.iter().map(move |c| (n, c)))
        {
            reads(&service.as_(name), case, true).await;
        }
        done = store.write(async |tx| tx.move_batch(open, 2, now).await).await.unwrap();
        batches += 1;
    }
    assert!(batches > 4, "{batches} batches of two");
    for case in &cases {
        reads(&service.as_("street"), case, false).await;
        reads(&service.as_("other-street"), case, true).await;
    }
}

async fn the_people_of_the_place_go_on(service: Service) {
    let case = service.submit("resident", json!({})).await;
    relocate(&service, "district", "community", "other-street").await;
    case.step("dispatcher", "dispatch").await;
    service.run_jobs().await;
    case.step("worker", "accept").await;
    case.step("worker", "resolve").await;
    case.step("resident", "rate").await;
    for name in ["branch", "community", "secretary", "specialist", "client", "manager"] {
        reads(&service.as_(name), &case, true).await;
    }
    case.try_("street", "supervise", tests::minimal("supervise")).await.refused(404, "not_found");
    case.step("other-street", "supervise").await;
    case.step("community", "follow_up").await;
    service.submit("grid", json!({})).await;
}

async fn what_is_filed_meanwhile_comes_along(service: Service) {
    relocate(&service, "district", "community", "other-street").await;
    let early = service.submit("resident", json!({})).await;
    let (store, now) = (&service.app.store, service.now());
    let open = active_moves(store.reader(), now).await.unwrap()[0].id;
    let mut late = Vec::new();
    while !store.write(async |tx| tx.move_batch(open, 2, now).await).await.unwrap() {
        late.push(service.submit("resident", json!({})).await);
    }
    for case in late.iter().chain([&early]) {
        reads(&service.as_("street"), case, false).await;
        reads(&service.as_("other-street"), case, true).await;
    }
}

async fn systems_of_both_parents_read_too(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let mut systems = Vec::new();
    for area in ["street", "other-street"] {
        let body = json!({
            "name": area, "scopes": ["tickets:read"], "area_id": world::area(area),
        });
        let client = super::made(&service, "admin", "/v1/clients", body).await;
        let id: Uuid = client["client_id"].as_str().unwrap().parse().unwrap();
        systems.push(service.as_who(Who::Client(id.into())));
    }
    reads(&systems[1], &case, false).await;
    relocate(&service, "district", "community", "other-street").await;
    for system in &systems {
        reads(system, &case, true).await;
    }
    service.run_jobs().await;
    reads(&systems[0], &case, false).await;
    reads(&systems[1], &case, true).await;
}

async fn a_grid_moves_with_its_estates(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let house = json!({ "name": "甲栋", "grid_id": world::area("grid") });
    let buildings = format!("/v1/estates/{}/buildings", world::estate("bare-estate"));
    super::made(&service, "community", &buildings, house).await;
    relocate(&service, "district", "grid", "next-community").await;
    for name in ["community", "next-community"] {
        reads(&service.as_(name), &case, true).await;
    }
    service.run_jobs().await;
    reads(&service.as_("community"), &case, false).await;
    for name in ["next-community", "branch", "dispatcher", "street", "resident"] {
        reads(&service.as_(name), &case, true).await;
    }
    case.step("next-community", "amend").await;
    assert_eq!(under(&service, "grid").await, json!(world::area("next-community")));
    let left = super::listed(&service, "nobody", &buildings, "grid_id").await;
    assert_eq!(
        left,
        [Value::Null, Value::Null],
        "a building leaves a grid that leaves its community"
    );
    service.submit("grid", json!({})).await;
}

async fn a_street_moves_to_another_district(service: Service) {
    let case = service.submit("resident", json!({})).await;
    let path = format!("/v1/areas/{}/move", world::area("street"));
    let body = json!({ "parent_id": world::area("far-district") });
    service.as_("district").post(&path, body).await.refused(403, "forbidden");
    relocate(&service, "admin", "street", "far-district").await;
    for name in ["district", "far-district"] {
        reads(&service.as_(name), &case, true).await;
    }
    service.run_jobs().await;
    reads(&service.as_("district"), &case, false).await;
    for name in ["far-district", "street", "community", "branch"] {
        reads(&service.as_(name), &case, true).await;
    }
    let grid =
        persistence::place::area_by_id(service.app.store.reader(), world::area("grid").into());
    let far = persistence::place::area_by_id(
        service.app.store.reader(),
        world::area("far-district").into(),
    );
    let (grid, far) = (grid.await.unwrap().unwrap(), far.await.unwrap().unwrap());
    assert_eq!(grid.path, ScopePath { district: Some(far.key), ..grid.path });
}
