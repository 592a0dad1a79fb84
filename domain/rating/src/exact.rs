//! Points as exact fractions of a hundredth: sums and rescaling lose nothing, and only the end is rounded.

use std::cmp::Ordering;

use kernel::Hundredths;
use num_bigint::BigUint;
use num_integer::Integer as _;

/// A number of hundredths that is not negative, as a fraction in lowest terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exact {
    top: BigUint,
    bottom: BigUint,
}

impl Exact {
    pub fn zero() -> Self {
        Self::whole(0)
    }

    fn whole(hundredths: u64) -> Self {
        Self { top: hundredths.into(), bottom: 1_u8.into() }
    }

    /// Whole hundredths; what is negative counts as nothing.
    pub fn of(points: Hundredths) -> Self {
        Self::whole(u64::try_from(points.0).unwrap_or(0))
    }

    fn reduced(top: BigUint, bottom: BigUint) -> Self {
        let common = top.gcd(&bottom);
        Self { top: top / &common, bottom: bottom / common }
    }

    pub fn plus(&self, other: &Self) -> Self {
        let top = &self.top * &other.bottom + &other.top * &self.bottom;
        Self::reduced(top, &self.bottom * &other.bottom)
    }

    /// The difference; nothing where the other is greater.
    pub fn minus(&self, other: &Self) -> Self {
        let (more, less) = (&self.top * &other.bottom, &other.top * &self.bottom);
        if more <= less {
            return Self::zero();
        }
        Self::reduced(more - less, &self.bottom * &other.bottom)
    }

    pub fn times(&self, other: &Self) -> Self {
        Self::reduced(&self.top * &other.top, &self.bottom * &other.bottom)
    }

    /// The product with `part / whole`; nothing where the whole is.
    pub fn share(&self, part: u64, whole: u64) -> Self {
        if whole == 0 {
            return Self::zero();
        }
        Self::reduced(&self.top * part, &self.bottom * whole)
    }

    /// Half a hundredth goes up.
    pub fn rounded(&self) -> Hundredths {
        let (top, bottom): (BigUint, BigUint) =
            (&self.top * 2_u8 + &self.bottom, &self.bottom * 2_u8);
        Hundredths(i64::try_from(top / bottom).unwrap_or(i64::MAX))
    }

    pub fn is_whole(&self) -> bool {
        self.bottom == BigUint::from(1_u8)
    }

    /// The points as a fraction in lowest terms, such as `7/3`, or `2`.
    pub fn fraction(&self) -> String {
        let points = Self::reduced(self.top.clone(), &self.bottom * 100_u8);
        if points.is_whole() {
            return points.top.to_string();
        }
        format!("{}/{}", points.top, points.bottom)
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.top * &other.bottom).cmp(&(&other.top * &self.bottom))
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
