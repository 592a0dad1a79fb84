//! The league table of enterprises: what their estates make together in a cycle, and their places.

use std::{cmp::Ordering, collections::BTreeMap};

use kernel::{Hundredths, OrganizationId};

/// What the results of an enterprise make together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EnterpriseSums {
    /// Estates in which something was rated.
    pub rated: u32,
    /// Estates in which no indicator counted.
    pub unrated: u32,
    /// The sum of the totals of those that were rated.
    pub sum: Hundredths,
    /// Estates by their stars, from none to five.
    pub stars: [u32; 6],
}

/// An enterprise in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnterpriseRank {
    pub enterprise: OrganizationId,
    pub sums: EnterpriseSums,
    /// From 1; those with the same exact average have the same one.
    pub place: u32,
}

impl EnterpriseSums {
    /// Adds estates that have the same stars, with the sum of their totals.
    pub fn add(&mut self, stars: Option<u8>, (estates, sum): (u32, Hundredths)) {
        let Some(stars) = stars else {
            self.unrated += estates;
            return;
        };
        self.rated += estates;
        self.sum.0 += sum.0;
        if let Some(count) = self.stars.get_mut(usize::from(stars)) {
            *count += estates;
        }
    }

    /// The mean total of the rated estates, each counted once, rounded half up to the hundredth; none where none is.
    pub fn average(&self) -> Option<Hundredths> {
        let count = i64::from(self.rated);
        (count > 0).then(|| Hundredths((2 * self.sum.0 + count).div_euclid(2 * count)))
    }

    /// The higher exact average first, those without one last.
    fn order(&self, other: &Self) -> Ordering {
        let crossed = |one: &Self, by: &Self| i128::from(one.sum.0) * i128::from(by.rated);
        match (self.rated, other.rated) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Greater,
            (_, 0) => Ordering::Less,
            _ => crossed(other, self).cmp(&crossed(self, other)),
        }
    }
}

/// The table, best first; by their ids where averages are the same.
pub fn enterprises_ranked(sums: BTreeMap<OrganizationId, EnterpriseSums>) -> Vec<EnterpriseRank> {
    let mut all: Vec<EnterpriseRank> = sums
        .into_iter()
        .map(|(enterprise, sums)| EnterpriseRank { enterprise, sums, place: 0 })
        .collect();
    all.sort_by(|one, other| {
        one.sums.order(&other.sums).then(one.enterprise.cmp(&other.enterprise))
    });
    let (mut place, mut before) = (0, None::<EnterpriseSums>);
    for (number, one) in (1..).zip(all.iter_mut()) {
        if before.is_none_or(|before| before.order(&one.sums) != Ordering::Equal) {
            place = number;
        }
        (one.place, before) = (place, Some(one.sums));
    }
    all
}

#[cfg(test)]
mod tests {
    use kernel::Uuid;

    use super::*;

    fn sums(results: &[(Option<u8>, u32, i64)]) -> EnterpriseSums {
        let mut sums = EnterpriseSums::default();
        results.iter().for_each(|(stars, many, sum)| sums.add(*stars, (*many, Hundredths(*sum))));
        sums
    }

    fn table(all: &[EnterpriseSums]) -> Vec<(u128, u32)> {
        let named = |(number, sums): (usize, &EnterpriseSums)| {
            (OrganizationId(Uuid::from_u128(number as u128)), *sums)
        };
        let all = all.iter().enumerate().map(named).collect();
        enterprises_ranked(all).iter().map(|one| (one.enterprise.0.as_u128(), one.place)).collect()
    }

    #[test]
    fn an_average_is_rounded_half_up() {
        for (sum, count, average) in
            [(20_001, 2, 10_001), (20_000, 3, 6_667), (10_001, 3, 3_334), (0, 1, 0), (1, 3, 0)]
        {
            let one = sums(&[(Some(5), count, sum)]);
            assert_eq!(one.average(), Some(Hundredths(average)), "{sum}/{count}");
        }
        assert_eq!(sums(&[(None, 4, 0)]).average(), None);
    }

    #[test]
    fn what_was_not_rated_lowers_no_average() {
        let one = sums(&[(Some(5), 2, 18_100), (None, 1, 0), (Some(0), 1, 4_000)]);
        assert_eq!((one.rated, one.unrated, one.stars), (3, 1, [1, 0, 0, 0, 0, 2]));
        assert_eq!(one.average(), Some(Hundredths(7_367)));
    }

    #[test]
    fn places_are_those_of_the_exact_averages() {
        let third = sums(&[(Some(4), 3, 26_000)]);
        let same = sums(&[(Some(4), 6, 52_000)]);
        let less = sums(&[(Some(4), 3, 25_999)]);
        let best = sums(&[(Some(5), 1, 9_000)]);
        let none = sums(&[(None, 1, 0)]);
        assert_eq!(third.average(), Some(Hundredths(8_667)));
        assert_eq!(less.average(), Some(Hundredths(8_666)));
        let places = table(&[none, third, less, best, same]);
        assert_eq!(places, [(3, 1), (1, 2), (4, 2), (2, 4), (0, 5)]);
    }

    proptest::proptest! {
        #[test]
        fn the_order_of_results_does_not_matter(mut all in proptest::collection::vec((0_u8..=5, 1_u32..40, 0_i64..10_000), 1..20)) {
            let of = |all: &[(u8, u32, i64)]| {
                sums(&all.iter().map(|(stars, many, sum)| (Some(*stars), *many, *sum)).collect::<Vec<_>>())
            };
            let one = of(&all);
            all.reverse();
            proptest::prop_assert_eq!(one, of(&all));
            let average = one.average().unwrap().0;
            let count = i64::from(one.rated);
            proptest::prop_assert!((average * count - one.sum.0).abs() * 2 <= count);
        }
    }
}
