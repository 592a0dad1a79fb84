//! Objections to listings: by whom, until when, and who decides.

use serde_json::json;
use tests::{Service, served_by_both};

use super::{
    decision, ended, objection, on, own, pass_all, path, propose, proposed, publish, second,
};

served_by_both!(
    what_is_struck_is_not_published,
    an_objection_comes_once_in_time_and_from_those_concerned,
    never_decided_by_who_proposed_it,
);

async fn what_is_struck_is_not_published(service: Service) {
    let cycle = ended(&service).await;
    let black = json!({ "kind": "black", "rule": { "stars": 4, "vetoed": true } });
    service.force("UPDATE rating_score SET stars = 3", Vec::new()).await;
    let made = propose(&service, "district", &cycle, black).await.expect(201);
    let listing = own(&service, &made).await;
    let disputed = on(&service, "manager", &listing, "object", objection()).await.expect(200);
    assert_eq!(disputed["objection"]["role"], "manager");
    pass_all(&service);
    let open = publish(&service, &made).await.refused(409, "objections_open");
    let pointer = format!("#/listings/{}", listing["id"].as_str().unwrap());
    assert_eq!(open["errors"][0]["pointer"], json!(pointer));
    assert_eq!(own(&service, &made).await["objection"]["overdue"], true);
    let struck =
        on(&service, "property-office", &listing, "decide", decision(true)).await.expect(200);
    assert_eq!((&struck["state"], &struck["allowed_actions"]), (&json!("struck"), &json!([])));
    let done = publish(&service, &made).await.expect(200);
    assert_eq!(done["listings"], json!(made["listings"].as_i64().unwrap() - 1));
    let public = service.anyone().get(&path(&made)).await.expect(200);
    let left = public["listings"].as_array().unwrap();
    assert!(left.iter().all(|one| one["estate_id"] != listing["estate_id"]), "{public}");
}

async fn an_objection_comes_once_in_time_and_from_those_concerned(service: Service) {
    let made = proposed(&service).await;
    let listing = own(&service, &made).await;
    for name in ["street", "district", "branch", "auditor", "property-office", "committee"] {
        on(&service, name, &listing, "object", objection()).await.refused(403, "forbidden");
    }
    for name in ["resident", "worker", "other-street", "client"] {
        on(&service, name, &listing, "object", objection()).await.refused(404, "not_found");
    }
    on(&service, "street", &listing, "decide", decision(true))
        .await
        .refused(409, "not_allowed_now");
    on(&service, "manager", &listing, "object", objection()).await.expect(200);
    let again = on(&service, "manager", &listing, "object", objection()).await;
    assert_eq!(again.refused(409, "not_allowed_now")["state"], "disputed");
    service.force("UPDATE rating_listing SET state = 'noticed'", Vec::new()).await;
    pass_all(&service);
    on(&service, "manager", &listing, "object", objection()).await.refused(409, "untimely");
    publish(&service, &made).await.expect(200);
    on(&service, "manager", &listing, "object", objection()).await.refused(409, "not_allowed_now");
}

async fn never_decided_by_who_proposed_it(service: Service) {
    let made = proposed(&service).await;
    let listing = own(&service, &made).await;
    on(&service, "manager", &listing, "object", objection()).await.expect(200);
    on(&service, "district", &listing, "decide", decision(true)).await.refused(403, "forbidden");
    on(&service, "manager", &listing, "decide", decision(true)).await.refused(403, "forbidden");
    let path = format!("/v1/listings/{}/decide", listing["id"].as_str().unwrap());
    second(&service).await.post(&path, decision(true)).await.expect(200);
}
