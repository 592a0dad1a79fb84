//! What holds for all inputs.

use proptest::{prelude::*, sample::subsequence};

use super::{moving::with, *};
use crate::{Computed, Exact, Fact, Input, KeptInputs, Method, TOTAL, WrittenBonus};

/// An input that fits each indicator, by three numbers.
fn fitting(scheme: &Scheme, numbers: &[(u32, u32, u8)]) -> Vec<Written> {
    let one = |indicator: &crate::Indicator, (a, b, kind): (u32, u32, u8)| {
        let code = indicator.code.as_str();
        if kind == 0 {
            return Some(no_data(code));
        }
        if kind == 1 {
            return None;
        }
        Some(match &indicator.method {
            Method::Deduction { .. } => count(code, a % 12),
            Method::Tiers { tiers } => tier(code, a % u32::try_from(tiers.len()).unwrap()),
            Method::Bands { figure: Some(name), .. }
                if name.ends_with("count") || name.ends_with("quarter") =>
            {
                count(code, a % 7)
            }
            Method::Bands { .. } => share(code, a.min(b), a.max(b)),
            Method::Ratio { limit, .. } => {
                let limiting = limit.as_ref().map(|_| a % 2);
                Written { limiting, ..share(code, a.min(b), a.max(b)) }
            }
        })
    };
    scheme.indicators().zip(numbers).filter_map(|((_, indicator), n)| one(indicator, *n)).collect()
}

prop_compose! {
    fn anything()(
        numbers in prop::collection::vec((0_u32..1000, 0_u32..1000, 0_u8..10), 58),
        facts in subsequence(Fact::ALL.to_vec(), 0..=4),
        bonus in subsequence(vec!["P1", "P2", "P3", "P4", "P5", "P6"], 0..=6),
        seed in any::<u64>(),
    ) -> (Vec<Written>, Vec<WrittenBonus>, Vec<Fact>, u64) {
        let granted = |item: &str| WrittenBonus { item: item.to_owned(), points: points("0.50") };
        let bonus = bonus.into_iter().map(granted).collect();
        (fitting(&shipped()[0].scheme, &numbers), bonus, facts, seed)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_total_stays_within_its_bounds_whatever_the_order((written, bonus, facts, seed) in anything()) {
        let scheme = &shipped()[0].scheme;
        let read = |written: &[Written]| Inputs::read(scheme, (written, &bonus), (&facts, &[])).unwrap();
        let inputs = read(&written);
        let score = scheme.score(&inputs);
        prop_assert!((0..=TOTAL.0).contains(&score.total.0));
        prop_assert!(score.base <= Exact::of(TOTAL));
        let mut other = written.clone();
        let shift = usize::try_from(seed % 97).unwrap() % other.len().max(1);
        other.rotate_left(shift);
        other.reverse();
        let inputs = read(&other);
        prop_assert_eq!(scheme.score(&inputs), score);
    }

    #[test]
    fn what_is_kept_of_the_inputs_makes_the_same_score_and_the_same_bytes((written, bonus, facts, seed) in anything()) {
        let scheme = &shipped()[0].scheme;
        let read = |written: &[Written]| Inputs::read(scheme, (written, &bonus), (&facts, &[])).unwrap();
        let mut inputs = read(&written);
        inputs.unchecked.insert("B2".to_owned(), u32::try_from(seed % 5).unwrap());
        let text = serde_json::to_string(&KeptInputs::from(&inputs)).unwrap();
        let kept: KeptInputs = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&Inputs::from(&kept), &inputs);
        let which = (kernel::Uuid::nil(), 7, kernel::Uuid::nil().into());
        let computed = Computed::of(scheme, which, &inputs);
        let mut turned = written.clone();
        turned.reverse();
        let mut other = read(&turned);
        other.unchecked.clone_from(&inputs.unchecked);
        prop_assert_eq!(serde_json::to_string(&KeptInputs::from(&other)).unwrap(), text);
        prop_assert_eq!(Computed::of(scheme, which, &other), computed);
    }

    #[test]
    fn what_the_lines_add_is_the_base((written, bonus, facts, _) in anything()) {
        let scheme = &shipped()[0].scheme;
        let inputs = Inputs::read(scheme, (&written, &bonus), (&facts, &[])).unwrap();
        let score = scheme.score(&inputs);
        let added = score.lines.iter().fold(Exact::zero(), |sum, line| sum.plus(&line.effect()));
        prop_assert_eq!(&added, &score.base);
        let lost = score.lines.iter().fold(added, |sum, line| sum.plus(&line.lost()));
        let whole = if score.stars.is_some() { Exact::of(TOTAL) } else { Exact::zero() };
        prop_assert_eq!(lost, whole, "the weights of what counts make 100.00 exactly");
    }

    #[test]
    fn another_finding_of_whatever_was_inspected_or_not_never_raises_a_score(
        (written, bonus, facts, seed) in anything(),
        before in prop::collection::vec(0_u32..4, 58),
    ) {
        let scheme = &shipped()[0].scheme;
        let mut inputs = Inputs::read(scheme, (&written, &bonus), (&facts, &[])).unwrap();
        let taken: Vec<String> = scheme.indicators()
            .filter(|(_, one)| matches!(one.method, Method::Deduction { figure: None, .. }))
            .map(|(_, one)| one.code.clone()).collect();
        // Where it was inspected the findings are its count, and elsewhere they stand by themselves.
        let file = |inputs: &mut Inputs, code: &String, findings: u32| match inputs.found.get_mut(code) {
            Some(Input::Count(count)) => *count += findings,
            _ => *inputs.unchecked.entry(code.clone()).or_default() += findings,
        };
        for (code, findings) in taken.iter().zip(before) {
            file(&mut inputs, code, findings);
        }
        let score = scheme.score(&inputs);
        prop_assert!((0..=TOTAL.0).contains(&score.total.0));
        let mut more = inputs.clone();
        file(&mut more, &taken[usize::try_from(seed % 1000).unwrap() % taken.len()], 1);
        prop_assert!(scheme.score(&more).total <= score.total);
        let off = score.unchecked.iter().map(|one| one.points.0).sum::<i64>();
        let without = scheme.score(&Inputs { unchecked: Default::default(), ..inputs.clone() });
        prop_assert_eq!(score.total.0, (without.total.0 - off).max(0), "taken off after the bonus");
        for change in score.moves() {
            let moved = scheme.score(&with(&inputs, &change));
            prop_assert_eq!((moved.total, moved.stars), (change.total, Some(change.stars)), "{:?}", change);
        }
    }

    #[test]
    fn another_finding_never_raises_a_score((written, bonus, facts, seed) in anything()) {
        let scheme = &shipped()[0].scheme;
        let inputs = Inputs::read(scheme, (&written, &bonus), (&facts, &[])).unwrap();
        let before = scheme.score(&inputs).total;
        let counted: Vec<String> = scheme.indicators()
            .filter(|(_, one)| matches!(one.method, Method::Deduction { .. }))
            .filter(|(_, one)| matches!(inputs.found.get(&one.code), Some(Input::Count(_))))
            .map(|(_, one)| one.code.clone()).collect();
        if !counted.is_empty() {
            let code = &counted[usize::try_from(seed).unwrap_or(0) % counted.len()];
            let mut more = inputs.clone();
            if let Some(Input::Count(count)) = more.found.get_mut(code) {
                *count += 1;
            }
            prop_assert!(scheme.score(&more).total <= before);
        }
    }

    #[test]
    fn every_move_that_is_told_moves_the_stars((written, bonus, facts, _) in anything()) {
        let scheme = &shipped()[0].scheme;
        let inputs = Inputs::read(scheme, (&written, &bonus), (&facts, &[])).unwrap();
        let score = scheme.score(&inputs);
        for change in score.moves() {
            let moved = with(&inputs, &change);
            let after = scheme.score(&moved);
            prop_assert_eq!((after.total, after.stars), (change.total, Some(change.stars)), "{:?}", change);
            prop_assert_ne!(after.stars, score.stars);
        }
    }
}
