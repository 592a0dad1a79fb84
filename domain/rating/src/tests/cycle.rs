//! Three estates reckoned by hand, with every way of scoring, and the edges of the stars.

use proptest::prelude::*;

use super::*;
use crate::{Computed, Input, Standing, WrittenBonus, places};

fn bonus(item: &str, given: &str) -> WrittenBonus {
    WrittenBonus { item: item.to_owned(), points: points(given) }
}

/// Total and stars of an estate of which everything holds.
fn made(inputs: &Inputs) -> (String, Option<u8>) {
    let small = small();
    let score = small.score(inputs);
    (score.total.to_string(), score.stars)
}

fn limited(part: u32, whole: u32, drills: u32) -> Written {
    Written { limiting: Some(drills), ..share("B2", part, whole) }
}

#[test]
fn three_estates_match_what_was_reckoned_by_hand() {
    let small = small();
    let read = |written: &[Written], bonus: &[WrittenBonus]| {
        Inputs::read(&small, (written, bonus), (Fact::ALL, &[])).unwrap()
    };
    // A1: 10.00 − 3 × 0.70 = 7.90. A2: the second tier, 12.50. B1: 58/60 = 0.966… lies in ≥0.90: 10.00.
    // B2: 40.00 × 7/9 = 31.111…, one drill, so no limit. 7.90 + 12.50 + 10.00 + 31.111… = 61.5111…
    // Bonus 0.80 + 1.00 = 1.80, of which 1.50 counts: 63.0111…, rounded 63.01, one star.
    let first = [count("A1", 3), tier("A2", 1), share("B1", 58, 60), limited(7, 9, 1)];
    let first = read(&first, &[bonus("P1", "0.80"), bonus("P2", "1.00")]);
    assert_eq!(made(&first), ("63.01".to_owned(), Some(1)));

    // A1 was not inspected: left out, and A is rescaled from A2's 20.00 to 30.00: 20.00 × 30/20 = 30.00.
    // B1: 50/50 = 1: 30.00. B2: 40.00 × 9/10 = 36.00, no drill: at most 40.00 × 0.60 = 24.00.
    // 30.00 + 30.00 + 24.00 = 84.00. Two findings of A1 all the same: 2 × 0.70 = 1.40 off the total: 82.60, one star.
    let second = [no_data("A1"), tier("A2", 0), share("B1", 50, 50), limited(9, 10, 0)];
    let mut second = read(&second, &[]);
    second.unchecked.insert("A1".to_owned(), 2);
    assert_eq!(made(&second), ("82.60".to_owned(), Some(1)));
    let score = small.score(&second);
    assert_eq!(score.lines[0].standing, Standing::Excluded);
    assert_eq!((score.unchecked[0].count, score.unchecked[0].points), (2, points("1.40")));

    // A1: 12 × 0.70 = 8.40, of which 6.00 at most: 4.00. A2: nothing handed in: 0. A = 4.00.
    // B1: no source, left out. B2: nothing to count: full, 40.00. B is rescaled from 40.00 to 70.00: 70.00.
    // 74.00 and the bonus 0.55: 74.55, one star; a veto: none.
    let third = [count("A1", 12), limited(0, 0, 0)];
    let third = read(&third, &[bonus("P2", "0.55")]);
    assert_eq!(made(&third), ("74.55".to_owned(), Some(1)));
    let vetoed = Inputs { vetoes: ["V1".to_owned()].into(), ..third };
    assert_eq!(made(&vetoed), ("74.55".to_owned(), Some(0)));
}

#[test]
fn stars_begin_where_their_band_begins() {
    let scheme = &shipped()[0].scheme;
    for (total, stars) in [
        ("59.99", 0),
        ("60.00", 1),
        ("84.99", 3),
        ("85.00", 4),
        ("89.99", 4),
        ("90.00", 5),
        ("100.00", 5),
        ("0.00", 0),
    ] {
        assert_eq!(scheme.stars(points(total)), stars, "{total}");
    }
}

#[test]
fn what_is_found_unchecked_is_bounded_by_its_indicator_and_by_zero() {
    let small = small();
    let mut inputs = found(&small, &[no_data("A1"), tier("A2", 2)]);
    inputs.unchecked.insert("A1".to_owned(), 1_000_000);
    let score = small.score(&inputs);
    assert_eq!((score.off(), score.total), (points("6.00"), points("0.00")));
    // A tier takes no findings, and a count is not told twice.
    inputs.unchecked = [("A2".to_owned(), 3)].into();
    assert_eq!(small.score(&inputs).off(), points("0.00"));
    inputs.unchecked = [("A1".to_owned(), 3)].into();
    inputs.found.insert("A1".to_owned(), Input::Count(3));
    assert_eq!(small.score(&inputs).off(), points("0.00"));
}

#[test]
fn those_with_the_same_total_have_the_same_place() {
    let small = small();
    let tiers = [1, 0, 1, 2];
    let mut all: Vec<Computed> = (1..)
        .zip(tiers)
        .map(|(estate, at)| {
            let inputs = found(&small, &[tier("A2", at)]);
            Computed::of(&small, (kernel::Uuid::nil(), estate, kernel::Uuid::nil().into()), &inputs)
        })
        .collect();
    places(&mut all);
    let told: Vec<(i32, i32)> = all.iter().map(|one| (one.estate, one.place)).collect();
    assert_eq!(told, [(2, 1), (1, 2), (3, 2), (4, 4)]);
}

proptest! {
    #[test]
    fn what_is_left_out_rescales_exactly(top in 1_u32..500, whole in 1_u32..500) {
        let small = small();
        let part = top.min(whole);
        // B2 alone counts: its share of 40.00 is that of the whole 100.00.
        let inputs = Inputs::read(&small, (&[no_data("A1"), limited(part, whole, 1)], &[]), (Fact::ALL, &[])).unwrap();
        let score = small.score(&inputs);
        // A2 hands in nothing and gets nothing: A has 0 of its 30.00, B 70.00 × part/whole.
        let exact = (i64::from(part) * 7_000 * 2 + i64::from(whole)) / (i64::from(whole) * 2);
        prop_assert_eq!(score.total, Hundredths(exact));
    }
}
