//! What a change does to the clocks of its ticket: a pure function of the clocks, the change and the rules.

use access::Action;
use kernel::{Moment, Refused};

use super::{Clock, ClockKind, Clockwork, Effect, called::call, effect::effects, mirror::mirror};
use crate::{Addition, Change, Entry, RequestKind, Ticket};

/// Puts the clocks as they are after the change into it: those that began or are no longer as they were. Refused at
/// `until` where more time is asked for than there can be, or none.
pub fn tick(before: &[Clock], change: &mut Change, rules: &Clockwork) -> Refused<()> {
    for until in change.adds.iter().filter_map(asked_until) {
        rules.may_extend(before, &change.after, until)?;
    }
    let all = advance(before, change, rules);
    settle(before, all, change);
    Ok(())
}

/// The new date that an extension is asked for.
fn asked_until(addition: &Addition) -> Option<Moment> {
    match addition {
        Addition::Request { kind: RequestKind::Extension, asking, .. } => asking.until,
        _ => None,
    }
}

/// All clocks after the change.
pub(super) fn advance(before: &[Clock], change: &Change, rules: &Clockwork) -> Vec<Clock> {
    let mut all = Running { clocks: before.to_vec(), change, ticket: &change.after, rules };
    for entry in &change.entries {
        for effect in effects(entry.action) {
            all.effect(*effect, entry);
        }
    }
    for addition in &change.adds {
        all.added(addition);
    }
    for whistle in &change.whistles {
        call(&mut all.clocks, whistle, &change.after, rules);
    }
    if let Some(until) = change.extended {
        all.extend(until);
    }
    all.clocks
}

/// Whether an amendment is of what limits follow; who may see a ticket has nothing to do with its time.
fn concerns_limits(amended: &Entry) -> bool {
    ["category_id", "kind", "priority"].iter().any(|field| !amended.detail[*field].is_null())
}

/// Keeps what changed, and what the ticket and its whistles show of it.
pub(super) fn settle(before: &[Clock], mut all: Vec<Clock>, change: &mut Change) {
    mirror(&all, change);
    all.retain(|clock| !before.contains(clock));
    change.clocks = all;
}

/// The clocks once a ticked change is saved.
pub fn ticked(before: &[Clock], change: &Change) -> Vec<Clock> {
    let same = |one: &Clock, other: &Clock| (one.kind, one.number) == (other.kind, other.number);
    let kept = before.iter().filter(|one| !change.clocks.iter().any(|new| same(one, new)));
    kept.chain(&change.clocks).cloned().collect()
}

/// Whether a change can do anything to clocks, so that they have to be known.
pub fn concerns_clocks(change: &Change) -> bool {
    let waits = |addition: &Addition| {
        matches!(
            addition,
            Addition::Supervision { .. }
                | Addition::Answer { .. }
                | Addition::Revoked { .. }
                | Addition::Request { .. }
                | Addition::Ruling { .. }
        )
    };
    change.entries.iter().any(|entry| !effects(entry.action).is_empty())
        || change.adds.iter().any(waits)
        || !change.whistles.is_empty()
        || change.extended.is_some()
}

struct Running<'a> {
    clocks: Vec<Clock>,
    change: &'a Change,
    ticket: &'a Ticket,
    rules: &'a Clockwork,
}

impl Running<'_> {
    fn running(&mut self, kind: ClockKind) -> impl Iterator<Item = &mut Clock> {
        self.clocks.iter_mut().filter(move |clock| clock.kind == kind && clock.runs())
    }

    fn effect(&mut self, effect: Effect, entry: &Entry) {
        let (by, at) = (entry.action.as_str(), entry.at);
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
                // What it stood still for may have been over before the server noticed.
                let at = self.change.stood_until.map_or(at, |until| until.min(at));
                self.ours().for_each(|clock| clock.resume(at, &placed.calendar));
            }
            Effect::Measure if !concerns_limits(entry) => {}
            Effect::Measure => {
                let (ticket, rules) = (self.ticket, self.rules);
                self.ours().for_each(|clock| rules.fit(ticket, clock));
            }
        }
    }

    /// Those that run and stand still with the ticket.
    fn ours(&mut self) -> impl Iterator<Item = &mut Clock> {
        self.clocks.iter_mut().filter(|clock| clock.runs() && clock.kind.is_of_ticket())
    }

    /// One of a kind runs at a time.
    fn start(&mut self, kind: ClockKind, by: &str, at: Moment) {
        self.running(kind).for_each(|clock| clock.stop(at, by, false));
        let number = next_number(&self.clocks, kind);
        self.clocks.extend(self.rules.start(self.ticket, (kind, number, None), at));
    }

    fn added(&mut self, addition: &Addition) {
        let at = self.ticket.updated_at;
        match addition {
            Addition::Supervision { number, kind, answer_by: Some(by), .. } => {
                let begun = self.rules.start_answer(self.ticket, (*number, *kind), at, *by);
                self.clocks.extend(begun);
            }
            Addition::Answer { number, .. } => {
                self.over((ClockKind::SupervisionAnswer, *number), Action::Answer, true);
            }
            Addition::Revoked { number, .. } => {
                self.over((ClockKind::SupervisionAnswer, *number), Action::Revoke, false);
            }
            Addition::Request { number, kind, .. } if *kind != RequestKind::Question => {
                let which = (ClockKind::Ruling, *number, None);
                self.clocks.extend(self.rules.start(self.ticket, which, at));
            }
            Addition::Ruling { number, granted, .. } => {
                self.over((ClockKind::Ruling, *number), Action::Rule, granted.is_some());
            }
            _ => {}
        }
    }

    fn over(&mut self, (kind, number): (ClockKind, i32), by: Action, done: bool) {
        let at = self.ticket.updated_at;
        let waits = self.running(kind).filter(|clock| clock.number == number);
        waits.for_each(|clock| clock.stop(at, by.as_str(), done));
    }

    /// A later date that was granted for the resolution.
    fn extend(&mut self, until: Moment) {
        let Some(placed) = self.rules.calendar(&self.ticket.path) else { return };
        let kind = self.ticket.kind;
        self.running(ClockKind::Resolution).for_each(|clock| {
            let latest = clock.latest(kind, &placed.calendar).unwrap_or(until);
            clock.extend(until.min(latest), &placed.calendar);
        });
    }
}

/// The number of the clock of a kind that begins next.
pub(super) fn next_number(clocks: &[Clock], kind: ClockKind) -> i32 {
    let last = clocks.iter().filter(|clock| clock.kind == kind).map(|clock| clock.number).max();
    last.unwrap_or(0) + 1
}
