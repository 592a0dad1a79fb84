//! Who sees which cycles, estates and sheets: in lists, in the feed, and after their area has moved.

use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{
    CYCLES, SHEETS, cycle_path, filled, items, on_sheet, opened, planned, quarter, sheet_of,
    sheet_path,
};

served_by_both!(
    everyone_reads_cycles_and_their_estates,
    each_sees_the_sheets_of_their_places_and_an_enterprise_its_report,
    sheets_are_narrowed_counted_and_read_to_their_end,
    cycles_are_narrowed_and_counted,
    the_feed_tells_those_concerned,
    sheets_move_with_their_area,
    a_repeated_request_shows_no_more_than_may_be_seen,
);

async fn page(service: &Service, name: &str, path: &str) -> Value {
    service.as_(name).get(path).await.expect(200)
}

async fn everyone_reads_cycles_and_their_estates(service: Service) {
    let cycle = opened(&service).await;
    for name in ["resident", "manager", "nobody", "auditor", "far-district", "client"] {
        let cycles = page(&service, name, CYCLES).await;
        assert_eq!(cycles["items"][0]["id"], cycle["id"], "{name}");
        let of = format!("{}/subjects?standing=rated&include=count", cycle_path(&cycle));
        assert_eq!(page(&service, name, &of).await["count"], 2, "{name}");
    }
    let query = format!("?estate_id={}", world::estate("bare-estate"));
    let bare = page(&service, "resident", &format!("{}/subjects{query}", cycle_path(&cycle))).await;
    assert_eq!(bare["items"][0]["standing"], "no_contract");
    assert_eq!(bare["items"][0]["enterprise_id"], Value::Null);
    service.anyone().get(CYCLES).await.refused(401, "unauthenticated");
    let missing = format!("{CYCLES}/{}", world::estate("estate"));
    service.as_("district").get(&missing).await.refused(404, "not_found");
    service.as_("district").get(&format!("{missing}/subjects")).await.refused(404, "not_found");
}

async fn each_sees_the_sheets_of_their_places_and_an_enterprise_its_report(service: Service) {
    opened(&service).await;
    for (name, many) in [
        ("district", 10),
        ("auditor", 10),
        ("street", 5),
        ("property-office", 5),
        ("secretary", 5),
        ("community", 5),
        ("branch", 5),
        ("committee", 5),
        ("other-street", 5),
        ("bare-branch", 0),
        ("far-district", 0),
        ("manager", 1),
    ] {
        assert_eq!(items(&service, name, "").await.len(), many, "{name}");
    }
    assert_eq!(items(&service, "manager", "").await[0]["evaluator"], "enterprise");
    let foreign = sheet_of(&service, "other-estate", "enterprise").await;
    for name in ["manager", "branch", "street", "resident"] {
        service.as_(name).get(&sheet_path(&foreign)).await.refused(404, "not_found");
        let check = format!("{}/check", sheet_path(&foreign));
        service.as_(name).get(&check).await.refused(404, "not_found");
    }
    for name in ["resident", "dispatcher", "worker", "admin", "client", "nobody"] {
        service.as_(name).get(SHEETS).await.refused(403, "forbidden");
    }
}

async fn sheets_are_narrowed_counted_and_read_to_their_end(service: Service) {
    let cycle = opened(&service).await;
    filled(&service, "estate_branch").await;
    let (street, estate) = (world::area("street"), world::estate("estate"));
    let (of, far) = (cycle["id"].as_str().unwrap(), world::area("far-street"));
    let enterprise = world::organization("other-enterprise");
    for (query, many) in [
        ("".to_owned(), 10),
        (format!("&cycle_id={of}"), 10),
        (format!("&cycle_id={estate}"), 0),
        (format!("&area_id={street}"), 5),
        (format!("&area_id={far}"), 0),
        (format!("&area_id={estate}"), 0),
        (format!("&estate_id={estate}&evaluator=estate_branch"), 1),
        (format!("&estate_id={street}"), 0),
        (format!("&enterprise_id={enterprise}"), 5),
        ("&state=drafted".to_owned(), 1),
        ("&state=blank&evaluator=enterprise".to_owned(), 2),
    ] {
        let path = format!("{SHEETS}?limit=2&include=count{query}");
        let mut shown = page(&service, "district", &path).await;
        assert_eq!(shown["count"], many, "{query}");
        let mut found = shown["items"].as_array().unwrap().len();
        while let Some(next) = shown["next"].as_str().map(str::to_owned) {
            shown =
                page(&service, "district", &format!("{SHEETS}?limit=2{query}&after={next}")).await;
            found += shown["items"].as_array().unwrap().len();
        }
        assert_eq!(found, many, "{query}");
    }
}

async fn cycles_are_narrowed_and_counted(service: Service) {
    opened(&service).await;
    let (street, estate) = (world::area("street"), world::estate("estate"));
    let other = json!({ "first_on": "2026-04-01", "due_on": "2026-07-15", "area_id": street });
    service.as_("district").post(CYCLES, quarter(other)).await.expect(201);
    for (query, many) in [
        ("".to_owned(), 2),
        ("&state=open".to_owned(), 1),
        ("&kind=year".to_owned(), 0),
        (format!("&area_id={street}"), 1),
        (format!("&area_id={}", world::area("district")), 2),
        (format!("&area_id={}", world::area("community")), 0),
        (format!("&area_id={}", world::area("grid")), 0),
        (format!("&area_id={estate}"), 0),
    ] {
        let shown =
            page(&service, "resident", &format!("{CYCLES}?limit=1&include=count{query}")).await;
        assert_eq!(shown["count"], many, "{query}");
    }
}

async fn the_feed_tells_those_concerned(service: Service) {
    planned(&service).await;
    super::adopted(&service).await;
    let cycle = page(&service, "district", CYCLES).await["items"][0].clone();
    super::act(&service, "district", &cycle, "open", json!({})).await.expect(200);
    filled(&service, "estate_branch").await;
    filled(&service, "enterprise").await;
    service.run_jobs().await;
    service.tell().await;
    for (name, cycles, sheets) in [
        ("street", 2, 2),
        ("branch", 2, 2),
        ("manager", 2, 1),
        ("resident", 2, 0),
        ("other-street", 2, 0),
    ] {
        let of = async |kind: &str| {
            let feed = format!("/v1/events?limit=100&kinds={kind}");
            page(&service, name, &feed).await["items"].as_array().unwrap().len()
        };
        assert_eq!(
            (of("rating_cycle").await, of("rating_sheet").await),
            (cycles, sheets),
            "{name}"
        );
    }
}

async fn sheets_move_with_their_area(service: Service) {
    let cycle = opened(&service).await;
    let sheet = sheet_of(&service, "estate", "estate_branch").await;
    let relocate = format!("/v1/areas/{}/move", world::area("community"));
    let to = json!({ "parent_id": world::area("other-street") });
    service.as_("district").post(&relocate, to).await.expect(200);
    service.run_jobs().await;
    service.as_("street").get(&sheet_path(&sheet)).await.refused(404, "not_found");
    service.as_("other-street").get(&sheet_path(&sheet)).await.expect(200);
    assert_eq!(items(&service, "street", "").await.len(), 0);
    assert_eq!(items(&service, "other-street", "").await.len(), 10);
    let there = format!("{}/subjects?area_id={}", cycle_path(&cycle), world::area("other-street"));
    assert_eq!(page(&service, "resident", &there).await["items"].as_array().unwrap().len(), 3);
}

async fn a_repeated_request_shows_no_more_than_may_be_seen(service: Service) {
    opened(&service).await;
    let duty =
        service.grant("nobody", "branch_secretary", ("estate_id", world::estate("estate"))).await;
    let sheet = sheet_of(&service, "estate", "estate_branch").await;
    let send = async || {
        let to = format!("{}/fill", sheet_path(&sheet));
        let nobody = service.as_("nobody");
        let call = nobody.request("POST", &to).header("Idempotency-Key", "once");
        call.json(&json!({ "remarks": "一次" })).send().await
    };
    let first = send().await;
    let again = send().await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.expect(200), again.expect(200));
    service.end_duty(duty).await;
    send().await.refused(404, "not_found");
    let body = json!({ "remarks": "另一次" });
    on_sheet(&service, "nobody", &sheet, "fill", body).await.refused(404, "not_found");
}
