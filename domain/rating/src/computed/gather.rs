//! Putting together what an estate is scored from: signed sheets, findings, figures, and what its residents said.

use std::collections::BTreeMap;

use crate::{
    Evaluator, Indicator, Input, Inputs, Measured, Method, Scheme,
    cycle::{Sheet, SheetEntry, SheetEvaluator, SheetState, Subject, facts_of},
    survey::{SurveyResult, residents_inputs},
};

/// Everything that is known of one estate in a cycle.
#[derive(Debug, Clone, Copy)]
pub struct EstateEvidence<'a> {
    pub subject: &'a Subject,
    /// Those of the estate.
    pub sheets: &'a [Sheet],
    /// Units found in the period, by indicator.
    pub findings: &'a BTreeMap<String, u32>,
    pub measured: &'a Measured,
    pub residents: Option<&'a SurveyResult>,
}

impl EstateEvidence<'_> {
    fn signed(&self, evaluator: SheetEvaluator) -> Option<&Sheet> {
        let signed = |sheet: &&Sheet| sheet.state == SheetState::Signed;
        self.sheets.iter().filter(signed).find(|sheet| sheet.evaluator == evaluator)
    }

    /// What the evaluator found of an indicator; `None` where nothing was handed in, or there is no source.
    fn input(&self, indicator: &Indicator, evaluator: Evaluator) -> Option<Input> {
        let sheet = SheetEvaluator::of(evaluator).and_then(|whose| self.signed(whose));
        if evaluator == Evaluator::System {
            return self.figure(indicator);
        }
        let entry = sheet?.document.entry(&indicator.code)?;
        Some(read(entry, self.findings.get(&indicator.code).copied().unwrap_or(0)))
    }

    /// A figure, with the one that limits it: a limit that is not known leaves the whole without a source.
    fn figure(&self, indicator: &Indicator) -> Option<Input> {
        let found = self.measured.figure(indicator.method.figure()?)?;
        let (Some(limit), Input::Share { part, whole, .. }) = (indicator.method.limit(), found)
        else {
            return Some(found);
        };
        match self.measured.figure(&limit.figure)? {
            Input::Count(count) => Some(Input::Share { part, whole, limiting: Some(count) }),
            _ => None,
        }
    }
}

fn read(entry: &SheetEntry, findings: u32) -> Input {
    match (entry.inspected, entry.tier, entry.count, entry.part.zip(entry.whole)) {
        _ if entry.no_data => Input::NoData,
        (true, ..) => Input::Count(findings),
        (_, Some(tier), ..) => Input::Tier(tier),
        (_, _, Some(count), _) => Input::Count(count),
        (.., Some((part, whole))) => Input::Share { part, whole, limiting: None },
        _ => Input::NoData,
    }
}

/// The inputs of the estate's score. Bonus and vetoes are those on the sheet of the street's property office; what an
/// enterprise claims in its own report is not scored.
pub fn gathered(scheme: &Scheme, evidence: &EstateEvidence<'_>) -> Inputs {
    let mut inputs =
        Inputs { facts: facts_of(evidence.subject, evidence.sheets), ..Inputs::default() };
    for (_, indicator) in scheme.indicators() {
        let Some(evaluator) = indicator.evaluator_on(&inputs.facts) else { continue };
        if let Some(input) = evidence.input(indicator, evaluator) {
            inputs.found.insert(indicator.code.clone(), input);
        }
        let by_findings = matches!(indicator.method, Method::Deduction { figure: None, .. });
        let counted = matches!(inputs.found.get(&indicator.code), Some(Input::Count(_)));
        if let Some(units) =
            evidence.findings.get(&indicator.code).filter(|_| by_findings && !counted)
        {
            inputs.unchecked.insert(indicator.code.clone(), *units);
        }
    }
    if let Some(result) = evidence.residents {
        let said = residents_inputs(scheme, result);
        inputs.found.extend(said.map(|(code, input)| (code.to_owned(), input)));
    }
    if let Some(office) = evidence.signed(SheetEvaluator::PropertyOffice) {
        let granted = office.document.bonus.iter();
        inputs.bonus = granted.map(|one| (one.item.clone(), one.points)).collect();
        inputs.vetoes = office.document.vetoes.iter().map(|one| one.veto.clone()).collect();
    }
    inputs
}
