//! A survey as the policy sees it: shown where it lies, and not carried out by those it is about.

use access::{Action, Actor, Duty, Relation, ScopePath, Subject};
use kernel::OrganizationId;

use super::EstateSurvey;

fn stands(path: &ScopePath, duty: &Duty, relation: Relation) -> bool {
    match relation {
        Relation::Any => true,
        Relation::Within | Relation::Contract => duty.covers(path),
        _ => false,
    }
}

impl Subject for EstateSurvey {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        stands(&self.path, duty, relation)
    }

    /// Nobody asks about their own employer, or answers.
    fn bars(&self, actor: &Actor, action: Action) -> bool {
        action != Action::SurveyRead && actor.works_for(self.enterprise)
    }

    fn reading(&self) -> Option<Action> {
        Some(Action::SurveyRead)
    }
}

/// Where a survey would be made, and about whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SurveyDesk {
    pub path: ScopePath,
    /// None before it is known.
    pub enterprise: Option<OrganizationId>,
}

impl Subject for SurveyDesk {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        stands(&self.path, duty, relation)
    }

    fn bars(&self, actor: &Actor, action: Action) -> bool {
        let employer = self.enterprise.is_some_and(|one| actor.works_for(one));
        action == Action::SurveySample && employer
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}
