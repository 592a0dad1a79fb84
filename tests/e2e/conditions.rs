//! ETag, `If-None-Match` and `If-Match`: equal bytes are not sent twice, and nothing is overwritten unseen.

use serde_json::json;
use tests::{Reply, Service, served_by_both, world};

served_by_both!(
    what_is_known_is_not_sent_again,
    two_duties_see_different_bytes_under_different_tags,
    a_setting_is_changed_by_who_knows_it,
    a_step_takes_a_condition_where_one_is_given,
    a_condition_shows_nothing_of_what_is_hidden,
);

async fn get(service: &Service, name: &str, path: &str, known: &str) -> Reply {
    service.as_(name).request("GET", path).header("If-None-Match", known).send().await
}

async fn what_is_known_is_not_sent_again(service: Service) {
    let case = service.ticket_in("submitted").await;
    let path = case.path();
    let first = case.get("resident").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.contains(".1."), "{tag}");
    let weak = format!("W/{tag}");
    for known in [tag.as_str(), weak.as_str(), "*", &format!("\"x\", {tag}, \"y\"")] {
        let reply = get(&service, "resident", &path, known).await;
        assert_eq!((reply.status.as_u16(), reply.body.len()), (304, 0), "{known}");
        assert_eq!(reply.header("etag"), tag);
    }
    get(&service, "resident", &path, "").await.refused(400, "malformed_request");
    for known in ["\"x\"", &tag.replace(".1.", ".2."), tag.trim_matches('"')] {
        let reply = get(&service, "resident", &path, known).await;
        assert_eq!((reply.status.as_u16(), &reply.body), (200, &first.body), "{known}");
    }
    let answered = case.try_("dispatcher", "dispatch", tests::minimal("dispatch")).await;
    assert_eq!(answered.header("etag"), case.get("dispatcher").await.header("etag"));
    let changed = get(&service, "resident", &path, &tag).await;
    assert!(changed.header("etag").contains(".2."), "{}", changed.header("etag"));
    changed.expect(200);
}

async fn two_duties_see_different_bytes_under_different_tags(service: Service) {
    let over =
        json!({ "visibility": "public", "contact": { "name": "李晓梅", "phone": "19900000001" } });
    let case = service.submit("resident", over).await;
    let (own, other) = (case.get("resident").await, case.get("neighbour").await);
    assert_ne!(own.body, other.body);
    assert_ne!(own.header("etag"), other.header("etag"));
    let reply = get(&service, "neighbour", &case.path(), own.header("etag")).await;
    assert_eq!((reply.status.as_u16(), reply.body), (200, other.body));
    let english = service.as_("resident").request("GET", &case.path());
    let english =
        english.header("Accept-Language", "en").header("If-None-Match", own.header("etag"));
    assert_eq!(english.send().await.expect(200)["state_label"], "submitted");
}

async fn a_setting_is_changed_by_who_knows_it(service: Service) {
    for (path, body) in [
        (format!("/v1/categories/{}", world::category("noise")), json!({ "rank": 5 })),
        (format!("/v1/estates/{}", world::estate("estate")), json!({ "name": "新名苑" })),
    ] {
        let patch = async |tag: &str| service.as_("admin").patch(&path, tag, body.clone()).await;
        let bare = service.as_("admin").request("PATCH", &path).json(&body).send().await;
        assert_eq!(bare.json["errors"][0]["header"], "If-Match", "{}", bare.text());
        bare.refused(428, "precondition_required");
        let first = service.as_("admin").get(&path).await.header("etag").to_owned();
        patch("").await.refused(400, "malformed_request");
        for stale in ["\"x\"", "x", &first.replace(".1.", ".7."), "\"..\""] {
            patch(stale).await.refused(412, "precondition_failed");
        }
        let changed = patch(&first).await;
        let second = changed.header("etag").to_owned();
        changed.expect(200);
        assert_eq!(service.as_("admin").get(&path).await.header("etag"), second);
        patch(&first).await.refused(412, "precondition_failed");
        patch(&format!("{first}, {second}")).await.expect(200);
        patch("*").await.expect(200);
        let mut unknown = body.clone();
        unknown["version"] = json!(9);
        service.as_("admin").patch(&path, "*", unknown).await.invalid("#/version", "unknown_field");
    }
}

async fn a_step_takes_a_condition_where_one_is_given(service: Service) {
    let case = service.ticket_in("submitted").await;
    let seen = case.get("resident").await.header("etag").to_owned();
    let dispatch = async |tag: &str| {
        let call = service.as_("dispatcher").request("POST", &case.action_path("dispatch"));
        call.header("If-Match", tag).json(&tests::minimal("dispatch")).send().await
    };
    let journal = service.journal_length().await;
    dispatch(&seen.replace(".1.", ".2.")).await.refused(412, "precondition_failed");
    assert_eq!(service.journal_length().await, journal);
    dispatch(&seen).await.expect(200);
    case.step("worker", "accept").await;
}

async fn a_condition_shows_nothing_of_what_is_hidden(service: Service) {
    let case = service.ticket_in("submitted").await;
    let tag = case.get("resident").await.header("etag").to_owned();
    for known in ["*", &tag] {
        get(&service, "other-resident", &case.path(), known).await.refused(404, "not_found");
        for action in ["dispatch", "withdraw"] {
            let call = service.as_("other-dispatcher").request("POST", &case.action_path(action));
            let call = call.header("If-Match", &known.replace(".1.", ".9."));
            call.json(&json!({})).send().await.refused(404, "not_found");
        }
    }
}
