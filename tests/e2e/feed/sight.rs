//! What is shown to whom, and what is said when it leaves their sight.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{head, pulled, told};

served_by_both!(
    whoever_loses_a_part_is_told_that_it_left,
    neighbours_are_told_that_a_ticket_was_made_private,
    an_area_that_moves_leaves_with_all_that_is_in_it,
    the_end_of_a_duty_is_told_to_whoever_held_it,
    each_kind_is_shown_to_those_who_may_read_it,
);

async fn whoever_loses_a_part_is_told_that_it_left(service: Service) {
    let start = head(&service).await;
    let case = service.ticket_in("submitted").await;
    let to = |name: &str| json!({ "to": { "account_id": world::person(name) } });
    case.act("dispatcher", "dispatch", to("volunteer")).await;
    let (items, seen) = pulled(&service, "volunteer", start, "kinds=ticket").await;
    assert_eq!(told(&items), ["submit 1", "dispatch 2"]);
    let mut other = to("volunteer2");
    other["reason"] = json!("原承办人休假");
    case.act("dispatcher", "redispatch", other).await;
    case.step("volunteer2", "accept").await;
    let (items, _) = pulled(&service, "volunteer", seen, "kinds=ticket").await;
    assert_eq!(told(&items), ["left ticket"], "and nothing of what followed");
    let hidden = (&items[0]["action"], &items[0]["state"], &items[0]["id"]);
    assert_eq!(hidden, (&Value::Null, &Value::Null, &json!(case.id)));
    let (items, _) = pulled(&service, "volunteer", start, "kinds=ticket").await;
    assert_eq!(told(&items), ["left ticket"], "what is hidden now is hidden in the past too");
    let (items, _) = pulled(&service, "volunteer2", start, "kinds=ticket").await;
    assert_eq!(told(&items), ["submit 1", "dispatch 2", "redispatch 3", "accept 4"]);
    let mut back = to("volunteer");
    back["reason"] = json!("换回");
    case.act("dispatcher", "redispatch", back).await;
    let (items, _) = pulled(&service, "volunteer", start, "kinds=ticket").await;
    assert_eq!(items.len(), 5, "{items:?}");
    assert!(items.iter().all(|item| item["left_scope"] == false));
}

async fn neighbours_are_told_that_a_ticket_was_made_private(service: Service) {
    let start = head(&service).await;
    let amend = |visibility: &str| json!({ "visibility": visibility, "reason": "\"visibility\":\"private\"" });
    let public = service.submit("resident", json!({ "visibility": "public" })).await;
    let private = service.submit("resident", json!({ "visibility": "private" })).await;
    let (items, next) = pulled(&service, "neighbour", start, "kinds=ticket").await;
    assert_eq!(told(&items), ["submit 1"]);
    public.act("dispatcher", "amend", amend("public")).await;
    private.act("dispatcher", "amend", amend("private")).await;
    let (items, next) = pulled(&service, "neighbour", next, "kinds=ticket").await;
    assert_eq!(told(&items), ["amend 2"], "nothing became private");
    public.act("dispatcher", "amend", amend("private")).await;
    for (name, said) in [
        ("neighbour", vec!["left ticket"]),
        ("resident", vec!["amend 3"]),
        ("branch", vec!["amend 3"]),
        ("other-resident", vec![]),
    ] {
        let (items, _) = pulled(&service, name, next, "kinds=ticket").await;
        assert_eq!(told(&items), said, "{name}");
    }
}

async fn an_area_that_moves_leaves_with_all_that_is_in_it(service: Service) {
    service.ticket_in("submitted").await;
    let start = head(&service).await;
    let path = format!("/v1/areas/{}/move", world::area("community"));
    let body = json!({ "parent_id": world::area("other-street") });
    service.as_("district").post(&path, body).await.expect(200);
    for (name, left) in [
        ("street", true),
        ("other-street", false),
        ("district", false),
        ("community", false),
        ("resident", false),
    ] {
        let (items, _) = pulled(&service, name, start, "kinds=area").await;
        let area: Vec<&Value> =
            items.iter().filter(|item| item["id"] == json!(world::area("community"))).collect();
        assert_eq!(area.len(), 1, "{name}");
        assert_eq!((&area[0]["left_scope"], &area[0]["action"]), (&json!(left), &json!("move")));
    }
}

async fn the_end_of_a_duty_is_told_to_whoever_held_it(service: Service) {
    let start = head(&service).await;
    let duty = service.grant("nobody", "volunteer", ("estate_id", world::estate("estate"))).await;
    let (items, next) = pulled(&service, "nobody", start, "kinds=duty").await;
    assert_eq!(told(&items), ["grant 1"]);
    service.end_duty(duty).await;
    let (items, _) = pulled(&service, "nobody", next, "kinds=duty").await;
    assert_eq!(told(&items), ["left duty"]);
    let (items, _) = pulled(&service, "neighbour", start, "kinds=duty").await;
    assert_eq!(items, Vec::<Value>::new());
    let (items, _) = pulled(&service, "admin", start, "kinds=duty").await;
    assert_eq!(told(&items), ["grant 1", "end 2"]);
}

async fn each_kind_is_shown_to_those_who_may_read_it(service: Service) {
    let sees = async |name: &str, kinds: &str| {
        !pulled(&service, name, 0, &format!("kinds={kinds}")).await.0.is_empty()
    };
    for (name, shown, hidden) in [
        (
            "nobody",
            vec!["area", "estate", "building", "enterprise", "department", "contract"],
            vec!["client", "residency", "duty"],
        ),
        ("admin", vec!["client", "account", "duty", "premises"], vec!["ticket", "key"]),
        ("auditor", vec!["client", "account", "duty"], vec!["residency"]),
        ("community", vec!["residency"], vec!["client"]),
        ("resident", vec!["residency", "duty"], vec!["client"]),
        ("far-district", vec!["area"], vec!["residency", "ticket", "client"]),
        ("client", vec!["area"], vec!["account", "client", "residency"]),
    ] {
        for kind in shown {
            assert!(sees(name, kind).await, "{name} sees changes of {kind}");
        }
        for kind in hidden {
            assert!(!sees(name, kind).await, "{name} sees no changes of {kind}");
        }
    }
}
