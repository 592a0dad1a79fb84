//! The words of an explanation: the rule of an indicator, and the arithmetic that its points come from.

use kernel::Language;

use crate::{Exact, Indicator, Input, Line, Method, Standing, points::reached};

impl Indicator {
    /// The rule in one sentence.
    pub fn rule(&self, language: Language) -> String {
        let (zh, maximum) = (language == Language::Zh, self.maximum);
        match &self.method {
            Method::Deduction { each, per_zh, per_en, most, .. } => {
                let most = most.unwrap_or(self.maximum);
                if zh {
                    format!("满分{maximum},{per_zh}扣{each},至多扣{most}")
                } else {
                    format!("{maximum}, less {each} {per_en}, {most} at most")
                }
            }
            Method::Tiers { tiers } => {
                let named = tiers.iter().map(|tier| {
                    let label = if zh { &tier.label_zh } else { &tier.label_en };
                    format!("{label} {}", tier.points)
                });
                named.collect::<Vec<_>>().join("; ")
            }
            Method::Bands { bands, .. } => {
                let named = bands.iter().map(|band| format!("≥{} → {}", band.from, band.points));
                named.collect::<Vec<_>>().join("; ")
            }
            Method::Ratio { limit, .. } => {
                let share = if zh { "比率" } else { "share" };
                let rule = format!("{maximum} × {share}");
                let Some(limit) = limit else { return rule };
                let (figure, below) = (&limit.figure, limit.below);
                let at_most = if zh { "时至多" } else { ": at most" };
                format!("{rule}; {figure} < {below}{at_most} {maximum} × {}", limit.share)
            }
        }
    }
}

impl Line<'_> {
    /// What the points were reckoned from; empty where nothing was.
    pub fn arithmetic(&self) -> String {
        let points = shown(&self.points);
        match (self.standing, self.input) {
            (Standing::Scored, Some(input)) => format!("{} = {points}", self.reckoned(input)),
            (Standing::Full | Standing::Zero, _) => points,
            _ => String::new(),
        }
    }

    /// What was found, in the words of the scheme: a count, a share, or the label of a tier.
    pub fn found(&self, language: Language) -> String {
        match (&self.indicator.method, self.input) {
            (Method::Tiers { tiers }, Some(Input::Tier(tier))) => {
                let chosen = usize::try_from(tier).ok().and_then(|tier| tiers.get(tier));
                let label = chosen.map(|tier| match language {
                    Language::Zh => &tier.label_zh,
                    Language::En => &tier.label_en,
                });
                label.cloned().unwrap_or_default()
            }
            (_, Some(input)) => value(input),
            (_, None) => String::new(),
        }
    }

    fn reckoned(&self, input: Input) -> String {
        let maximum = self.indicator.maximum;
        match (&self.indicator.method, input) {
            (Method::Deduction { each, most, .. }, Input::Count(count)) => {
                let most = most.unwrap_or(maximum);
                format!("{maximum} − min({count} × {each}, {most})")
            }
            (Method::Tiers { .. }, Input::Tier(tier)) => format!("#{tier}"),
            (Method::Bands { bands, .. }, input) => {
                let from = reached(bands, input).map(|band| band.from.to_string());
                format!("{} ≥ {}", value(input), from.unwrap_or_default())
            }
            (Method::Ratio { limit, .. }, Input::Share { limiting, .. }) => {
                let product = format!("{maximum} × {}", value(input));
                let limit = limit.as_ref();
                match limit.filter(|limit| limiting.is_some_and(|found| found < limit.below)) {
                    Some(limit) => format!("min({product}, {maximum} × {})", limit.share),
                    None => product,
                }
            }
            _ => String::new(),
        }
    }
}

fn value(input: Input) -> String {
    match input {
        Input::Count(count) => count.to_string(),
        Input::Share { part, whole, .. } => format!("{part}/{whole}"),
        Input::Tier(_) | Input::NoData => String::new(),
    }
}

/// `2.40`, or `7/3 ≈ 2.33`.
fn shown(points: &Exact) -> String {
    let rounded = points.rounded();
    if points.is_whole() {
        rounded.to_string()
    } else {
        format!("{} ≈ {rounded}", points.fraction())
    }
}
