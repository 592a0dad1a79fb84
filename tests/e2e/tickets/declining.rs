//! Decline 不予受理, and the objection to it.

use serde_json::{Value, json};
use tests::{Service, minimal, served_by_both, world};

served_by_both!(
    the_community_declines_with_a_ground,
    an_objection_raises_to_the_street,
    the_street_declines_for_good,
    who_filed_for_a_caller_objects_in_their_words,
);

async fn the_community_declines_with_a_ground(service: Service) {
    let case = service.submit("resident", json!({})).await;
    for name in ["dispatcher", "manager", "branch", "secretary", "specialist", "street", "resident"]
    {
        case.try_(name, "decline", minimal("decline")).await.refused(403, "forbidden");
    }
    case.try_("next-community", "decline", minimal("decline")).await.refused(404, "not_found");
    let bad = json!({ "ground": "too_hard", "reason": "难办" });
    case.try_("community", "decline", bad).await.invalid("#/ground", "choice");
    let bare = json!({ "ground": "outside_duty" });
    case.try_("community", "decline", bare).await.invalid("#/reason", "required");
    let declined = case.step("community", "decline").await;
    assert_eq!(
        (&declined["state"], &declined["declined_ground"]),
        (&json!("declined"), &json!("outside_duty"))
    );
    for ground in [
        "emergency_service",
        "legal_proceedings",
        "petition_channel",
        "secrets_or_privacy",
        "unlawful",
        "repeat_in_hand",
        "repeat_answered",
    ] {
        let case = service.submit("resident", json!({})).await;
        case.act("community", "decline", json!({ "ground": ground, "reason": "依规" })).await;
    }
    for state in ["dispatched", "accepted", "resolved", "closed", "declined"] {
        let case = service.ticket_in(state).await;
        case.try_("community", "decline", minimal("decline")).await.refused(409, "not_allowed_now");
    }
}

async fn an_objection_raises_to_the_street(service: Service) {
    let case = service.ticket_in("declined").await;
    for name in ["community", "branch", "dispatcher", "street"] {
        case.try_(name, "object", minimal("object")).await.refused(403, "forbidden");
    }
    case.try_("neighbour", "object", minimal("object")).await.refused(404, "not_found");
    let objected = case.step("resident", "object").await;
    assert_eq!((&objected["state"], &objected["raised"]), (&json!("submitted"), &json!("street")));
    assert_eq!(objected["declined_ground"], Value::Null);
    case.try_("community", "decline", minimal("decline")).await.refused(409, "not_allowed_now");
    case.try_("dispatcher", "dispatch", minimal("dispatch")).await.refused(403, "forbidden");
    let unit = json!({ "to": { "organization_id": world::organization("department") } });
    assert_eq!(case.act("street", "dispatch", unit).await["state"], "dispatched");
}

async fn the_street_declines_for_good(service: Service) {
    let case = service.ticket_in("declined").await;
    case.step("resident", "object").await;
    case.try_("other-street", "decline", minimal("decline")).await.refused(404, "not_found");
    assert_eq!(case.step("street", "decline").await["state"], "declined");
    case.try_("resident", "object", minimal("object")).await.refused(409, "not_allowed_now");
    assert_eq!(case.allowed("resident").await, ["share_status"]);
}

async fn who_filed_for_a_caller_objects_in_their_words(service: Service) {
    let caller = json!({ "on_behalf_of": { "phone": "19900000009" } });
    let case = service.submit("hotline", caller).await;
    case.step("community", "decline").await;
    case.try_("grid", "object", minimal("object")).await.refused(404, "not_found");
    assert_eq!(case.step("hotline", "object").await["raised"], "street");
}
