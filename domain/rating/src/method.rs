//! The four ways in which an indicator is scored (评分方式).

use kernel::Hundredths;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How an indicator is scored. A `figure` is measured by the system, and named as in its list of figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Method {
    /// Points are taken off the maximum for each finding, or each unit of a figure (扣分).
    Deduction {
        each: Hundredths,
        #[schema(min_length = 1, max_length = 100)]
        per_zh: String,
        #[schema(min_length = 1, max_length = 100)]
        per_en: String,
        /// The most that is taken off; the maximum where not given.
        #[serde(default)]
        most: Option<Hundredths>,
        #[serde(default)]
        #[schema(max_length = 80)]
        figure: Option<String>,
    },
    /// One of several findings is chosen, the best first (分档).
    Tiers {
        #[schema(max_items = 10)]
        tiers: Vec<Tier>,
    },
    /// The points of the band that a figure lies in, the highest first (区间).
    Bands {
        /// Without one, the evaluator gives the share.
        #[serde(default)]
        #[schema(max_length = 80)]
        figure: Option<String>,
        #[schema(max_items = 20)]
        bands: Vec<Band>,
    },
    /// The maximum times a share (比例).
    Ratio {
        /// Without one, the evaluator gives the share.
        #[serde(default)]
        #[schema(max_length = 80)]
        figure: Option<String>,
        #[serde(default)]
        limit: Option<Limit>,
    },
}

/// One finding of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    #[schema(min_length = 1, max_length = 100)]
    pub label_zh: String,
    #[schema(min_length = 1, max_length = 100)]
    pub label_en: String,
    pub points: Hundredths,
}

/// From a value on: of a share `"0.95"`, of a count `"3.00"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    pub from: Hundredths,
    pub points: Hundredths,
}

/// While another figure is below a number, at most a share of the maximum is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ShareLimit)]
pub struct Limit {
    #[schema(min_length = 1, max_length = 80)]
    pub figure: String,
    #[schema(minimum = 1, maximum = 1000000)]
    pub below: u32,
    pub share: Hundredths,
}

impl Method {
    /// The figure that it measures by.
    pub fn figure(&self) -> Option<&str> {
        match self {
            Self::Deduction { figure, .. }
            | Self::Bands { figure, .. }
            | Self::Ratio { figure, .. } => figure.as_deref(),
            Self::Tiers { .. } => None,
        }
    }

    pub fn limit(&self) -> Option<&Limit> {
        match self {
            Self::Ratio { limit, .. } => limit.as_ref(),
            _ => None,
        }
    }
}
