//! A list from the proposal to everyone's sight.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{
    LISTS, decision, ended, objection, on, own, pass_all, path, propose, publish, shown, withdraw,
};

served_by_both!(
    a_list_is_proposed_disputed_published_and_withdrawn,
    the_two_lists_hold_who_they_name
);

async fn a_list_is_proposed_disputed_published_and_withdrawn(service: Service) {
    let cycle = ended(&service).await;
    let made = propose(&service, "district", &cycle, json!({})).await.expect(201);
    assert_eq!((&made["state"], &made["listings"]), (&json!("proposed"), &json!(1)));
    assert_eq!(made["rule"], json!({ "stars": 5, "clean": true, "vetoed": false }));
    assert!(made["effect"].as_str().unwrap().contains("不触发任何"), "{made}");
    assert_eq!(shown(&service, "").await, Vec::<Value>::new());
    service.anyone().get(&path(&made)).await.refused(404, "not_found");

    read_by_those_who_make_it(&service, &made).await;
    let listing = own(&service, &made).await;
    assert_eq!((&listing["state"], &listing["stars"]), (&json!("noticed"), &json!(5)));
    assert_eq!(listing["allowed_actions"], json!(["object"]));
    let disputed = on(&service, "manager", &listing, "object", objection()).await.expect(200);
    assert_eq!(disputed["objection"]["role"], "manager");
    let kept = on(&service, "street", &disputed, "decide", decision(false)).await.expect(200);
    assert_eq!((&kept["state"], &kept["decision"]["upheld"]), (&json!("kept"), &json!(false)));

    publish(&service, &made).await.refused(409, "untimely");
    pass_all(&service);
    let done = publish(&service, &made).await.expect(200);
    assert_eq!((&done["state"], &done["version"]), (&json!("published"), &json!(2)));
    let public = service.anyone().get(&path(&made)).await.expect(200);
    let listings = public["listings"].as_array().unwrap();
    let estates: Vec<&Value> = listings.iter().map(|one| &one["estate_id"]).collect();
    assert_eq!(estates, [&json!(world::estate("estate"))]);
    assert_eq!(public["list"], shown(&service, "").await[0]);
    let rating = format!("/v1/ratings/{}", listings[0]["rating_id"].as_str().unwrap());
    let rating = service.anyone().get(&rating).await.expect(200);
    assert_eq!(rating["rating"]["total"], listings[0]["total"]);

    let gone = withdraw(&service, &made).await.expect(200);
    assert_eq!(gone["withdraw_reason"], "评价结果依法更正");
    assert_eq!(own(&service, &made).await["withdraw_reason"], "评价结果依法更正");
    service.anyone().get(&path(&made)).await.refused(404, "not_found");
    assert_eq!(shown(&service, "").await, Vec::<Value>::new());
    propose(&service, "district", &cycle, json!({})).await.expect(201);
}

async fn read_by_those_who_make_it(service: &Service, made: &Value) {
    let proposal = format!("{}/proposal", path(made));
    for name in ["district", "auditor"] {
        let seen = service.as_(name).get(&proposal).await.expect(200);
        assert_eq!((&seen["id"], &seen["rule"]), (&made["id"], &made["rule"]), "{name}");
    }
    for name in ["manager", "resident", "street", "other-street", "community", "client"] {
        service.as_(name).get(&proposal).await.refused(404, "not_found");
    }
}

async fn the_two_lists_hold_who_they_name(service: Service) {
    let cycle = ended(&service).await;
    let red = propose(&service, "district", &cycle, json!({})).await.expect(201);
    let black = propose(&service, "district", &cycle, json!({ "kind": "black" })).await.expect(201);
    pass_all(&service);
    for list in [&red, &black] {
        publish(&service, list).await.expect(200);
    }
    let all = "SELECT COUNT(*) FROM rating_score";
    let others = service.count(all).await - 1;
    let listed = service.anyone().get(&path(&black)).await.expect(200);
    assert_eq!(listed["list"]["listings"], json!(others));
    let listed = listed["listings"].as_array().unwrap();
    assert_eq!(i64::try_from(listed.len()).unwrap(), others);
    assert!(listed.iter().all(|one| one["stars"] == 0));
    assert!(listed.is_sorted_by_key(|one| one["total"].as_str().unwrap().parse::<f64>().unwrap()));
    for (query, found) in [
        ("&kind=red".to_owned(), vec![&red]),
        ("&kind=black".to_owned(), vec![&black]),
        (format!("&area_id={}", world::area("district")), vec![&black, &red]),
        (format!("&area_id={}", world::area("street")), vec![]),
        (format!("&area_id={}", world::area("community")), vec![]),
        (format!("&area_id={}", world::area("grid")), vec![]),
        (format!("&cycle_id={}", cycle["id"].as_str().unwrap()), vec![&black, &red]),
        (format!("&cycle_id={}", red["id"].as_str().unwrap()), vec![]),
    ] {
        let seen = shown(&service, &query).await;
        let ids: Vec<&Value> = seen.iter().map(|one| &one["id"]).collect();
        let wanted: Vec<&Value> = found.iter().map(|one| &one["id"]).collect();
        assert_eq!(ids, wanted, "{query}");
    }
    let first = service.anyone().get(&format!("{LISTS}?limit=1&include=count")).await.expect(200);
    assert_eq!((&first["count"], first["next"].is_string()), (&json!(2), true));
}
