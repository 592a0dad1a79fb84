//! By which rules the ledger makes a grade, and what a card counts: the deployment's, with defaults.

use chrono::{Months, NaiveDate, TimeDelta};
use kernel::Hundredths;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A grade, and the least score that it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreditBand {
    #[schema(max_length = 20)]
    pub grade: String,
    /// Included.
    pub from: Hundredths,
}

/// What a card of supervision is recorded as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardRule {
    pub points: Hundredths,
    /// For how many months the record has effect.
    pub months: u32,
}

/// The rules of a deployment.
///
/// Base, cap and bands are by default those of 烟台市物业服务企业信用信息管理办法 (2022). No source was found for what a card
/// counts, nor for the shortest time of publicity here: those defaults are of the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CreditRules {
    pub base: Hundredths,
    /// Good points count up to this.
    pub good_at_most: Hundredths,
    /// From the best down.
    pub bands: Vec<CreditBand>,
    /// The grade below all bands.
    pub below: String,
    /// Where base, cap and bands come from, in one sentence for people.
    pub source: String,
    pub yellow_card: CardRule,
    pub red_card: CardRule,
    /// Days after which repair of a bad record may be sought.
    pub publicity_days: u32,
}

impl Default for CreditRules {
    fn default() -> Self {
        let band =
            |grade: &str, from| CreditBand { grade: grade.to_owned(), from: Hundredths(from) };
        Self {
            base: Hundredths(80_00),
            good_at_most: Hundredths(40_00),
            bands: vec![band("AAA", 85_00), band("AA", 80_00), band("A", 70_00), band("B", 60_00)],
            below: "C".to_owned(),
            source: "参照《烟台市物业服务企业信用信息管理办法》(2022);可由部署方配置".to_owned(),
            yellow_card: CardRule { points: Hundredths(2_00), months: 12 },
            red_card: CardRule { points: Hundredths(10_00), months: 12 },
            publicity_days: 90,
        }
    }
}

/// How a grade came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditGrade {
    pub good: Hundredths,
    pub good_counted: Hundredths,
    pub bad: Hundredths,
    pub score: Hundredths,
    pub grade: String,
}

impl CreditRules {
    /// Base and good points, of these no more than count, less bad points.
    pub fn grade(&self, good: Hundredths, bad: Hundredths) -> CreditGrade {
        let good_counted = good.min(self.good_at_most);
        let score = Hundredths(self.base.0 + good_counted.0 - bad.0);
        let band = self.bands.iter().find(|band| band.from <= score);
        let grade = band.map_or(&self.below, |band| &band.grade).clone();
        CreditGrade { good, good_counted, bad, score, grade }
    }

    /// What is wrong with the rules: the key and a sentence.
    pub fn fault(&self) -> Option<(&'static str, &'static str)> {
        let named = |grade: &String| (1..=20).contains(&grade.chars().count());
        let falls = self.bands.is_sorted_by(|above, below| above.from > below.from);
        if self.bands.len() > 20 || !falls {
            return Some(("bands", "expected at most 20 bands, from the best down"));
        }
        if !self.bands.iter().map(|band| &band.grade).chain([&self.below]).all(named) {
            return Some(("bands", "expected grades of 1 to 20 characters"));
        }
        if self.base.0 < 0 || self.good_at_most.0 < 0 {
            return Some(("base", "expected no points below zero"));
        }
        let cards = [self.yellow_card, self.red_card];
        let sane = |card: &CardRule| {
            (1..=10_000).contains(&card.points.0) && (1..=60).contains(&card.months)
        };
        if !cards.iter().all(sane) {
            return Some((
                "yellow_card",
                "expected cards of 0.01 to 100.00 points, 1 to 60 months",
            ));
        }
        (self.publicity_days > 3650).then_some(("publicity_days", "expected at most 3650"))
    }

    /// From which day on repair of what has effect from a day may be sought.
    pub(super) fn repairable(&self, from: NaiveDate) -> NaiveDate {
        from + TimeDelta::days(self.publicity_days.into())
    }
}

/// The last day of so many months that begin on a day; one year is twelve, the term of a record that names none.
pub fn term_of(from: NaiveDate, months: u32) -> NaiveDate {
    let after = from.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
    after.pred_opt().unwrap_or(from)
}
