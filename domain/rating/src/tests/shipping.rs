//! The schemes that come with the product.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Hundredths;

use super::*;
use crate::{Evaluator, FIGURES, LIMITING, Status, figure_named};

#[test]
fn eight_aspects_and_fifty_eight_indicators_make_a_hundred_points() {
    assert_eq!(shipped().len(), 2);
    for one in shipped() {
        let scheme = &one.scheme;
        assert_eq!(scheme.faults(), []);
        assert!(scheme.bounded().is_ok());
        assert_eq!((scheme.aspects.len(), scheme.indicators().count()), (8, 58));
        assert_eq!(
            scheme.status,
            Status::Reconstructed,
            "what was not published is not shown as official"
        );
    }
}

#[test]
fn a_scheme_is_read_back_as_it_was_written() {
    for one in shipped() {
        let text = serde_json::to_string(&one.scheme).unwrap();
        assert_eq!(serde_json::from_str::<Scheme>(&text).unwrap(), one.scheme);
    }
}

#[test]
fn each_evaluator_has_its_weight() {
    let mut weights: BTreeMap<Evaluator, (usize, i64)> = BTreeMap::new();
    for (_, one) in shipped()[0].scheme.indicators() {
        let weight = weights.entry(one.evaluator).or_default();
        *weight = (weight.0 + 1, weight.1 + one.maximum.0);
    }
    let expected = [
        (Evaluator::System, (25, 4300)),
        (Evaluator::PropertyOffice, (14, 2250)),
        (Evaluator::CommunityParty, (6, 950)),
        (Evaluator::EstateBranch, (9, 1400)),
        (Evaluator::OwnersCommittee, (3, 500)),
        (Evaluator::Residents, (1, 600)),
    ];
    assert_eq!(weights, expected.into());
}

#[test]
fn each_automatic_indicator_has_a_figure_of_its_own() {
    let named: Vec<&str> =
        shipped()[0].scheme.indicators().filter_map(|(_, one)| one.method.figure()).collect();
    let known: BTreeSet<&str> = FIGURES.iter().map(|figure| figure.name).collect();
    assert_eq!((named.len(), FIGURES.len()), (25, 25));
    assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), known);
    assert!(LIMITING.iter().all(|figure| figure_named(figure.name).is_none()));
}

#[test]
fn the_two_differ_in_their_stars() {
    let stars = |text: &str| -> Vec<u8> {
        shipped().iter().map(|one| one.scheme.stars(points(text))).collect()
    };
    for (score, expected) in [
        ("100.00", [5, 5]),
        ("90.00", [5, 4]),
        ("89.99", [4, 4]),
        ("85.00", [4, 3]),
        ("84.99", [3, 3]),
        ("60.00", [1, 1]),
        ("59.99", [0, 0]),
        ("0.00", [0, 0]),
    ] {
        assert_eq!(stars(score), expected, "{score}");
    }
    assert_eq!(Hundredths::default(), points("0"));
}
