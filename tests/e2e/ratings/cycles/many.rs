//! A cycle of three hundred estates.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{act, adopted, cycle_path, planned};

served_by_both!(three_hundred_estates_are_opened_at_once);

const MANY: i32 = 300;

/// Estates of the community, under contract for more than a year, by copying the one that is there.
async fn settle(service: &Service) {
    for number in 0..MANY {
        let (key, id) = (100_000 + number, uuid(number));
        let sql = "INSERT INTO estate (key, id, name, address, management, phase, commons, district, street, community, \
            grid, version, updated_at) SELECT $1, $2, $3, address, management, phase, commons, district, street, \
            community, grid, version, updated_at FROM estate WHERE id = $4";
        let name = format!("第{number}小区");
        let values = vec![key.into(), id.into(), name.into(), world::estate("estate").into()];
        service.force(sql, values).await;
        let sql = "INSERT INTO contract (id, organization_id, estate, from_date, to_date, ended_on, end_reason, \
            released_at, version, updated_at) SELECT $1, organization_id, $2, from_date, to_date, ended_on, \
            end_reason, released_at, version, updated_at FROM contract WHERE id = $3";
        let values = vec![id.into(), key.into(), world::contract("enterprise").into()];
        service.force(sql, values).await;
    }
}

fn uuid(number: i32) -> kernel::Uuid {
    let low = u128::from(number.unsigned_abs());
    kernel::Uuid::from_u128((0x0190_0000_0000_7000_8000 << 48) | low)
}

async fn three_hundred_estates_are_opened_at_once(service: Service) {
    settle(&service).await;
    adopted(&service).await;
    let cycle = planned(&service).await;
    let began = Instant::now();
    let open = act(&service, "district", &cycle, "open", json!({})).await.expect(200);
    let took = began.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert_eq!((&open["rated"], &open["sheets"]), (&json!(302), &json!(1510)));
    assert_eq!(service.count("SELECT COUNT(*) FROM rating_sheet").await, 1510);
    let journal =
        "SELECT COUNT(*) FROM journal WHERE subject_kind IN ('rating_cycle', 'rating_sheet')";
    assert_eq!(service.count(journal).await, 2, "one entry for the whole opening");
    let path = format!("{}/subjects?limit=100&include=count", cycle_path(&cycle));
    let page = service.as_("resident").get(&path).await.expect(200);
    assert_eq!(page["count"], 304);
    let sheets: Value = service.as_("street").get("/v1/sheets?include=count").await.expect(200);
    assert_eq!(sheets["count"], 1505);
    service.pass(chrono::TimeDelta::days(45));
    service.run_jobs().await;
    let late = "SELECT COUNT(*) FROM rating_sheet WHERE state = 'late'";
    assert_eq!(service.count(late).await, 1510);
}
