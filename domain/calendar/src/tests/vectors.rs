//! What other systems give for the same question, and what the State Council's notices make of ours.

use chrono::TimeDelta;
use serde_json::Value;

use super::{at, named};
use crate::{Pauses, Span};

pub(super) const FILE: &str = include_str!("vectors.json");

#[test]
fn every_vector_passes_in_any_process_zone() {
    let file: Value = serde_json::from_str(FILE).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    assert_eq!(vectors.len(), 40);
    for vector in vectors {
        check(vector);
    }
}

fn check(vector: &Value) {
    let calendar = named(vector["calendar"].as_str().unwrap());
    let when = |value: &Value| at(&calendar, value.as_str().unwrap());
    let pauses: Pauses = vector["pauses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pause| Span { from: when(&pause[0]), to: when(&pause[1]) })
        .collect();
    let start = when(&vector["start"]);
    let days = || u32::try_from(vector["amount"].as_i64().unwrap()).unwrap();
    let seconds = || TimeDelta::seconds(vector["amount"].as_i64().unwrap());
    let found = match vector["op"].as_str().unwrap() {
        "add_business_seconds" => calendar.add(start, seconds(), &pauses),
        "sub_business_seconds" => calendar.subtract(start, seconds(), &pauses),
        "add_workdays" => calendar.add_workdays(start, days()),
        "add_workdays_then_pauses" => calendar.add_workdays_then_pauses(start, days(), &pauses),
        "business_between" => {
            let between = calendar.between(start, when(&vector["end"]), &pauses).unwrap();
            assert_eq!(between.num_seconds(), vector["expect"].as_i64().unwrap(), "{vector}");
            return;
        }
        other => panic!("{other}"),
    };
    assert_eq!(found, Some(when(&vector["expect"])), "{vector}");
}

/// The zone of the process is set for a child alone, since a process must not change its own while it runs.
#[test]
fn the_zone_of_the_process_changes_nothing() {
    for zone in ["UTC", "America/New_York", "Asia/Kathmandu"] {
        let tests =
            ["every_vector_passes", "the_holidays_of_three_years", "agrees_with_the_oracle"];
        let child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(tests)
            .env("TZ", zone)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stdout);
        assert!(child.status.success() && said.contains("3 passed"), "{zone}: {said}");
    }
}
