//! Which estates of the area are rated, and who has a sheet there.

use std::collections::BTreeSet;

use access::ScopePath;
use chrono::{Months, NaiveDate};
use kernel::{ContractId, CycleId, OrganizationId, Uuid};

use super::{Cycle, SheetEvaluator, SubjectStanding};
use crate::{Fact, Scheme};

/// Months that an enterprise has served an estate by the period's end before it is rated there: 深圳市宝安区商住小区物业服务评价.
const LEAST: Months = Months::new(6);

/// A rated estate of a cycle, or one that is not rated, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub id: Uuid,
    pub cycle: CycleId,
    /// With the estate.
    pub path: ScopePath,
    /// Who serves it on the last day of the period.
    pub enterprise: Option<OrganizationId>,
    pub contract: Option<ContractId>,
    /// From when on it does so without a break.
    pub served_since: Option<NaiveDate>,
    /// As they were known at the opening; what people state is on their sheets.
    pub facts: BTreeSet<Fact>,
    pub standing: SubjectStanding,
}

/// Days on which an enterprise serves an estate by one contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Service {
    pub contract: ContractId,
    pub enterprise: OrganizationId,
    pub from: NaiveDate,
    /// Included.
    pub last: Option<NaiveDate>,
}

/// An estate of the cycle's area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub path: ScopePath,
    pub services: Vec<Service>,
    pub facts: BTreeSet<Fact>,
    /// Whether its owners' committee has members; otherwise the community acts for it (代行).
    pub has_members: bool,
}

impl Subject {
    pub(super) fn of(id: Uuid, cycle: &Cycle, estate: Candidate) -> Self {
        let serving = serving(&estate.services, cycle.last_on);
        let since = serving.map(|one| served_since(&estate.services, one));
        let standing = match since {
            None => SubjectStanding::NoContract,
            Some(since) if long_enough(since, cycle.last_on) => SubjectStanding::Rated,
            Some(_) => SubjectStanding::TooShort,
        };
        Self {
            id,
            cycle: cycle.id,
            path: estate.path,
            enterprise: serving.map(|one| one.enterprise),
            contract: serving.map(|one| one.contract),
            served_since: since,
            facts: estate.facts,
            standing,
        }
    }
}

/// The contract that serves an estate on a day.
fn serving(services: &[Service], on: NaiveDate) -> Option<&Service> {
    services.iter().find(|one| one.from <= on && one.last.is_none_or(|last| on <= last))
}

/// From when on an enterprise serves without a break, over the contracts before this one.
pub fn served_since(services: &[Service], serving: &Service) -> NaiveDate {
    let mut since = serving.from;
    loop {
        let joins = |one: &&Service| {
            let next = one.last.and_then(|last| last.succ_opt());
            one.enterprise == serving.enterprise
                && one.from < since
                && next.is_some_and(|next| next >= since)
        };
        match services.iter().find(joins) {
            Some(before) => since = before.from,
            None => return since,
        }
    }
}

fn long_enough(since: NaiveDate, last_on: NaiveDate) -> bool {
    let reached = since.checked_add_months(LEAST).and_then(|day| day.pred_opt());
    reached.is_some_and(|reached| reached <= last_on)
}

/// On whose sheet a fact is stated that the system does not know; `None` for what it knows.
pub const fn stated_on(fact: Fact) -> Option<SheetEvaluator> {
    match fact {
        Fact::HasLift => Some(SheetEvaluator::PropertyOffice),
        Fact::HasInstructor => Some(SheetEvaluator::CommunityParty),
        Fact::HasCommittee | Fact::HasBranch => None,
    }
}

/// Who has a sheet on an estate: the enterprise for its own report, the street, which knows of vetoes and bonus, and whoever
/// scores an indicator there or has to state a fact.
pub fn evaluators(scheme: &Scheme, facts: &BTreeSet<Fact>) -> BTreeSet<SheetEvaluator> {
    let mut found = BTreeSet::from([SheetEvaluator::Enterprise, SheetEvaluator::PropertyOffice]);
    for (_, indicator) in scheme.indicators() {
        found.extend(indicator.scorers(facts));
        found.extend(indicator.when.and_then(|when| stated_on(when.fact)));
    }
    found
}
