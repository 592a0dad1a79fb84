//! What a list is made from and published with.

use serde_json::json;
use tests::{Service, served_by_both, world};

use super::{ended, own, pass_all, path, propose, proposed, publish, second, withdraw};
use crate::ratings::{credit::record, disclosure::disclosed, scores::league};

served_by_both!(
    only_final_results_are_listed_and_once,
    a_bad_record_keeps_off_the_red_list,
    a_bad_record_since_drops_from_the_red_list,
    another_publishes_than_who_proposed,
    nobody_lists_their_employer,
    the_street_lists_what_its_own_cycles_found,
);

async fn only_final_results_are_listed_and_once(service: Service) {
    let open = disclosed(&service).await;
    let early = propose(&service, "district", &open, json!({})).await;
    assert_eq!(early.refused(409, "not_allowed_now")["state"], "disclosed");
    service.force("UPDATE rating_cycle SET state = 'final'", Vec::new()).await;
    let black = json!({ "kind": "black", "rule": { "stars": 0 } });
    service.force("UPDATE rating_score SET stars = 3", Vec::new()).await;
    propose(&service, "district", &open, black).await.refused(409, "nothing_to_list");
    let red = json!({ "rule": { "stars": 3 } });
    let made = propose(&service, "district", &open, red.clone()).await.expect(201);
    propose(&service, "district", &open, red.clone()).await.refused(409, "list_exists");
    withdraw(&service, &made).await.expect(200);
    withdraw(&service, &made).await.refused(409, "not_allowed_now");
    propose(&service, "district", &open, red).await.expect(201);
}

async fn a_bad_record_keeps_off_the_red_list(service: Service) {
    let cycle = ended(&service).await;
    record(&service, json!({})).await;
    propose(&service, "district", &cycle, json!({})).await.refused(409, "nothing_to_list");
    let lenient = json!({ "rule": { "stars": 5, "clean": false } });
    let made = propose(&service, "district", &cycle, lenient).await.expect(201);
    assert_eq!(own(&service, &made).await["bad_records"], 1);
    pass_all(&service);
    publish(&service, &made).await.expect(200);
}

async fn a_bad_record_since_drops_from_the_red_list(service: Service) {
    let cycle = ended(&service).await;
    service.force("UPDATE rating_score SET stars = 5", Vec::new()).await;
    let made = propose(&service, "district", &cycle, json!({})).await.expect(201);
    record(&service, json!({})).await;
    pass_all(&service);
    let enterprise = json!(world::organization("enterprise"));
    let lines = league(&service, "district", &cycle, "").await;
    let others = lines.iter().filter(|line| line["enterprise_id"] != enterprise).count();
    let done = publish(&service, &made).await.expect(200);
    assert_eq!(done["listings"], json!(others));
    assert_eq!(own(&service, &made).await["state"], "dropped");
    let public = service.anyone().get(&path(&made)).await.expect(200);
    let left = public["listings"].as_array().unwrap();
    assert!(left.iter().all(|one| one["enterprise_id"] != enterprise), "{public}");
}

async fn another_publishes_than_who_proposed(service: Service) {
    let made = proposed(&service).await;
    pass_all(&service);
    let publish = format!("{}/publish", path(&made));
    for name in ["district", "auditor"] {
        service.as_(name).post(&publish, json!({})).await.refused(403, "forbidden");
    }
    for name in ["street", "property-office", "manager", "resident", "admin", "client"] {
        service.as_(name).post(&publish, json!({})).await.refused(404, "not_found");
    }
    let stale = second(&service).await;
    let stale = stale.request("POST", &publish).header("if-match", "\"rating_list-1-9\"");
    assert_eq!(
        stale.header("content-type", "application/json").body("{}").send().await.status,
        412
    );
    let done = second(&service).await.post(&publish, json!({})).await.expect(200);
    assert_ne!(done["published_by"], done["proposed_by"]);
    let again = second(&service).await.post(&publish, json!({})).await;
    assert_eq!(again.refused(409, "not_allowed_now")["allowed_actions"], json!(["withdraw"]));
}

async fn the_street_lists_what_its_own_cycles_found(service: Service) {
    let cycle = ended(&service).await;
    propose(&service, "street", &cycle, json!({})).await.refused(403, "forbidden");
    let street = "UPDATE rating_cycle SET street = (SELECT street FROM estate WHERE id = $1)";
    service.force(street, vec![world::estate("estate").into()]).await;
    let made = propose(&service, "street", &cycle, json!({})).await.expect(201);
    assert_eq!(made["area_id"], json!(world::area("street")));
    pass_all(&service);
    service
        .as_("street")
        .post(&format!("{}/publish", path(&made)), json!({}))
        .await
        .refused(403, "forbidden");
    publish(&service, &made).await.expect(200);
}

/// The manager holds an office of the district, too.
async fn nobody_lists_their_employer(service: Service) {
    let cycle = ended(&service).await;
    let made = propose(&service, "district", &cycle, json!({})).await.expect(201);
    let duty = json!({
        "account_id": world::person("manager"), "role": "district_officer", "area_id": world::area("district"),
    });
    service.as_("admin").post("/v1/duties", duty).await.expect(201);
    pass_all(&service);
    for (word, body) in [("publish", json!({})), ("withdraw", json!({ "reason": "不公布" }))] {
        let path = format!("{}/{word}", path(&made));
        service.as_("manager").post(&path, body).await.refused(403, "forbidden");
    }
    withdraw(&service, &made).await.expect(200);
    propose(&service, "manager", &cycle, json!({})).await.refused(403, "forbidden");
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_list").await, 1);
}
