//! The league table and the explanation: who is shown them, page by page.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{super::cycles::cycle_path, compute, explained, league, line, signed};

served_by_both!(
    the_league_table_goes_from_the_highest_total_down,
    an_enterprise_is_shown_its_own_and_an_office_its_area,
    every_indicator_is_explained,
);

async fn the_league_table_goes_from_the_highest_total_down(service: Service) {
    let cycle = signed(&service).await;
    assert_eq!(league(&service, "district", &cycle, "").await, Vec::<Value>::new());
    compute(&service, &cycle).await.expect(200);
    let all = league(&service, "district", &cycle, "").await;
    assert!(all.len() > 1, "{all:?}");
    let totals: Vec<i64> = all
        .iter()
        .map(|one| one["total"].as_str().unwrap().replace('.', "").parse().unwrap())
        .collect();
    assert!(totals.is_sorted_by(|above, below| above >= below));
    assert_eq!(all[0]["place"], 1);
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let path = format!("{}/scores?limit=1{after}", cycle_path(&cycle));
        let page = service.as_("auditor").get(&path).await.expect(200);
        seen.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(seen, all);
    let count = format!("{}/scores?include=count&limit=1", cycle_path(&cycle));
    assert_eq!(service.as_("district").get(&count).await.expect(200)["count"], json!(all.len()));
    for (query, found) in [
        (format!("&estate_id={}", world::estate("estate")), 1),
        (format!("&enterprise_id={}", world::organization("enterprise")), 1),
        (format!("&area_id={}", world::area("other-street")), 1),
        (format!("&estate_id={}", world::area("street")), 0),
    ] {
        assert_eq!(league(&service, "district", &cycle, &query).await.len(), found, "{query}");
    }
}

async fn an_enterprise_is_shown_its_own_and_an_office_its_area(service: Service) {
    let cycle = signed(&service).await;
    compute(&service, &cycle).await.expect(200);
    let own = json!(world::estate("estate"));
    for name in
        ["manager", "branch", "community", "secretary", "specialist", "property-office", "street"]
    {
        let seen = league(&service, name, &cycle, "").await;
        let estates: Vec<&Value> = seen.iter().map(|one| &one["estate_id"]).collect();
        assert_eq!(estates, [&own], "{name}");
    }
    let all = league(&service, "district", &cycle, "").await;
    let foreign = all.iter().find(|one| one["estate_id"] != own).unwrap();
    let path = format!("/v1/scores/{}", foreign["id"].as_str().unwrap());
    for name in ["manager", "street", "branch", "resident", "nobody"] {
        service.as_(name).get(&path).await.refused(404, "not_found");
    }
    for name in ["resident", "worker", "committee", "admin", "client"] {
        let path = format!("{}/scores", cycle_path(&cycle));
        service.as_(name).get(&path).await.refused(403, "forbidden");
    }
    service.as_("auditor").get(&path).await.expect(200);
}

async fn every_indicator_is_explained(service: Service) {
    service.ticket_in("accepted").await;
    let cycle = signed(&service).await;
    compute(&service, &cycle).await.expect(200);
    let seen = explained(&service, &cycle).await;
    let aspects = seen["score"]["aspects"].as_array().unwrap();
    let lines: usize = aspects.iter().map(|one| one["lines"].as_array().unwrap().len()).sum();
    assert_eq!((aspects.len(), lines), (8, 58));
    assert_eq!(line(&seen, "B1")["evaluator"], "property_office");
    assert_eq!(line(&seen, "B1")["points"], "1.50");
    assert_eq!(line(&seen, "H6")["arithmetic"], "1.00 − min(0 × 0.50, 1.00) = 1.00");
    assert_eq!(line(&seen, "E2")["standing"], "no_source", "nobody reported it");
    assert!(seen["score"]["without_source"].as_array().unwrap().contains(&json!("E2")));
    assert!(!seen["score"]["moves"].as_array().unwrap().is_empty());
}
