//! What a change does to the clocks of its ticket: a pure function of the clocks, the change and the rules.

use access::Action;
use kernel::Moment;

use super::{Clock, ClockKind, Clockwork, Effect, effect::effects};
use crate::{Addition, Change, Ticket};

/// The clocks as they are after the change: those that began or are no longer as they were.
pub fn tick(before: &[Clock], change: &Change, rules: &Clockwork) -> Vec<Clock> {
    let mut all = Running { clocks: before.to_vec(), ticket: &change.after, rules };
    for entry in &change.entries {
        for effect in effects(entry.action) {
            all.effect(*effect, entry.action, entry.at);
        }
    }
    for addition in &change.adds {
        match addition {
            Addition::Supervision { number, answer_by: Some(by), .. } => {
                let at = change.after.updated_at;
                all.clocks.extend(rules.start_answer(&change.after, *number, at, *by));
            }
            Addition::Answer { number, .. } => all.answered(*number, Action::Answer, change),
            Addition::Revoked { number, .. } => all.answered(*number, Action::Revoke, change),
            _ => {}
        }
    }
    if let Some(until) = change.extended {
        all.extend(until);
    }
    all.clocks.retain(|clock| !before.contains(clock));
    all.clocks
}

/// Whether a change can do anything to clocks, so that they have to be known.
pub fn concerns_clocks(change: &Change) -> bool {
    let supervised = |addition: &Addition| {
        matches!(
            addition,
            Addition::Supervision { .. } | Addition::Answer { .. } | Addition::Revoked { .. }
        )
    };
    change.entries.iter().any(|entry| !effects(entry.action).is_empty())
        || change.adds.iter().any(supervised)
        || change.extended.is_some()
}

struct Running<'a> {
    clocks: Vec<Clock>,
    ticket: &'a Ticket,
    rules: &'a Clockwork,
}

impl Running<'_> {
    fn running(&mut self, kind: ClockKind) -> impl Iterator<Item = &mut Clock> {
        self.clocks.iter_mut().filter(move |clock| clock.kind == kind && clock.runs())
    }

    fn effect(&mut self, effect: Effect, action: Action, at: Moment) {
        let by = action.as_str();
        match effect {
            Effect::Start(kind) => self.start(kind, by, at),
            Effect::Meet(kind) => self.running(kind).for_each(|clock| clock.stop(at, by, true)),
            Effect::Drop(kind) => self.running(kind).for_each(|clock| clock.stop(at, by, false)),
            Effect::DropAll => {
                self.clocks.iter_mut().filter(|c| c.runs()).for_each(|c| c.stop(at, by, false));
            }
            Effect::Pause => self.ours().for_each(|clock| clock.pause(at)),
            Effect::Resume => {
                let Some(placed) = self.rules.calendar(&self.ticket.path) else { return };
                self.ours().for_each(|clock| clock.resume(at, &placed.calendar));
            }
            Effect::Measure => {
                let (ticket, rules) = (self.ticket, self.rules);
                self.ours().for_each(|clock| rules.fit(ticket, clock));
            }
        }
    }

    /// All that run but those of supervisions, whose date whoever supervises has set.
    fn ours(&mut self) -> impl Iterator<Item = &mut Clock> {
        self.clocks
            .iter_mut()
            .filter(|clock| clock.runs() && clock.kind != ClockKind::SupervisionAnswer)
    }

    /// One of a kind runs at a time.
    fn start(&mut self, kind: ClockKind, by: &str, at: Moment) {
        self.running(kind).for_each(|clock| clock.stop(at, by, false));
        let last =
            self.clocks.iter().filter(|clock| clock.kind == kind).map(|clock| clock.number).max();
        let begun = self.rules.start(self.ticket, (kind, last.unwrap_or(0) + 1), at);
        self.clocks.extend(begun);
    }

    fn answered(&mut self, number: i32, by: Action, change: &Change) {
        let at = change.after.updated_at;
        let asked =
            self.running(ClockKind::SupervisionAnswer).filter(|clock| clock.number == number);
        asked.for_each(|clock| clock.stop(at, by.as_str(), by == Action::Answer));
    }

    /// A later date that was granted for the resolution.
    fn extend(&mut self, until: Moment) {
        let Some(placed) = self.rules.calendar(&self.ticket.path) else { return };
        self.running(ClockKind::Resolution).for_each(|clock| clock.extend(until, &placed.calendar));
    }
}
