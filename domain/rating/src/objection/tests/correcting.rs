//! Corrections: of the item alone, and the corrected score is the one that computing makes.

use kernel::Hundredths;
use proptest::prelude::*;

use super::*;
use crate::{Computed, WrittenBonus, ranked};

#[test]
fn a_correction_is_of_the_item_fits_the_scheme_and_changes_something() {
    let inputs = Inputs::default();
    let pointer = |item: &Disputed, told: &Correction| {
        let no = corrected(scheme(), &inputs, item, told).unwrap_err();
        match &no.errors[0].at {
            kernel::At::Pointer(pointer) => pointer.clone(),
            _ => String::new(),
        }
    };
    let item = |kind, code: &str| Disputed { kind, code: code.to_owned() };
    let b1 = item(ItemKind::Indicator, "B1");
    assert_eq!(pointer(&b1, &Correction::default()), "#/correction/input");
    assert_eq!(pointer(&b1, &of_tier(9)), "#/correction/input/tier");
    let other = item(ItemKind::Indicator, "B2");
    assert_eq!(pointer(&other, &of_tier(0)), "#/correction/input/indicator");
    let veto = |holds| Correction {
        veto: Some(VetoCorrection { veto: "V1".to_owned(), holds }),
        ..Correction::default()
    };
    assert_eq!(pointer(&b1, &veto(true)), "#/correction/input");
    let v1 = item(ItemKind::Veto, "V1");
    assert_eq!(pointer(&v1, &veto(false)), "#/correction", "it does not hold anyway");
    assert!(corrected(scheme(), &inputs, &v1, &veto(true)).unwrap().vetoes.contains("V1"));
    let granted = |points| Correction {
        bonus: Some(WrittenBonus { item: "P1".to_owned(), points: Hundredths(points) }),
        ..Correction::default()
    };
    let p1 = item(ItemKind::Bonus, "P1");
    assert_eq!(pointer(&p1, &granted(10_000)), "#/correction/bonus/points");
    assert_eq!(corrected(scheme(), &inputs, &p1, &granted(50)).unwrap().bonus.len(), 1);
    assert!(DecidingObjection::of(true, String::new(), None).is_err());
    assert!(DecidingObjection::of(false, String::new(), Some(of_tier(0))).is_err());
}

proptest! {
    #[test]
    fn a_corrected_score_is_the_one_that_computing_makes(before in 0_u32..3, after in 0_u32..3, found in 0_u32..9) {
        let read = |tier: u32| {
            let b1 = of_tier(tier).input.unwrap();
            let d4 = Written { indicator: "D4".to_owned(), count: Some(found), ..Written::default() };
            Inputs::read(scheme(), (&[b1, d4], &[]), (&[], &[])).unwrap()
        };
        let item = Disputed { kind: ItemKind::Indicator, code: "B1".to_owned() };
        let made = corrected(scheme(), &read(before), &item, &of_tier(after));
        prop_assert_eq!(made.is_err(), before == after);
        if let Ok(inputs) = made {
            let reckoned = |inputs: &Inputs| Computed::of(scheme(), (id(3), 7, enterprise()), inputs);
            prop_assert_eq!(reckoned(&inputs), reckoned(&read(after)));
        }
    }

    #[test]
    fn the_order_of_corrections_of_different_items_does_not_matter(tier in 1_u32..3, points in 1_i64..50) {
        let b1 = (Disputed { kind: ItemKind::Indicator, code: "B1".to_owned() }, of_tier(tier));
        let granted = WrittenBonus { item: "P1".to_owned(), points: Hundredths(points) };
        let p1 = Disputed { kind: ItemKind::Bonus, code: "P1".to_owned() };
        let p1 = (p1, Correction { bonus: Some(granted), ..Correction::default() });
        let both = |one: &(Disputed, Correction), other: &(Disputed, Correction)| {
            let first = corrected(scheme(), &Inputs::default(), &one.0, &one.1).unwrap();
            corrected(scheme(), &first, &other.0, &other.1).unwrap()
        };
        prop_assert_eq!(both(&b1, &p1), both(&p1, &b1));
    }

    #[test]
    fn places_follow_the_totals_whatever_the_order(totals in prop::collection::vec(0_i64..5, 1..30)) {
        let of = |totals: &[(i32, Hundredths)]| ranked(totals.iter().copied());
        let mut numbered: Vec<(i32, Hundredths)> = (1..).zip(totals.iter().map(|one| Hundredths(*one))).collect();
        let placed = of(&numbered);
        numbered.reverse();
        prop_assert_eq!(&placed, &of(&numbered));
        for one in &placed {
            let above = placed.iter().filter(|other| other.total > one.total).count();
            prop_assert_eq!(usize::try_from(one.place).unwrap(), above + 1);
        }
    }
}
