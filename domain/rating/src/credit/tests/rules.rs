//! The grade that points make, and rules that make none.

use kernel::Hundredths;
use proptest::prelude::*;

use super::super::*;

#[test]
fn the_bands_begin_where_they_say() {
    let rules = CreditRules::default();
    assert_eq!(rules.fault(), None);
    for (good, bad, grade, score) in [
        (0, 0, "AA", 80_00),
        (5_00, 0, "AAA", 85_00),
        (4_99, 0, "AA", 84_99),
        (0, 1, "A", 79_99),
        (0, 10_00, "A", 70_00),
        (0, 10_01, "B", 69_99),
        (0, 20_00, "B", 60_00),
        (0, 20_01, "C", 59_99),
        (90_00, 30_00, "AAA", 90_00),
        (0, 95_00, "C", -15_00),
    ] {
        let made = rules.grade(Hundredths(good), Hundredths(bad));
        assert_eq!((made.grade.as_str(), made.score.0), (grade, score), "{good} − {bad}");
    }
}

#[test]
fn rules_that_make_no_sense_are_named() {
    let fault = |change: &dyn Fn(&mut CreditRules)| {
        let mut rules = CreditRules::default();
        change(&mut rules);
        rules.fault().map(|(key, _)| key)
    };
    assert_eq!(fault(&|rules| rules.bands.swap(0, 1)), Some("bands"));
    assert_eq!(fault(&|rules| rules.below.clear()), Some("bands"));
    assert_eq!(fault(&|rules| rules.base = Hundredths(-1)), Some("base"));
    assert_eq!(fault(&|rules| rules.red_card.months = 0), Some("yellow_card"));
    assert_eq!(fault(&|rules| rules.publicity_days = 4000), Some("publicity_days"));
    assert_eq!(fault(&|rules| rules.bands.clear()), None);
}

proptest! {
    /// A bad point never raises a score, a good one never lowers it, and what is countered leaves no trace.
    #[test]
    fn the_score_follows_the_points(good in 0_i64..20_000, bad in 0_i64..20_000, more in 1_i64..50_00) {
        let rules = CreditRules::default();
        let score = |good, bad| rules.grade(Hundredths(good), Hundredths(bad)).score;
        prop_assert!(score(good, bad + more) < score(good, bad));
        prop_assert!(score(good + more, bad) >= score(good, bad));
        prop_assert_eq!(score(good, bad + more - more), score(good, bad));
    }
}
