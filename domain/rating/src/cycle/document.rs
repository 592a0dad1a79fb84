//! What stands on a sheet, as it is written and kept, and how parts come into it.

use kernel::{Code, Fault, FieldError, Hundredths, Refusal, Refused};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Sheet,
    parts::{check_entries, check_items},
};
use crate::{Fact, Scheme, Written};

/// What is said of one indicator: which fields are needed follows from its method.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"indicator": "B1", "tier": 0, "evidence": "合同备案回执"}))]
pub struct SheetEntry {
    #[schema(min_length = 1, max_length = 20)]
    pub indicator: String,
    /// The number of the tier that was chosen, the first is 0.
    #[serde(default)]
    #[schema(maximum = 9)]
    pub tier: Option<u32>,
    /// The units of a count; never of a deduction, whose count is that of its findings.
    #[serde(default)]
    #[schema(maximum = 1000000)]
    pub count: Option<u32>,
    /// Of a share: how many of `whole`.
    #[serde(default)]
    #[schema(maximum = 1000000)]
    pub part: Option<u32>,
    #[serde(default)]
    #[schema(maximum = 1000000)]
    pub whole: Option<u32>,
    /// Of a deduction: it was looked at, and what was found is among the findings.
    #[serde(default)]
    pub inspected: bool,
    /// Nobody looked, or nothing was there to be counted.
    #[serde(default)]
    pub no_data: bool,
    /// What proves it, in words.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub evidence: Option<String>,
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub note: Option<String>,
}

/// Points for a bonus item, with what proves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"item": "P1", "points": "1.00", "evidence": "公众责任险保单"}))]
pub struct SheetBonus {
    #[schema(min_length = 1, max_length = 20)]
    pub item: String,
    pub points: Hundredths,
    #[schema(min_length = 1, max_length = 2000)]
    pub evidence: String,
}

/// A veto item, with the fact that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"veto": "V5", "facts": "两次书面通知后仍拒绝接受消防检查"}))]
pub struct SheetVeto {
    #[schema(min_length = 1, max_length = 20)]
    pub veto: String,
    #[schema(min_length = 1, max_length = 2000)]
    pub facts: String,
}

/// A fact of the estate that the system does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"fact": "has_lift", "holds": true}))]
pub struct StatedFact {
    pub fact: Fact,
    pub holds: bool,
}

/// Everything on a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Document {
    /// In the order of the scheme.
    pub entries: Vec<SheetEntry>,
    pub bonus: Vec<SheetBonus>,
    pub vetoes: Vec<SheetVeto>,
    pub facts: Vec<StatedFact>,
    pub remarks: String,
}

/// A part that is saved. What is `None` stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filling {
    /// Each takes the place of what was said of its indicator.
    pub entries: Vec<SheetEntry>,
    /// Indicators of which nothing is said any more.
    pub remove: Vec<String>,
    pub bonus: Option<Vec<SheetBonus>>,
    pub vetoes: Option<Vec<SheetVeto>>,
    pub facts: Option<Vec<StatedFact>>,
    pub remarks: Option<String>,
}

impl SheetEntry {
    /// As the scheme reads it, with as many findings as were made of a deduction.
    pub fn written(&self, findings: u32) -> Written {
        Written {
            indicator: self.indicator.clone(),
            count: if self.inspected { Some(findings) } else { self.count },
            tier: self.tier,
            part: self.part,
            whole: self.whole,
            limiting: None,
            no_data: self.no_data,
        }
    }
}

impl Document {
    /// What was said of an indicator.
    pub fn entry(&self, indicator: &str) -> Option<&SheetEntry> {
        self.entries.iter().find(|entry| entry.indicator == indicator)
    }

    /// What a fact was stated to be.
    pub fn stated(&self, fact: Fact) -> Option<bool> {
        self.facts.iter().find(|one| one.fact == fact).map(|one| one.holds)
    }

    /// What is written, with the number of findings of each indicator that was inspected.
    pub fn written(&self, findings: impl Fn(&str) -> u32) -> Vec<Written> {
        self.entries.iter().map(|entry| entry.written(findings(&entry.indicator))).collect()
    }

    /// The document of a sheet with a part put in.
    ///
    /// # Errors
    /// `validation_failed` at every value that the scheme does not take, or not from this evaluator.
    pub(super) fn with(&self, part: Filling, scheme: &Scheme, sheet: &Sheet) -> Refused<Self> {
        let mut errors = Vec::new();
        check_entries(&part, (scheme, sheet), &mut errors);
        check_items(&part, (scheme, sheet.evaluator), &mut errors);
        if part == Filling::default() {
            errors.push(FieldError::body("entries", Fault::Required));
        }
        if !errors.is_empty() {
            return Err(Refusal { errors, ..Refusal::new(Code::ValidationFailed) });
        }
        let gone = |code: &String| {
            part.remove.contains(code) || part.entries.iter().any(|one| one.indicator == *code)
        };
        let kept = self.entries.iter().filter(|one| !gone(&one.indicator)).cloned();
        let mut entries: Vec<SheetEntry> = kept.chain(part.entries.iter().cloned()).collect();
        let order: Vec<&str> = scheme.indicators().map(|(_, one)| one.code.as_str()).collect();
        entries.sort_by_key(|one| order.iter().position(|code| *code == one.indicator));
        Ok(Self {
            entries,
            bonus: part.bonus.unwrap_or_else(|| self.bonus.clone()),
            vetoes: part.vetoes.unwrap_or_else(|| self.vetoes.clone()),
            facts: part.facts.unwrap_or_else(|| self.facts.clone()),
            remarks: part.remarks.unwrap_or_else(|| self.remarks.clone()),
        })
    }
}
