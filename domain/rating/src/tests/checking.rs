//! What is wrong with a scheme is found, at its place.

use super::*;
use crate::SchemeFault;

/// The template with one value put in its place.
fn with(pointer: &str, value: Value) -> Scheme {
    let mut all = template();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match all.pointer_mut(parent).unwrap() {
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
        object => object[name] = value,
    }
    scheme(all)
}

type Row = (&'static str, Value, &'static str, &'static str);

#[rustfmt::skip]
fn of_the_whole() -> Vec<Row> {
    vec![
        ("/provenance", json!(" "), "provenance", "provenance_needed"),
        ("/aspects", json!([]), "aspects", "nothing_there"),
        ("/aspects/0/maximum", json!("14.50"), "aspects", "total_not_100"),
        ("/aspects/0/maximum", json!("14.50"), "aspects/0/maximum", "sum_differs"),
        ("/aspects/0/indicators", json!([]), "aspects/0/indicators", "nothing_there"),
        ("/aspects/1/code", json!("A"), "aspects/1/code", "code_twice"),
        ("/aspects/1/indicators/0/code", json!("A1"), "aspects/1/indicators/0/code", "code_twice"),
        ("/vetoes/1/code", json!("V1"), "vetoes/1/code", "code_twice"),
        ("/vetoes/0/sources", json!(["NOWHERE"]), "vetoes/0/sources/0", "unknown_source"),
        ("/bonus/items/1/code", json!("P1"), "bonus/items/1/code", "code_twice"),
        ("/bonus/items/0/maximum", json!("6.00"), "bonus/items/0/maximum", "above_maximum"),
        ("/bonus/items/0/maximum", json!("0.00"), "bonus/items/0/maximum", "not_positive"),
        ("/bonus/cap", json!("101.00"), "bonus/cap", "out_of_range"),
        ("/bands", json!([]), "bands", "nothing_there"),
        ("/bands/5/from", json!("1.00"), "bands/5/from", "gap"),
        ("/bands/1/from", json!("90.00"), "bands/1/from", "overlap"),
        ("/bands/1/stars", json!(5), "bands/1/stars", "overlap"),
        ("/bands/0/stars", json!(6), "bands/0/stars", "out_of_range"),
        ("/survey/sample_share", json!("0.00"), "survey/sample_share", "out_of_range"),
        ("/survey/valid_answers", json!(0), "survey/valid_answers", "out_of_range"),
        ("/sources/1/code", json!("BA-CUNGAIJU"), "sources/1/code", "code_twice"),
    ]
}

/// Of the first two indicators: one of tiers, and one of the bands of a figure.
#[rustfmt::skip]
fn of_indicators() -> Vec<Row> {
    vec![
        ("0/maximum", json!("0.00"), "0/maximum", "not_positive"),
        ("0/evaluator", json!("system"), "0/method/kind", "system_cannot_choose"),
        ("0/sources", json!(["NOWHERE"]), "0/sources/0", "unknown_source"),
        ("0/when", json!({ "fact": "has_lift", "otherwise": "system" }), "0/when/otherwise", "same_evaluator"),
        ("0/method/tiers", json!([]), "0/method/tiers", "nothing_there"),
        ("0/method/tiers/0/points", json!("2.40"), "0/method/tiers/0/points", "full_points_out_of_reach"),
        ("0/method/tiers/1/points", json!("2.50"), "0/method/tiers/1/points", "overlap"),
        ("0/method/tiers/1/points", json!("2.60"), "0/method/tiers/1/points", "above_maximum"),
        ("1/evaluator", json!("estate_branch"), "1/method/figure", "figure_not_allowed"),
        ("1/method/figure", json!(null), "1/method/figure", "figure_needed"),
        ("1/method/figure", json!("party.members"), "1/method/figure", "unknown_figure"),
        ("1/method/bands/0/from", json!("5.50"), "1/method/bands/0/from", "out_of_range"),
        ("1/method/bands/1/from", json!("5.00"), "1/method/bands/1/from", "overlap"),
        ("1/method/bands/3/from", json!("1.00"), "1/method/bands/3/from", "gap"),
    ]
}

fn named(place: &str, value: Value, at: &str, fault: &str) {
    let faults = with(place, value).faults();
    let fault: SchemeFault = fault.parse().unwrap();
    assert!(
        faults.iter().any(|one| one.at == at && one.fault == fault),
        "{at} {fault}: {faults:?}"
    );
}

#[test]
fn every_fault_is_named_with_its_place() {
    for (place, value, at, fault) in of_the_whole() {
        named(place, value, at, fault);
    }
    for (place, value, at, fault) in of_indicators() {
        let under = "aspects/0/indicators";
        named(&format!("/{under}/{place}"), value, &format!("{under}/{at}"), fault);
    }
}

const COUNT: &str = "credit.effective_bad_record_count";
const RATE: &str = "ticket.response_rate";

fn ratio(figure: &str, below: u32, share: &str) -> Value {
    json!({
        "kind": "ratio", "figure": RATE, "limit": { "figure": figure, "below": below, "share": share },
    })
}

fn deduction(figure: &str, each: &str, most: &str) -> Value {
    json!({
        "kind": "deduction", "each": each, "per_zh": "次", "per_en": "each", "most": most, "figure": figure,
    })
}

#[test]
fn a_method_has_a_figure_of_its_unit_and_limits_within_its_maximum() {
    let of = |method: Value| -> Vec<(String, &str)> {
        let faults = with("/aspects/2/indicators/1/method", method).faults();
        faults.into_iter().map(|one| (one.at, one.fault.as_str())).collect()
    };
    let drills = "safety.drill_count_in_half_year";
    let above = json!({ "kind": "bands", "figure": RATE, "bands": [
        { "from": "1.01", "points": "3.00" }, { "from": "0.00", "points": "0.00" },
    ] });
    assert_eq!(of(deduction(COUNT, "0.50", "3.00")), []);
    assert_eq!(of(ratio(drills, 1, "0.60")), []);
    for (method, field, fault) in [
        (json!({ "kind": "ratio", "figure": COUNT }), "figure", "figure_of_other_unit"),
        (deduction(RATE, "0.50", "1.00"), "figure", "figure_of_other_unit"),
        (deduction(COUNT, "0.00", "1.00"), "each", "not_positive"),
        (deduction(COUNT, "0.50", "3.01"), "most", "above_maximum"),
        (deduction(COUNT, "0.50", "0.00"), "most", "not_positive"),
        (ratio(drills, 0, "0.60"), "limit/below", "not_positive"),
        (ratio(drills, 1, "1.00"), "limit/share", "out_of_range"),
        (ratio("no.such", 1, "0.60"), "limit/figure", "unknown_figure"),
        (above, "bands/0/from", "out_of_range"),
    ] {
        let at = format!("aspects/2/indicators/1/method/{field}");
        assert_eq!(of(method.clone()), [(at, fault)], "{method}");
    }
}

#[test]
fn what_is_too_long_or_too_great_is_refused() {
    let long = "长".repeat(101);
    for (place, value, at) in [
        ("/code", json!("Star Rating"), "#/code"),
        ("/name_zh", json!(long), "#/name_zh"),
        ("/aspects/0/name_en", json!(""), "#/aspects/0/name_en"),
        ("/aspects/0/maximum", json!("1000.01"), "#/aspects/0/maximum"),
        ("/aspects/0/indicators/0/maximum", json!("-1.00"), "#/aspects/0/indicators/0/maximum"),
        (
            "/aspects/0/indicators/0/basis",
            json!("长".repeat(501)),
            "#/aspects/0/indicators/0/basis",
        ),
        ("/bonus/items/0/name_zh", json!("长".repeat(201)), "#/bonus/items/0/name_zh"),
        (
            "/aspects/0/indicators/0/method/tiers/0/label_zh",
            json!(""),
            "#/aspects/0/indicators/0/method/tiers/0/label_zh",
        ),
    ] {
        let refused = with(place, value).bounded().unwrap_err();
        let places: Vec<_> = refused.errors.iter().map(|error| format!("{:?}", error.at)).collect();
        assert!(
            places.iter().any(|place| place.contains(&format!("\"{at}\""))),
            "{at}: {places:?}"
        );
    }
}
