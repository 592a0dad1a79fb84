//! Who finds which surveys, and who sees whom they drew.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{PATH, drawn, path, premises, seen, strangers};

served_by_both!(
    everyone_finds_those_of_their_scope,
    those_who_carry_it_out_see_whom_it_drew,
    the_premises_are_read_to_their_end,
);

async fn found(service: &Service, name: &str, query: &str) -> Vec<Value> {
    let page = service.as_(name).get(&format!("{PATH}?limit=100{query}")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}

async fn everyone_finds_those_of_their_scope(service: Service) {
    let survey = drawn(&service, 3).await;
    for name in ["resident", "manager", "committee", "branch", "grid", "community", "secretary"] {
        assert_eq!(found(&service, name, "").await[0]["id"], survey["id"], "{name}");
    }
    for name in ["specialist", "property-office", "street", "district", "auditor"] {
        assert_eq!(found(&service, name, "&include=count").await.len(), 1, "{name}");
    }
    for name in ["bare-resident", "other-resident", "next-community", "other-street"] {
        assert_eq!(found(&service, name, "").await.len(), 0, "{name}");
        service.as_(name).get(&path(&survey)).await.refused(404, "not_found");
    }
    for name in ["nobody", "worker", "hotline", "client"] {
        service.as_(name).get(PATH).await.refused(403, "forbidden");
    }
    let (cycle, estate) = (survey["cycle_id"].as_str().unwrap(), world::estate("estate"));
    let area = world::area("community");
    for (query, many) in [
        (format!("&cycle_id={cycle}"), 1),
        (format!("&estate_id={estate}&area_id={area}"), 1),
        (format!("&cycle_id={estate}"), 0),
        (format!("&estate_id={}", world::estate("bare-estate")), 0),
        (format!("&area_id={}", world::area("next-community")), 0),
        (format!("&area_id={estate}"), 0),
        (format!("&estate_id={cycle}"), 0),
    ] {
        assert_eq!(found(&service, "district", &query).await.len(), many, "{query}");
    }
    let other = format!("&estate_id={estate}");
    assert_eq!(found(&service, "bare-resident", &other).await.len(), 0);
}

async fn those_who_carry_it_out_see_whom_it_drew(service: Service) {
    let survey = drawn(&service, 3).await;
    let list = format!("{}/premises", path(&survey));
    for name in ["grid", "community", "specialist", "property-office", "street", "district"] {
        let page = service.as_(name).get(&list).await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), 3, "{name}");
    }
    for name in ["resident", "manager", "committee", "branch", "secretary", "auditor"] {
        service.as_(name).get(&list).await.refused(403, "forbidden");
        let told = seen(&service, name, &survey).await.to_string();
        let others = strangers(&service, &survey).await;
        assert!(others.iter().all(|id| !told.contains(id.as_str().unwrap())), "{name}");
    }
    for name in ["bare-resident", "next-community", "nobody", "client", "admin"] {
        service.as_(name).get(&list).await.refused(404, "not_found");
    }
}

async fn the_premises_are_read_to_their_end(service: Service) {
    let survey = drawn(&service, 7).await;
    let one = &strangers(&service, &survey).await[0];
    super::by(&service, "grid", &survey, one, json!({ "overall": 4 })).await.expect(200);
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let query = format!("{}/premises?limit=3&include=count{after}", path(&survey));
        let page = service.as_("grid").get(&query).await.expect(200);
        assert_eq!(page["count"], 7);
        found.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(found, premises(&service, &survey).await);
    for (answered, many) in [(true, 1), (false, 6)] {
        let query = format!("{}/premises?answered={answered}", path(&survey));
        let page = service.as_("grid").get(&query).await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), many);
    }
}
