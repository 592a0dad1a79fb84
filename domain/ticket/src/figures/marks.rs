//! What has happened to a ticket as far as figures ask: when each step was taken, by whom, and what was said of it.

use access::Action;
use kernel::{Moment, OrganizationId};

use crate::{Addition, Course, Entry};

/// From this many stars on a rating says "satisfied".
pub const SATISFIED: u8 = 4;

/// What was said of the last resolution; nothing where nobody said anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Said {
    pub solved: Option<bool>,
    pub satisfied: Option<bool>,
}

/// The marks that a ticket's steps leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// The first time.
    pub dispatched_at: Option<Moment>,
    /// The first time.
    pub accepted_at: Option<Moment>,
    /// The first progress, question or resolution.
    pub contacted_at: Option<Moment>,
    /// The last time.
    pub finished_at: Option<Moment>,
    pub closed_at: Option<Moment>,
    /// Who has it, or had it last: reopening it takes nobody out of the figures, a return that was granted does.
    pub organization: Option<OrganizationId>,
    pub followed_up: bool,
    /// A follow-up found somebody.
    pub reached: bool,
    /// By the reporter.
    pub rated: Said,
    /// To a follow-up.
    pub called: Said,
}

impl Marks {
    /// A follow-up outweighs the rating; silence is no answer.
    pub fn solved(&self) -> Option<bool> {
        self.called.solved.or(self.rated.solved)
    }

    /// The same of satisfaction.
    pub fn satisfied(&self) -> Option<bool> {
        self.called.satisfied.or(self.rated.satisfied)
    }

    /// The marks after a change.
    pub(crate) fn after(mut self, course: &Course, entries: &[Entry], adds: &[Addition]) -> Self {
        for entry in entries {
            self.step(entry.action, entry.at, adds);
        }
        if course.handler_id.is_some() || course.target.is_some() {
            self.organization = course.organization_id;
        }
        self
    }

    pub(super) fn step(&mut self, action: Action, at: Moment, adds: &[Addition]) {
        let at = Some(at);
        match action {
            Action::Dispatch | Action::Redispatch => {
                self.dispatched_at = self.dispatched_at.or(at);
            }
            Action::Accept => self.accepted_at = self.accepted_at.or(at),
            Action::Progress | Action::Ask => self.contacted_at = self.contacted_at.or(at),
            Action::Resolve => {
                self.contacted_at = self.contacted_at.or(at);
                self.finished_at = at;
                (self.rated, self.called) = (Said::default(), Said::default());
            }
            Action::Rate | Action::FollowUp => adds.iter().for_each(|add| self.hear(add)),
            Action::Reopen => {
                self.rated.solved = Some(false);
                self.called.solved = self.called.solved.map(|_| false);
            }
            Action::Close => self.closed_at = at,
            _ => {}
        }
    }

    fn hear(&mut self, told: &Addition) {
        match *told {
            Addition::Rating { solved, stars, .. } => {
                self.rated = Said { solved: Some(solved), satisfied: Some(stars >= SATISFIED) };
            }
            Addition::FollowUp { reached, solved, satisfied, .. } => {
                self.followed_up = true;
                self.reached |= reached;
                self.called.solved = solved.or(self.called.solved);
                self.called.satisfied = satisfied.or(self.called.satisfied);
            }
            _ => {}
        }
    }
}
