//! What goes into scores is what was verified of a period, as things stood at a moment.

use chrono::TimeDelta;
use persistence::{
    place::estate_by_id,
    rating::{Extent, reported_figures},
};
use rating::{Period, reported::ReportedValue};
use serde_json::json;
use tests::{Service, served_by_both, world};

use super::{report, verify};

served_by_both!(what_was_verified_counts_as_of_a_moment);

async fn what_was_verified_counts_as_of_a_moment(service: Service) {
    let db = service.app.store.reader();
    let estate = estate_by_id(db, world::estate("estate").into()).await.unwrap().unwrap();
    let period = Period::of(2025, Some(4)).unwrap();
    let mut moments = vec![service.now()];
    let first = report(&service, "manager", json!({})).await;
    service.pass(TimeDelta::days(1));
    moments.push(service.now());
    service.pass(TimeDelta::days(1));
    verify(&service, "property-office", &first, true).await.expect(200);
    moments.push(service.now());
    service.pass(TimeDelta::days(1));
    let second = report(&service, "manager", json!({ "part": 1900 })).await;
    moments.push(service.now());
    service.pass(TimeDelta::days(1));
    verify(&service, "property-office", &second, true).await.expect(200);
    moments.push(service.now());
    let year = report(&service, "manager", json!({ "quarter": null })).await;
    verify(&service, "property-office", &year, true).await.expect(200);
    let lost = json!({ "figure": "patrol.completion_rate" });
    let lost = report(&service, "manager", lost).await;
    verify(&service, "property-office", &lost, false).await.expect(200);
    moments.push(service.now());
    let share = |part| ReportedValue::Share { part, whole: 2000 };
    let wanted = [None, None, Some(1860), Some(1860), Some(1900), Some(1900)];
    for (at, part) in moments.into_iter().zip(wanted) {
        let rows = reported_figures(db, Extent::Estate(estate.key), period, at).await.unwrap();
        let found: Vec<_> = rows.iter().map(|one| (one.figure.as_str(), one.value)).collect();
        let wanted: Vec<_> =
            part.map(|part| ("finance.fee_collection_rate", share(part))).into_iter().collect();
        assert_eq!(found, wanted, "{at}");
    }
}
