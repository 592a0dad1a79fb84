//! The draw, and the sums, for all inputs.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn a_draw_has_its_size_and_nobody_twice(seed in "[ -~]{1,40}", many in 1_usize..400, size in 0_u32..500) {
        let frame = premises(many);
        let drawn = draw(&seed, &frame, size);
        let once: BTreeSet<_> = drawn.iter().copied().collect();
        prop_assert_eq!(once.len(), drawn.len());
        prop_assert_eq!(drawn.len(), many.min(usize::try_from(size).unwrap()));
        prop_assert!(once.iter().all(|one| frame.contains(one)));
    }

    #[test]
    fn neither_order_nor_doubles_of_the_list_matter(mut order in Just(premises(120)).prop_shuffle(), size in 1_u32..120) {
        let drawn = draw("seed", &premises(120), size);
        prop_assert_eq!(&draw("seed", &order, size), &drawn);
        prop_assert_eq!(frame_digest(&order), frame_digest(&premises(120)));
        order.extend(premises(40));
        prop_assert_eq!(&draw("seed", &order, size), &drawn);
        prop_assert_eq!(frame_digest(&order), frame_digest(&premises(120)));
    }

    #[test]
    fn a_greater_draw_begins_with_the_smaller(seed in "[a-z0-9]{1,20}", less in 1_u32..100, more in 0_u32..100) {
        let frame = premises(200);
        let (small, great) = (draw(&seed, &frame, less), draw(&seed, &frame, less + more));
        prop_assert_eq!(&great[..small.len()], &small[..]);
    }

    #[test]
    fn another_seed_draws_others(a in "[a-z0-9]{4,20}", b in "[a-z0-9]{4,20}") {
        prop_assume!(a != b);
        let frame = premises(400);
        prop_assert_ne!(draw(&a, &frame, 60), draw(&b, &frame, 60));
    }

    #[test]
    fn the_least_is_the_share_or_the_answers_needed(households in 1_u32..20_000, share in 1_i64..=100, valid in 1_u32..200) {
        let rule = Survey { sample_share: Hundredths(share), valid_answers: valid };
        let least = least_drawn(&rule, households);
        prop_assert!(least <= households);
        if households >= valid {
            prop_assert!(least >= valid);
            prop_assert!(u64::from(least) * 100 >= u64::try_from(share).unwrap() * u64::from(households));
        } else {
            prop_assert_eq!(least, households);
        }
        let usual = usual_size(least, households);
        prop_assert!((least..=households).contains(&usual));
    }

    #[test]
    fn sums_do_not_tell_the_order(mut choices in prop::collection::vec((1_u8..=5, prop::option::of(1_u8..=5)), 0..60), seed in any::<u64>()) {
        let sum = |choices: &[(u8, Option<u8>)]| {
            choices.iter().fold(Tally::default(), |tally, (overall, cleaning)| {
                tally.with(&SurveyAnswers::of(*overall, [(SurveyQuestion::Cleaning, *cleaning)]).unwrap())
            })
        };
        let before = sum(&choices);
        let many = choices.len();
        if many > 1 {
            choices.rotate_left(usize::try_from(seed % 60).unwrap() % many);
            choices.reverse();
        }
        prop_assert_eq!(&sum(&choices), &before);
        prop_assert_eq!(before.answered(SurveyQuestion::Overall), u32::try_from(many).unwrap());
        prop_assert!(before.satisfied(SurveyQuestion::Overall) <= before.answered(SurveyQuestion::Overall));
        prop_assert!(before.answered(SurveyQuestion::Cleaning) <= before.answered(SurveyQuestion::Overall));
        let text = serde_json::to_string(&before).unwrap();
        prop_assert_eq!(serde_json::from_str::<Tally>(&text).unwrap(), before);
    }
}

/// As `printf '2026-Q3:…' | sha256sum` ranks them, so that anyone can repeat the draw without this code.
#[test]
fn the_draw_is_that_of_sha256sum() {
    let drawn = draw("2026-Q3", &premises(5), 5);
    let last = |id: &PremisesId| id.0.as_u128();
    assert_eq!(drawn.iter().map(last).collect::<Vec<_>>(), RANKED);
    assert_eq!(frame_digest(&premises(2)), FRAME);
}

const RANKED: [u128; 5] = [1, 3, 4, 2, 5];
const FRAME: &str = "a929eae1f77de69cc99f751f774e5d3b63a10df5f5c9fecbfa924f4baedad3c3";
