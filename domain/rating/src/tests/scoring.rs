//! Scores computed by hand.

use kernel::Language;

use super::*;
use crate::{Standing, WrittenBonus};

/// Total and stars.
fn scored(scheme: &Scheme, written: &[Written]) -> (String, Option<u8>) {
    let inputs = found(scheme, written);
    let score = scheme.score(&inputs);
    (score.total.to_string(), score.stars)
}

/// Inputs for the small scheme, the third figure limited by drills.
fn all(findings: u32, chosen: u32, on_time: u32, closed: u32, drills: u32) -> Vec<Written> {
    let limited = Written { limiting: Some(drills), ..share("B2", closed, 10) };
    vec![count("A1", findings), tier("A2", chosen), share("B1", on_time, 100), limited]
}

#[test]
fn each_method_gives_its_points() {
    let small = small();
    assert_eq!(small.faults(), []);
    for (written, total, stars) in [
        (all(0, 0, 100, 10, 1), "100.00", 5),
        // 10 − 3 × 0.70 = 7.90
        (all(3, 0, 100, 10, 1), "97.90", 5),
        // 9 × 0.70 = 6.30, of which 6.00 are taken off.
        (all(9, 0, 100, 10, 1), "94.00", 5),
        (all(0, 1, 100, 10, 1), "92.50", 5),
        (all(0, 2, 100, 10, 1), "80.00", 1),
        (all(0, 0, 98, 10, 1), "100.00", 5),
        (all(0, 0, 97, 10, 1), "80.00", 1),
        (all(0, 0, 89, 10, 1), "70.00", 1),
        // 40 × 7/10
        (all(0, 0, 100, 7, 1), "88.00", 4),
        // Without a drill at most 40 × 0.60.
        (all(0, 0, 100, 7, 0), "84.00", 1),
        (all(0, 0, 100, 5, 0), "80.00", 1),
    ] {
        assert_eq!(scored(&small, &written), (total.to_owned(), Some(stars)), "{written:?}");
    }
}

#[test]
fn what_is_left_out_is_made_up_for_by_the_rest_of_its_aspect() {
    let small = small();
    let rest = |first: Written| vec![first, tier("A2", 1), share("B1", 100, 100), no_data("B2")];
    // A: 12.50 of 20 → 18.75 of 30; B: 30 + 40.
    assert_eq!(scored(&small, &rest(no_data("A1"))), ("88.75".to_owned(), Some(4)));
    // B1 has no source: 40 of 40 → 70; A: 10 + 12.50.
    let without = [count("A1", 0), tier("A2", 1), no_data("B2")];
    assert_eq!(scored(&small, &without), ("92.50".to_owned(), Some(5)));
    // Nothing of B counts: A alone, 22.50 of 30 → 75.00. What was not handed in is as without data.
    assert_eq!(scored(&small, &[count("A1", 0), tier("A2", 1)]), ("75.00".to_owned(), Some(1)));
    // A2 without data is zero, and stays in: 0 of 20 → 0.00.
    assert_eq!(scored(&small, &[]), ("0.00".to_owned(), Some(0)));
}

#[test]
fn where_nothing_counts_nothing_is_rated() {
    let mut all = serde_json::to_value(small()).unwrap();
    all["aspects"][0]["indicators"][1]["no_data"] = json!("exclude");
    let none = scheme(all);
    let inputs = found(&none, &[]);
    let score = none.score(&inputs);
    assert_eq!((score.total, score.stars), (points("0.00"), None));
    let standings: Vec<_> = score.lines.iter().map(|line| line.standing).collect();
    assert_eq!(
        standings,
        [Standing::Excluded, Standing::Excluded, Standing::NoSource, Standing::NoSource]
    );
    assert!(score.moves().is_empty());
}

#[test]
fn thirds_are_kept_until_the_end() {
    let small = small();
    let limited = |part| Written { limiting: Some(1), ..share("B2", part, 3) };
    let inputs = found(&small, &[count("A1", 0), tier("A2", 0), share("B1", 100, 100), limited(1)]);
    let score = small.score(&inputs);
    // 60 + 40/3 = 73.333…
    assert_eq!(
        (score.total.to_string(), score.base.fraction()),
        ("73.33".to_owned(), "220/3".to_owned())
    );
    let line = &score.lines[3];
    assert_eq!(line.arithmetic(), "40.00 × 1/3 = 40/3 ≈ 13.33");
    assert_eq!(
        line.indicator.rule(Language::En),
        "40.00 × share; safety.drill_count_in_half_year < 1: at most 40.00 × 0.60"
    );
    assert_eq!(
        (line.effect().fraction(), line.lost().fraction()),
        ("40/3".to_owned(), "80/3".to_owned())
    );
    // A half goes up: 60 + 40 × 5/16 = 72.5, and 84.995 becomes 85.00.
    let half = Written { limiting: Some(1), ..share("B2", 4999, 8000) };
    let inputs = found(&small, &[count("A1", 0), tier("A2", 0), share("B1", 100, 100), half]);
    let score = small.score(&inputs);
    assert_eq!(
        (score.base.fraction(), score.total.to_string(), score.stars),
        ("16999/200".to_owned(), "85.00".to_owned(), Some(4))
    );
}

#[test]
fn bonus_is_capped_and_a_veto_takes_the_stars() {
    let small = small();
    let granted = |item: &str, points: &str| WrittenBonus {
        item: item.to_owned(),
        points: self::points(points),
    };
    let of = |written: &[Written], bonus: &[WrittenBonus], vetoes: &[&str]| {
        let vetoes: Vec<String> = vetoes.iter().map(|code| (*code).to_owned()).collect();
        let inputs = Inputs::read(&small, (written, bonus), (&[], &vetoes)).unwrap();
        let score = small.score(&inputs);
        (score.total.to_string(), score.stars.unwrap())
    };
    let both = [granted("P1", "1.00"), granted("P2", "0.75")];
    assert_eq!(of(&all(0, 0, 100, 7, 1), &both, &[]), ("89.50".to_owned(), 4));
    assert_eq!(of(&all(0, 0, 100, 7, 1), &both[..1], &[]), ("89.00".to_owned(), 4));
    assert_eq!(of(&all(1, 0, 100, 10, 1), &both, &[]), ("100.00".to_owned(), 5), "never above 100");
    assert_eq!(of(&all(0, 0, 100, 10, 1), &[], &["V1"]), ("100.00".to_owned(), 0));
}

#[test]
fn a_condition_leaves_out_or_gives_to_another() {
    let template = &shipped()[0].scheme;
    let none = Inputs::read(template, (&[tier("H2", 0), count("D3", 0)], &[]), (&[], &[])).unwrap();
    let score = template.score(&none);
    let line = |code: &str| score.lines.iter().find(|line| line.indicator.code == code).unwrap();
    assert_eq!((line("D3").standing, line("D3").evaluator), (Standing::NotApplicable, None));
    assert_eq!(line("H2").evaluator.map(|who| who.as_str()), Some("community_party"));
    assert_eq!(
        (line("H2").standing, line("H2").arithmetic()),
        (Standing::Scored, "#0 = 2.00".to_owned())
    );
    assert_eq!(line("C2").standing, Standing::NoSource);
    assert_eq!(line("B7").standing, Standing::Full);
}

#[test]
fn an_input_has_the_fields_of_its_method() {
    let small = small();
    for (written, field) in [
        (count("X9", 1), "indicator"),
        (count("A2", 1), "count"),
        (tier("A2", 3), "tier"),
        (tier("A1", 0), "tier"),
        (Written { indicator: "A1".to_owned(), ..Written::default() }, "count"),
        (share("B1", 2, 1), "part"),
        (share("B2", 1, 2), "limiting"),
        (Written { limiting: Some(1), ..share("B1", 1, 2) }, "limiting"),
        (Written { no_data: true, ..count("A1", 1) }, "count"),
        (count("A1", 1_000_001), "count"),
    ] {
        let refused = Inputs::read(&small, (&[written], &[]), (&[], &[])).unwrap_err();
        assert_eq!(
            format!("{:?}", refused.errors[0].at),
            format!("Pointer(\"#/inputs/0/{field}\")")
        );
    }
    let twice =
        Inputs::read(&small, (&[count("A1", 1), count("A1", 1)], &[]), (&[], &[])).unwrap_err();
    assert_eq!(format!("{:?}", twice.errors[0].at), "Pointer(\"#/inputs/1/indicator\")");
    let unknown =
        Inputs::read(&small, (&[], &[]), (&[], &["V1".to_owned(), "V9".to_owned()])).unwrap_err();
    assert_eq!(format!("{:?}", unknown.errors[0].at), "Pointer(\"#/vetoes/1\")");
}
