//! A scheme (评分方案) as it is written, exported, imported and kept: aspects, indicators, vetoes, bonus and stars.

use kernel::Hundredths;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Confidence, Evaluator, Fact, Method, NoData, Status};

/// A whole scheme. Points are decimal strings; the indicators make 100.00 together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "two-aspects", "name_zh": "两方面评分方案", "name_en": "A scheme of two aspects", "status": "local", "provenance": "",
    "aspects": [
        {"code": "A", "name_zh": "诉求办理", "name_en": "Demands", "maximum": "60.00", "indicators": [{
            "code": "A1", "name_zh": "诉求响应率", "name_en": "Response rate", "maximum": "60.00", "evaluator": "system",
            "method": {"kind": "ratio", "figure": "ticket.response_rate"}, "no_data": "exclude"
        }]},
        {"code": "B", "name_zh": "环境卫生", "name_en": "Sanitation", "maximum": "40.00", "indicators": [{
            "code": "B1", "name_zh": "公共区域保洁", "name_en": "Cleaning", "maximum": "40.00", "evaluator": "estate_branch",
            "method": {"kind": "deduction", "each": "0.50", "per_zh": "每处不洁", "per_en": "per spot"}, "no_data": "exclude"
        }]}
    ],
    "vetoes": [{"code": "V1", "name_zh": "评价材料弄虚作假", "name_en": "false material"}],
    "bonus": {"cap": "5.00", "items": [{"code": "P1", "name_zh": "区级以上表扬", "name_en": "a commendation", "maximum": "1.00"}]},
    "bands": [{"stars": 5, "from": "90.00"}, {"stars": 3, "from": "80.00"}, {"stars": 0, "from": "0.00"}],
    "survey": {"sample_share": "0.10", "valid_answers": 50}
}))]
pub struct Scheme {
    #[schema(min_length = 1, max_length = 60, pattern = "^[a-z0-9-]+$")]
    pub code: String,
    #[schema(min_length = 1, max_length = 100)]
    pub name_zh: String,
    #[schema(min_length = 1, max_length = 100)]
    pub name_en: String,
    pub status: Status,
    /// Where it comes from, and what of it is whose.
    #[schema(max_length = 2000)]
    pub provenance: String,
    #[schema(max_items = 20)]
    pub aspects: Vec<Aspect>,
    /// Any of them gives no star (一票否决).
    #[schema(max_items = 30)]
    pub vetoes: Vec<Veto>,
    pub bonus: Bonus,
    /// From the most stars down; the last begins at 0.00.
    #[schema(max_items = 10)]
    pub bands: Vec<StarBand>,
    pub survey: Survey,
    /// What the scheme was put together from.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub sources: Vec<Source>,
}

/// An aspect (方面).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Aspect {
    #[schema(min_length = 1, max_length = 20)]
    pub code: String,
    #[schema(min_length = 1, max_length = 100)]
    pub name_zh: String,
    #[schema(min_length = 1, max_length = 100)]
    pub name_en: String,
    /// The sum of its indicators.
    pub maximum: Hundredths,
    #[schema(max_items = 40)]
    pub indicators: Vec<Indicator>,
}

/// An indicator (考核指标).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    #[schema(min_length = 1, max_length = 20)]
    pub code: String,
    #[schema(min_length = 1, max_length = 100)]
    pub name_zh: String,
    #[schema(min_length = 1, max_length = 100)]
    pub name_en: String,
    pub maximum: Hundredths,
    pub evaluator: Evaluator,
    pub method: Method,
    pub no_data: NoData,
    /// What has to be shown with it.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub evidence: Option<String>,
    /// It counts only when this holds.
    #[serde(default)]
    pub when: Option<When>,
    /// The words of the sources that it follows.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub basis: Option<String>,
    #[serde(default)]
    pub confidence: Option<Confidence>,
    /// Codes of `sources`.
    #[serde(default)]
    #[schema(value_type = Vec<ItemCode>, max_items = 10)]
    pub sources: Vec<String>,
}

/// A condition on the estate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct When {
    pub fact: Fact,
    /// Who scores it instead where the fact does not hold; without one it is left out.
    #[serde(default)]
    pub otherwise: Option<Evaluator>,
}

/// A fact that gives no star, whatever the points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Veto {
    #[schema(min_length = 1, max_length = 20)]
    pub code: String,
    #[schema(min_length = 1, max_length = 200)]
    pub name_zh: String,
    #[schema(min_length = 1, max_length = 200)]
    pub name_en: String,
    #[serde(default)]
    pub confidence: Option<Confidence>,
    #[serde(default)]
    #[schema(value_type = Vec<ItemCode>, max_items = 10)]
    pub sources: Vec<String>,
}

/// What is added to the sum, up to a cap; the whole stays within 100.00.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bonus {
    pub cap: Hundredths,
    #[schema(max_items = 30)]
    pub items: Vec<BonusItem>,
}

/// One thing that is added (加分项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BonusItem {
    #[schema(min_length = 1, max_length = 20)]
    pub code: String,
    #[schema(min_length = 1, max_length = 200)]
    pub name_zh: String,
    #[schema(min_length = 1, max_length = 200)]
    pub name_en: String,
    pub maximum: Hundredths,
    #[serde(default)]
    #[schema(value_type = Vec<ItemCode>, max_items = 10)]
    pub sources: Vec<String>,
}

/// The stars that a score of at least `from` has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StarBand {
    #[schema(maximum = 5)]
    pub stars: u8,
    pub from: Hundredths,
}

/// When a survey of the residents counts (居民满意度调查).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// The least share of the households, `"0.10"` is one in ten.
    pub sample_share: Hundredths,
    /// The fewest valid answers.
    #[schema(maximum = 1000000)]
    pub valid_answers: u32,
}

/// A document that the scheme follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    #[schema(min_length = 1, max_length = 20)]
    pub code: String,
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
}

/// The code of a source, a veto or a bonus item.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, min_length = 1, max_length = 20)]
#[expect(dead_code, reason = "read by the contract alone")]
pub struct ItemCode(String);

impl Scheme {
    /// Every indicator with its aspect, in the order of the scheme.
    pub fn indicators(&self) -> impl Iterator<Item = (&Aspect, &Indicator)> {
        self.aspects
            .iter()
            .flat_map(|aspect| aspect.indicators.iter().map(move |one| (aspect, one)))
    }

    /// The stars of a score.
    pub fn stars(&self, score: Hundredths) -> u8 {
        let reached = self.bands.iter().filter(|band| score >= band.from);
        reached.max_by_key(|band| band.from).map_or(0, |band| band.stars)
    }
}
