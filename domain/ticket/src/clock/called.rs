//! The clocks of departments that a whistle called (吹哨报到): one each for what is expected of them.

use access::Action;
use kernel::Moment;

use super::{Clock, ClockKind, Clockwork, Limit, tick::next_number};
use crate::{Task, Ticket, Whistle, WhistleState};

/// What is expected of a department, and the step that meets it.
const EXPECTED: [(ClockKind, Action); 3] = [
    (ClockKind::ReportIn, Action::ReportIn),
    (ClockKind::OnSite, Action::ReportIn),
    (ClockKind::Task, Action::FinishTask),
];

/// Begins and stops the clocks of a whistle, so that just those run of which something is still expected.
pub(super) fn call(clocks: &mut Vec<Clock>, whistle: &Whistle, ticket: &Ticket, rules: &Clockwork) {
    let Some(since) = whistle.ruled_at else { return };
    let called = whistle.state == WhistleState::Approved;
    for task in &whistle.tasks {
        for (kind, by) in EXPECTED {
            let done = fulfilled(task, kind);
            let open = called && done.is_none() && task.finished_at.is_none();
            let at = ticket.updated_at;
            match clocks.iter_mut().find(|clock| is_of(clock, kind, task, since)) {
                Some(clock) if clock.runs() && !open => {
                    clock.stop(at, by.as_str(), done.is_some());
                }
                None if open && Limit::of_whistle(kind, whistle.kind).is_some() => {
                    let which = (kind, next_number(clocks, kind), Some(task.organization));
                    clocks.extend(rules.start(ticket, which, since));
                }
                _ => {}
            }
        }
    }
}

const fn fulfilled(task: &Task, kind: ClockKind) -> Option<Moment> {
    match kind {
        ClockKind::ReportIn => task.reported_at,
        ClockKind::OnSite => task.on_site_at,
        _ => task.finished_at,
    }
}

/// Whether the clock is that of this task of a whistle that was approved then.
pub(super) fn is_of(clock: &Clock, kind: ClockKind, task: &Task, since: Moment) -> bool {
    clock.kind == kind && clock.unit == Some(task.organization) && clock.started_at == since
}
