//! Who decides on a residency, and that it is decided once.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{RESIDENCIES, ask, decide, duties};

served_by_both!(
    others_decide_nothing,
    nobody_decides_on_their_own,
    a_decision_is_made_once,
    a_contract_that_ends_takes_the_right_along,
);

/// The id of a request for the free premises.
async fn asked(service: &Service) -> Value {
    ask(service, "nobody", world::premises("free-premises")).await
}

async fn actions(service: &Service, name: &str, id: &Value) -> Option<Value> {
    let page = service.as_(name).get(&format!("{RESIDENCIES}?limit=100")).await.expect(200);
    let items = page["items"].as_array().unwrap();
    items.iter().find(|item| item["id"] == *id).map(|item| item["allowed_actions"].clone())
}

/// Everyone who neither asked nor decides.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "resident", "neighbour", "worker", "volunteer", "branch", "committee", "grid", "secretary",
    "specialist", "hotline", "department", "street", "district", "admin", "auditor", "client",
    "next-community", "other-community", "other-dispatcher", "former", "future",
];

async fn others_decide_nothing(service: Service) {
    let id = asked(&service).await;
    let before = service.journal_length().await;
    for action in ["approve", "reject"] {
        for name in OTHERS {
            decide(&service, name, &id, action).await.refused(404, "not_found");
            if *name != "client" {
                assert_eq!(actions(&service, name, &id).await, None, "{name} knows nothing of it");
            }
        }
        decide(&service, "nobody", &id, action).await.refused(403, "forbidden");
        let path = format!("{RESIDENCIES}/{}/{action}", id.as_str().unwrap());
        service.anyone().post(&path, json!({})).await.refused(401, "unauthenticated");
        decide(&service, "community", &json!(world::area("grid")), action)
            .await
            .refused(404, "not_found");
    }
    assert_eq!(actions(&service, "nobody", &id).await, Some(json!([])));
    for name in ["community", "dispatcher", "manager"] {
        assert_eq!(
            actions(&service, name, &id).await,
            Some(json!(["approve", "reject"])),
            "{name}"
        );
    }
    assert_eq!(service.journal_length().await, before);
}

async fn nobody_decides_on_their_own(service: Service) {
    for (name, other) in [("community", "dispatcher"), ("dispatcher", "manager")] {
        let id = ask(&service, name, world::premises("free-premises")).await;
        assert_eq!(actions(&service, name, &id).await, Some(json!([])), "{name}");
        for action in ["approve", "reject"] {
            decide(&service, name, &id, action).await.refused(403, "forbidden");
        }
        decide(&service, other, &id, "approve").await.expect(200);
    }
}

async fn a_decision_is_made_once(service: Service) {
    for (first, state) in [("approve", "approved"), ("reject", "rejected")] {
        let id = asked(&service).await;
        decide(&service, "community", &id, first).await.expect(200);
        let before = service.journal_length().await;
        for name in ["community", "dispatcher"] {
            for again in ["approve", "reject"] {
                let problem =
                    decide(&service, name, &id, again).await.refused(409, "not_allowed_now");
                assert_eq!(
                    (&problem["state"], &problem["allowed_actions"]),
                    (&json!(state), &json!([]))
                );
            }
        }
        let path = format!("{RESIDENCIES}/{}/reject", id.as_str().unwrap());
        for body in [json!({}), json!({ "note": 1 })] {
            let faulty = service.as_("community").post(&path, body.clone()).await;
            faulty.refused(409, "not_allowed_now");
            service.as_("street").post(&path, body).await.refused(404, "not_found");
        }
        assert_eq!(service.journal_length().await, before);
        if let Some(duty) = duties(&service, "nobody").await.first() {
            service.end_duty(duty["id"].as_str().unwrap().parse().unwrap()).await;
        }
    }
    let id = asked(&service).await;
    let path = format!("{RESIDENCIES}/{}/approve", id.as_str().unwrap());
    let stale = service.as_("community").request("POST", &path).header("If-Match", "\"a.2.b\"");
    stale.send().await.refused(412, "precondition_failed");
    let body = json!({ "reason": "好" });
    service.as_("community").post(&path, body).await.invalid("#/reason", "unknown_field");
    service.as_("community").request("POST", &path).send().await.expect(200);
}

async fn a_contract_that_ends_takes_the_right_along(service: Service) {
    let id = asked(&service).await;
    let end = format!("/v1/contracts/{}/end", world::contract("enterprise"));
    service.as_("street").post(&end, json!({ "reason": "解聘" })).await.expect(200);
    decide(&service, "dispatcher", &id, "approve").await.refused(404, "not_found");
    assert_eq!(actions(&service, "dispatcher", &id).await, None);
    decide(&service, "community", &id, "approve").await.expect(200);
}
