//! Schemes, checks and scores.

mod checking;
mod cycle;
mod keeping;
mod measuring;
mod moving;
mod properties;
mod scoring;
mod shipping;

use kernel::Hundredths;
use serde_json::{Value, json};

use crate::{Fact, Inputs, Scheme, Written, shipped};

/// The template as JSON, to be changed.
fn template() -> Value {
    serde_json::to_value(&shipped()[0].scheme).unwrap()
}

fn scheme(value: Value) -> Scheme {
    serde_json::from_value(value).unwrap()
}

fn points(text: &str) -> Hundredths {
    text.parse().unwrap()
}

fn one_tier(label: &str, points: &str) -> Value {
    json!({ "label_zh": label, "label_en": label, "points": points })
}

fn band(from: &str, points: &str) -> Value {
    json!({ "from": from, "points": points })
}

/// Two aspects with every method of scoring.
fn small() -> Scheme {
    let indicator = |code: &str, maximum: &str, evaluator: &str, method: Value, no_data: &str| {
        json!({
            "code": code, "name_zh": code, "name_en": code, "maximum": maximum, "evaluator": evaluator,
            "method": method, "no_data": no_data,
        })
    };
    let each = json!({ "kind": "deduction", "each": "0.70", "per_zh": "每处", "per_en": "per spot", "most": "6.00" });
    let tiers = json!({ "kind": "tiers", "tiers": [one_tier("好", "20.00"), one_tier("中", "12.50"), one_tier("差", "0.00")] });
    let bands = json!({
        "kind": "bands", "figure": "ticket.on_time_completion_rate",
        "bands": [band("0.98", "30.00"), band("0.90", "10.00"), band("0.00", "0.00")],
    });
    let ratio = json!({
        "kind": "ratio", "figure": "safety.hazard_closed_on_time_rate",
        "limit": { "figure": "safety.drill_count_in_half_year", "below": 1, "share": "0.60" },
    });
    let star = |stars: u8, from: &str| json!({ "stars": stars, "from": from });
    scheme(json!({
        "code": "small", "name_zh": "小", "name_en": "small", "status": "local", "provenance": "",
        "aspects": [
            { "code": "A", "name_zh": "一", "name_en": "one", "maximum": "30.00", "indicators": [
                indicator("A1", "10.00", "estate_branch", each, "exclude"),
                indicator("A2", "20.00", "owners_committee", tiers, "zero"),
            ] },
            { "code": "B", "name_zh": "二", "name_en": "two", "maximum": "70.00", "indicators": [
                indicator("B1", "30.00", "system", bands, "exclude"),
                indicator("B2", "40.00", "system", ratio, "full"),
            ] },
        ],
        "vetoes": [{ "code": "V1", "name_zh": "弄虚作假", "name_en": "false material" }],
        "bonus": { "cap": "1.50", "items": [
            { "code": "P1", "name_zh": "甲", "name_en": "a", "maximum": "1.00" },
            { "code": "P2", "name_zh": "乙", "name_en": "b", "maximum": "1.00" },
        ] },
        "bands": [star(5, "90.00"), star(4, "85.00"), star(1, "60.00"), star(0, "0.00")],
        "survey": { "sample_share": "0.10", "valid_answers": 50 },
    }))
}

fn count(indicator: &str, count: u32) -> Written {
    Written { indicator: indicator.to_owned(), count: Some(count), ..Written::default() }
}

fn tier(indicator: &str, tier: u32) -> Written {
    Written { indicator: indicator.to_owned(), tier: Some(tier), ..Written::default() }
}

fn share(indicator: &str, part: u32, whole: u32) -> Written {
    let (part, whole) = (Some(part), Some(whole));
    Written { indicator: indicator.to_owned(), part, whole, ..Written::default() }
}

fn no_data(indicator: &str) -> Written {
    Written { indicator: indicator.to_owned(), no_data: true, ..Written::default() }
}

/// What was found, without bonus and vetoes, on an estate of which everything holds.
fn found(scheme: &Scheme, written: &[Written]) -> Inputs {
    Inputs::read(scheme, (written, &[]), (Fact::ALL, &[])).unwrap()
}
