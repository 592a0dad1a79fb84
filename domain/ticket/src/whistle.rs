//! Whistle and report-in (吹哨报到): the community calls departments on a ticket, they come, and are rated.

use access::{Action, Permit, Who};
use chrono::TimeDelta;
use kernel::{Moment, OrganizationId, Refusal, Refused, Uuid};

use crate::{WhistleKind, WhistleState};

/// A whistle on a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whistle {
    pub number: i32,
    pub kind: WhistleKind,
    pub state: WhistleState,
    pub reason: String,
    pub by: Uuid,
    pub at: Moment,
    /// The principal's ruling.
    pub ruled_by: Option<Uuid>,
    pub ruled_at: Option<Moment>,
    pub words: Option<String>,
    /// When it counts as stuck in a hand-over.
    pub due_at: Option<Moment>,
    /// When the watchdog found it stuck.
    pub stuck_at: Option<Moment>,
    /// The leading department first.
    pub tasks: Vec<Task>,
}

/// What one department has to do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    pub organization: OrganizationId,
    pub lead: bool,
    pub report_by: Option<Moment>,
    pub on_site_by: Option<Moment>,
    pub finish_by: Option<Moment>,
    pub reported_by: Option<Uuid>,
    pub reported_at: Option<Moment>,
    pub on_site_at: Option<Moment>,
    pub finished_at: Option<Moment>,
    pub result: Option<String>,
    pub stars: Option<i32>,
    pub comment: Option<String>,
}

impl Task {
    pub(crate) const fn called(organization: OrganizationId, lead: bool) -> Self {
        Self {
            organization,
            lead,
            report_by: None,
            on_site_by: None,
            finish_by: None,
            reported_by: None,
            reported_at: None,
            on_site_at: None,
            finished_at: None,
            result: None,
            stars: None,
            comment: None,
        }
    }

    /// The next moment by which something is expected of the department.
    fn due(&self) -> Option<Moment> {
        match (self.reported_at, self.on_site_at, self.finished_at) {
            (_, _, Some(_)) => None,
            (None, _, None) => self.report_by,
            (Some(_), None, None) => self.on_site_by.or(self.finish_by),
            (Some(_), Some(_), None) => self.finish_by,
        }
    }
}

impl Whistle {
    pub fn is_open(&self) -> bool {
        matches!(self.state, WhistleState::Blown | WhistleState::Approved)
    }

    /// Whether the permitted action can do anything about it.
    pub(crate) fn allows(&self, permit: &Permit, now: Moment) -> bool {
        let approved = self.state == WhistleState::Approved;
        match permit.action() {
            Action::ApproveWhistle => {
                self.state == WhistleState::Blown && permit.who().id() != self.by
            }
            Action::ReportIn => {
                let open = |task: &&Task| task.finished_at.is_none() && task.on_site_at.is_none();
                approved && self.own(permit).as_ref().is_some_and(open)
            }
            Action::FinishTask => {
                let open = |task: &Task| task.finished_at.is_none() && task.reported_at.is_some();
                approved && self.own(permit).is_some_and(open)
            }
            Action::RateDepartment => {
                let waits = |task: &Task| task.finished_at.is_some() && task.stars.is_none();
                self.tasks.iter().any(waits)
            }
            Action::WhistleStuck => {
                let due = self.due_at.is_some_and(|due| due <= now);
                permit.who() == Who::System && self.is_open() && due && self.stuck_at.is_none()
            }
            _ => false,
        }
    }

    fn own(&self, permit: &Permit) -> Option<&Task> {
        self.tasks.iter().find(|task| Some(task.organization) == permit.organization())
    }

    pub(crate) fn own_mut(&mut self, permit: &Permit) -> Refused<&mut Task> {
        let own = permit.organization();
        let mut tasks = self.tasks.iter_mut();
        tasks.find(|task| Some(task.organization) == own).ok_or_else(Refusal::forbidden)
    }

    /// What is expected next, and by when; a new date makes the watchdog look again.
    pub(crate) fn reckon(&mut self) {
        let due = match self.state {
            WhistleState::Blown => Some(self.at + waiting(self.kind)),
            WhistleState::Approved => self.tasks.iter().filter_map(Task::due).min(),
            WhistleState::Rejected | WhistleState::Finished | WhistleState::Lapsed => None,
        };
        if due != self.due_at {
            self.stuck_at = None;
        }
        self.due_at = due;
    }
}

/// How long a whistle waits for its principal before it is stuck.
const fn waiting(kind: WhistleKind) -> TimeDelta {
    match kind {
        WhistleKind::Emergency => TimeDelta::minutes(30),
        WhistleKind::Enforcement | WhistleKind::HardCase => TimeDelta::hours(24),
    }
}
