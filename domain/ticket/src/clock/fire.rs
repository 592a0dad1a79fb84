//! Levels that are reached: an entry each, and what follows.

use access::{Action, Permit};
use kernel::{Moment, Refused};
use serde_json::{Value, json};

use super::{Clock, Clockwork, Consequence, tick};
use crate::{
    Change, LIFECYCLE, Raised, Supervising, SupervisionKind, Ticket, apply::Detail, change::Draft,
};

kernel::words! {
    /// Why running clocks are measured anew.
    Anew {
        Policy = "policy", "时限规则变更", "another policy";
        Calendar = "calendar", "日历变更", "another calendar";
    }
}

/// What the system notes about a clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Fired {
    detail: Value,
    effect: Option<Consequence>,
    note: String,
    answer_by: Moment,
}

impl Ticket {
    /// Every level of the ticket's clocks that was reached by now, each once and in its order, with what follows;
    /// `None` where none was.
    pub fn fire(
        &self,
        permit: &Permit,
        clocks: &[Clock],
        rules: &Clockwork,
        now: Moment,
    ) -> Refused<Option<Change>> {
        let mut after = clocks.to_vec();
        let mut fired = Vec::new();
        if LIFECYCLE.target(self.state, Action::ClockReach).is_none() {
            after.iter_mut().filter(|clock| clock.runs()).for_each(|c| c.stop(now, "end", false));
        }
        while let Some(due) = next_due(&mut after, now) {
            let Some(level) = due.next_level() else { break };
            let at = due.next_fire_at.unwrap_or(now);
            let mut detail = facts(due);
            detail["percent"] = json!(level.percent);
            detail["effect"] = json!(level.effect);
            detail["due_at"] = json!(at);
            let note = format!("{}时限已用{}%", due.kind.label().zh, level.percent);
            let answer_by = rules.answer_by(self, now);
            fired.push(Fired { detail, effect: Some(level.effect), note, answer_by });
            due.reached += 1;
            rules.aim(self, due);
        }
        self.noted(permit, (clocks, &after), fired, rules, now)
    }

    /// Measures those of the running clocks that `wanted` picks anew, with an entry for each whose target moves;
    /// `None` where nothing changes.
    pub fn measure(
        &self,
        permit: &Permit,
        clocks: &[Clock],
        (wanted, anew): (impl Fn(&Clock) -> bool, Anew),
        rules: &Clockwork,
        now: Moment,
    ) -> Refused<Option<Change>> {
        let mut after = clocks.to_vec();
        let mut moved = Vec::new();
        for clock in after.iter_mut().filter(|c| c.runs() && c.limit.is_some() && wanted(c)) {
            let before = clock.target_at;
            match anew {
                Anew::Policy => rules.fit(self, clock),
                Anew::Calendar => rules.recount(self, clock),
            }
            if before != clock.target_at {
                let mut detail = facts(clock);
                detail["before"] = json!(before);
                detail["because"] = json!(anew);
                let note = String::new();
                moved.push(Fired { detail, effect: None, note, answer_by: now });
            }
        }
        self.noted(permit, (clocks, &after), moved, rules, now)
    }

    fn noted(
        &self,
        permit: &Permit,
        (before, after): (&[Clock], &[Clock]),
        fired: Vec<Fired>,
        rules: &Clockwork,
        now: Moment,
    ) -> Refused<Option<Change>> {
        let same = |clock: &Clock| before.contains(clock);
        let changed: Vec<Clock> = after.iter().filter(|clock| !same(clock)).cloned().collect();
        if changed.is_empty() {
            return Ok(None);
        }
        let mut change = match fired.is_empty() {
            true => Draft::new(self, permit, now).done(),
            false => self.apply(permit, Detail::Reached(fired), now)?,
        };
        let follows = tick(after, &change, rules);
        change.clocks = changed;
        change.clocks.retain(|one| {
            !follows.iter().any(|new| (new.kind, new.number) == (one.kind, one.number))
        });
        change.clocks.extend(follows);
        Ok(Some(change))
    }
}

fn next_due(clocks: &mut [Clock], now: Moment) -> Option<&mut Clock> {
    let due = clocks.iter_mut().filter(|clock| clock.next_fire_at.is_some_and(|at| at <= now));
    due.min_by_key(|clock| clock.next_fire_at)
}

fn facts(clock: &Clock) -> Value {
    json!({ "clock": clock.kind, "number": clock.number, "target_at": clock.target_at })
}

impl Draft<'_> {
    /// An entry for each, and what follows: a supervision by the system, or the next level above.
    pub(crate) fn reached(&mut self, fired: Vec<Fired>) -> Refused<()> {
        for Fired { detail, effect, note, answer_by } in fired {
            self.step(Action::ClockReach, detail)?;
            let (kind, answer_by) = match effect {
                Some(Consequence::Raise) => {
                    self.raise_above(note)?;
                    continue;
                }
                Some(Consequence::Reminder) => (SupervisionKind::Reminder, None),
                Some(Consequence::Order) => (SupervisionKind::Order, Some(answer_by)),
                _ => continue,
            };
            self.supervise(Supervising { kind, note, answer_by })?;
        }
        Ok(())
    }

    /// Above the district there is nobody.
    fn raise_above(&mut self, reason: String) -> Refused<()> {
        let to = Some(above(self.after.course.raised));
        if self.after.course.raised == to {
            return Ok(());
        }
        self.step(Action::Raise, json!({ "to": to, "reason": reason }))?;
        self.after.course.raised = to;
        Ok(())
    }
}

/// Community, street, district.
const fn above(raised: Option<Raised>) -> Raised {
    match raised {
        None => Raised::Community,
        Some(Raised::Community) => Raised::Street,
        Some(Raised::Street | Raised::District) => Raised::District,
    }
}
