//! The schemes that come with the product: the reconstructed template, and the same with other star bands.

use std::sync::LazyLock;

use kernel::{SchemeId, Uuid};
use serde::Deserialize;

use crate::{Scheme, StarBand};

/// Eight aspects with fifty-eight indicators, as reconstructed from what was published.
const TEMPLATE: &str = include_str!("../data/star-rating-2023.json");
/// The star bands of 宝安区 for 商住小区.
const OTHER_BANDS: &str = include_str!("../data/bands-ba-91.json");

/// A scheme that is there without anyone's doing; its id lies below those that are given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipped {
    pub id: SchemeId,
    pub scheme: Scheme,
}

/// What differs from the template.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    code: String,
    name_zh: String,
    name_en: String,
    bands: Vec<StarBand>,
}

static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| read().unwrap_or_default());

fn read() -> Result<Vec<Shipped>, serde_json::Error> {
    let template: Scheme = serde_json::from_str(TEMPLATE)?;
    let Other { code, name_zh, name_en, bands } = serde_json::from_str(OTHER_BANDS)?;
    let other = Scheme { code, name_zh, name_en, bands, ..template.clone() };
    let ids =
        (1..).map(|n| SchemeId(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0000 | n)));
    Ok(ids.zip([template, other]).map(|(id, scheme)| Shipped { id, scheme }).collect())
}

/// All of them, in the order of their ids.
pub fn shipped() -> &'static [Shipped] {
    &SHIPPED
}

/// One of them.
pub fn shipped_by_id(id: SchemeId) -> Option<&'static Scheme> {
    shipped().iter().find(|one| one.id == id).map(|one| &one.scheme)
}
