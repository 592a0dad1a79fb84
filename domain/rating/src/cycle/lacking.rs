//! Which indicators stand on a sheet, and what it lacks before it can be signed.

use std::collections::BTreeSet;

use kernel::{Code, Fault, FieldError, Refusal};

use super::{LackKind, Sheet, SheetEvaluator, stated_on};
use crate::{Evaluator, Fact, Indicator, Method, Scheme};

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    pub kind: LackKind,
    pub indicator: Option<String>,
    pub fact: Option<Fact>,
}

impl Indicator {
    /// Who may come to score it on an estate: one, or two while a fact is not stated yet.
    pub(super) fn evaluators_on(&self, facts: &BTreeSet<Fact>) -> BTreeSet<Evaluator> {
        match self.when {
            Some(when) if stated_on(when.fact).is_some() && !facts.contains(&when.fact) => {
                [Some(self.evaluator), when.otherwise].into_iter().flatten().collect()
            }
            _ => self.evaluator_on(facts).into_iter().collect(),
        }
    }

    /// The same, of those who fill sheets.
    pub(super) fn scorers(&self, facts: &BTreeSet<Fact>) -> BTreeSet<SheetEvaluator> {
        self.evaluators_on(facts).into_iter().filter_map(SheetEvaluator::of).collect()
    }
}

impl Sheet {
    /// The indicators that its evaluator may score; of the enterprise's own report, whatever people score.
    pub fn indicators<'a>(&'a self, scheme: &'a Scheme) -> impl Iterator<Item = &'a Indicator> {
        let all = scheme.indicators().map(|(_, indicator)| indicator);
        all.filter(|one| {
            let scorers = one.scorers(&self.facts);
            match self.evaluator {
                SheetEvaluator::Enterprise => !scorers.is_empty(),
                evaluator => scorers.contains(&evaluator),
            }
        })
    }

    /// The codes of everything that can be said something of on it: indicators, bonus items and vetoes.
    pub fn items<'a>(&'a self, scheme: &'a Scheme) -> impl Iterator<Item = &'a str> {
        let own = self.indicators(scheme).map(|one| one.code.as_str());
        let bonus = scheme.bonus.items.iter().filter(|_| self.evaluator.claims_bonus());
        let vetoes = scheme.vetoes.iter().filter(|_| self.evaluator.states_vetoes());
        own.chain(bonus.map(|one| one.code.as_str())).chain(vetoes.map(|one| one.code.as_str()))
    }

    /// Facts that are to be stated on it: those on which an indicator depends.
    pub fn asked_facts<'a>(&'a self, scheme: &'a Scheme) -> BTreeSet<Fact> {
        let conditions = scheme.indicators().filter_map(|(_, one)| one.when);
        let facts = conditions.map(|when| when.fact);
        facts.filter(|fact| stated_on(*fact) == Some(self.evaluator)).collect()
    }

    /// Everything that is missing, in the order of the scheme.
    pub fn lacks(&self, scheme: &Scheme) -> Vec<Lack> {
        if self.evaluator == SheetEvaluator::Enterprise {
            let said = !self.document.remarks.trim().is_empty();
            let lack = Lack { kind: LackKind::Remarks, indicator: None, fact: None };
            return if said { Vec::new() } else { vec![lack] };
        }
        let asked = self.asked_facts(scheme).into_iter();
        let unstated = asked.filter(|fact| self.document.stated(*fact).is_none());
        let fact = |fact| Lack { kind: LackKind::Fact, indicator: None, fact: Some(fact) };
        let mut lacks: Vec<Lack> = unstated.map(fact).collect();
        let entries = self.indicators(scheme).filter_map(|one| Some((one, self.lacking(one)?)));
        lacks.extend(entries.map(|(one, kind)| Lack {
            kind,
            indicator: Some(one.code.clone()),
            fact: None,
        }));
        lacks
    }

    fn lacking(&self, indicator: &Indicator) -> Option<LackKind> {
        let Some(entry) = self.document.entry(&indicator.code) else {
            return self.needs(indicator).then_some(LackKind::Entry);
        };
        let deduction = matches!(indicator.method, Method::Deduction { .. });
        let proven = entry.evidence.as_ref().is_some_and(|text| !text.trim().is_empty());
        let asked = indicator.evidence.is_some() && !deduction && !entry.no_data;
        (asked && !proven).then_some(LackKind::Evidence)
    }

    /// Whether it is certain that the indicator falls to this evaluator, by what is known and stated here.
    fn needs(&self, indicator: &Indicator) -> bool {
        match indicator.when {
            Some(when) if stated_on(when.fact).is_some() => {
                let holds = self.document.stated(when.fact);
                let by = match holds {
                    Some(true) => Some(indicator.evaluator),
                    Some(false) => when.otherwise,
                    None => None,
                };
                by.and_then(SheetEvaluator::of) == Some(self.evaluator)
            }
            _ => true,
        }
    }
}

/// `sheet_incomplete`, with every place.
pub(super) fn incomplete(lacks: &[Lack]) -> Refusal {
    let place = |lack: &Lack| match (&lack.indicator, lack.fact) {
        (Some(code), _) if lack.kind == LackKind::Evidence => format!("entries/{code}/evidence"),
        (Some(code), _) => format!("entries/{code}"),
        (None, Some(fact)) => format!("facts/{fact}"),
        (None, None) => "remarks".to_owned(),
    };
    let errors = lacks.iter().map(|lack| FieldError::body(place(lack), Fault::Required)).collect();
    Refusal { errors, ..Refusal::new(Code::SheetIncomplete) }
}
