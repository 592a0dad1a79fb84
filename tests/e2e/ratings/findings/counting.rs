//! What findings make together is what the domain makes of each, as things stood at any moment.

use chrono::{NaiveDate, TimeDelta};
use persistence::{
    place::estate_by_id,
    rating::{Extent, finding_by_id, findings_counted, rectification, rectifications},
};
use rating::finding::{Finding, Rectification, Rectified};
use serde_json::{Value, json};
use tests::{Service, served_by_both, world};

use super::{file, rectify, verify, withdraw};
use crate::ratings::template_in_force;

served_by_both!(units_are_counted_as_of_a_moment, rates_are_those_of_the_domain_at_every_moment);

async fn key(service: &Service, name: &str) -> i32 {
    let estate = estate_by_id(service.app.store.reader(), world::estate(name).into()).await;
    estate.unwrap().unwrap().key
}

fn march() -> (NaiveDate, NaiveDate) {
    ("2026-03-01".parse().unwrap(), "2026-03-31".parse().unwrap())
}

async fn units_are_counted_as_of_a_moment(service: Service) {
    template_in_force(&service).await;
    let before = service.now();
    service.pass(TimeDelta::seconds(1));
    file(&service, "property-office", json!({ "units": 3 })).await;
    let wrong = file(&service, "property-office", json!({ "units": 5 })).await;
    file(&service, "branch", json!({ "indicator": "F1", "units": 1 })).await;
    let early = service.app.time(service.now() - TimeDelta::days(20));
    file(&service, "property-office", json!({ "units": 9, "found_at": early })).await;
    let filed = service.now();
    service.pass(TimeDelta::days(1));
    withdraw(&service, "property-office", &wrong).await.expect(200);
    let estate = Extent::Estate(key(&service, "estate").await);
    let db = service.app.store.reader();
    for (as_of, wanted) in [
        (before, vec![]),
        (filed, vec![("D4", 8, 2), ("F1", 1, 1)]),
        (service.now(), vec![("D4", 3, 1), ("F1", 1, 1)]),
    ] {
        let rows = findings_counted(db, estate, march(), as_of).await.unwrap();
        let found: Vec<_> =
            rows.iter().map(|row| (row.indicator.as_str(), row.units, row.findings)).collect();
        assert_eq!(found, wanted, "{as_of}");
        assert!(rows.iter().all(|row| row.enterprise.0 == world::organization("enterprise")));
    }
    let bare = Extent::Estate(key(&service, "bare-estate").await);
    assert!(findings_counted(db, bare, march(), service.now()).await.unwrap().is_empty());
}

type Story = (Finding, Vec<Rectification>);

async fn stories(service: &Service, made: &[Value]) -> Vec<Story> {
    let db = service.app.store.reader();
    let mut stories = Vec::new();
    for one in made {
        let id: kernel::Uuid = one["id"].as_str().unwrap().parse().unwrap();
        let finding = finding_by_id(db, id.into()).await.unwrap().unwrap();
        let mut done = rectifications(db, &[finding.id]).await.unwrap();
        let done = done.remove(&finding.id).unwrap_or_default();
        stories.push((finding, done));
    }
    stories
}

/// Eight findings with other stories, day by day; the moments after each day.
async fn played(service: &Service) -> (Vec<Value>, Vec<kernel::Moment>) {
    let mut made = Vec::new();
    for day in ["04", "04", "04", "06", "06", "08", "08", "20"] {
        let due = format!("2026-03-{day}");
        made.push(file(service, "property-office", json!({ "due_on": due })).await);
    }
    let mut moments = vec![service.now()];
    for day in 0..10 {
        match day {
            1 => {
                rectify(service, "manager", &made[0]).await.expect(200);
                rectify(service, "manager", &made[3]).await.expect(200);
                rectify(service, "manager", &made[7]).await.expect(200);
            }
            2 => {
                verify(service, "property-office", &made[0], true).await.expect(200);
                verify(service, "property-office", &made[3], false).await.expect(200);
                rectify(service, "manager", &made[1]).await.expect(200);
            }
            4 => {
                rectify(service, "manager", &made[3]).await.expect(200);
                rectify(service, "manager", &made[2]).await.expect(200);
                verify(service, "property-office", &made[2], true).await.expect(200);
            }
            6 => {
                verify(service, "property-office", &made[3], true).await.expect(200);
                withdraw(service, "property-office", &made[4]).await.expect(200);
            }
            8 => {
                verify(service, "property-office", &made[1], false).await.expect(200);
            }
            _ => {}
        }
        service.pass(TimeDelta::days(1));
        moments.push(service.now());
    }
    (made, moments)
}

async fn rates_are_those_of_the_domain_at_every_moment(service: Service) {
    template_in_force(&service).await;
    let (made, moments) = played(&service).await;
    let (estate, stories) = (key(&service, "estate").await, stories(&service, &made).await);
    let db = service.app.store.reader();
    let street = persistence::place::area_by_id(db, world::area("street").into()).await;
    let street = street.unwrap().unwrap();
    let mut seen = Vec::new();
    for at in moments {
        let as_of = (at, service.app.today(at));
        let each = stories.iter().map(|(finding, done)| (finding, done.as_slice()));
        let wanted = Rectified::of(each, march(), as_of);
        for extent in [Extent::Estate(estate), Extent::Area(street.level, street.key)] {
            let rows = rectification(db, extent, march(), as_of).await.unwrap();
            let sums: Vec<_> = rows.iter().map(|row| (row.estate, row.sums)).collect();
            assert_eq!(sums, [(estate, wanted)], "{at} in {extent:?}");
        }
        seen.push((wanted.on_time, wanted.late));
    }
    assert_eq!((seen.first(), seen.last()), (Some(&(0, 0)), Some(&(2, 4))));
}
