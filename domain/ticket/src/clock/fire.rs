//! Levels that are reached: an entry each, and what follows.

use access::{Action, Permit};
use kernel::{Moment, Refused};
use serde_json::{Value, json};

use super::{
    Clock, ClockKind, Clockwork, Consequence,
    tick::{advance, settle},
};
use crate::{
    Change, LIFECYCLE, Raised, Raising, Supervising, SupervisionKind, Ticket, Unit, UnitKind,
    apply::Detail, change::Draft,
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
    unit: Unit,
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
            let (effect, unit) = (Some(level.effect), self.waited_for(due));
            fired.push(Fired { detail, effect, unit, note, answer_by });
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
                let unit = self.waited_for(clock);
                moved.push(Fired { detail, effect: None, unit, note, answer_by: now });
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
        if after.iter().all(same) {
            return Ok(None);
        }
        let mut change = match fired.is_empty() {
            true => Draft::new(self, permit, now).done(),
            false => self.apply(permit, Detail::Reached(fired), now)?,
        };
        change.swept_at = Some(now);
        let all = advance(after, &change, rules);
        settle(before, all, &mut change);
        Ok(Some(change))
    }

    /// Whom the clock waits for: who was asked, the department that was called, or whoever has the ticket.
    fn waited_for(&self, clock: &Clock) -> Unit {
        let called = clock.unit.map(|id| Unit { kind: UnitKind::Organization, id: id.0 });
        let mut open = self.open_supervisions.iter();
        let asked = open.find(|open| open.number == clock.number);
        let asked = asked.filter(|_| clock.kind == ClockKind::SupervisionAnswer);
        called.or(asked.map(|open| open.unit)).unwrap_or_else(|| self.responsible_unit())
    }
}

fn next_due(clocks: &mut [Clock], now: Moment) -> Option<&mut Clock> {
    let due = clocks.iter_mut().filter(|clock| clock.next_fire_at.is_some_and(|at| at <= now));
    due.min_by_key(|clock| clock.next_fire_at)
}

fn facts(clock: &Clock) -> Value {
    let mut facts =
        json!({ "clock": clock.kind, "number": clock.number, "target_at": clock.target_at });
    if let Some(department) = clock.unit {
        facts["organization_id"] = json!(department);
    }
    facts
}

impl Draft<'_> {
    /// An entry for each, and what follows: a supervision by the system, or the next level above.
    pub(crate) fn reached(&mut self, fired: Vec<Fired>) -> Refused<()> {
        for Fired { detail, effect, unit, note, answer_by } in fired {
            self.step(Action::ClockReach, detail)?;
            let whole = unit.kind == UnitKind::Organization;
            let kind = match effect {
                None | Some(Consequence::Notice) => continue,
                Some(Consequence::Reminder) => SupervisionKind::Reminder,
                Some(Consequence::Order) => SupervisionKind::Order,
                Some(Consequence::Card) if whole => SupervisionKind::YellowCard,
                Some(Consequence::Card | Consequence::Raise) => {
                    self.raise_above(Raising { reason: note, answer_by })?;
                    continue;
                }
            };
            self.ask_unit(Supervising { kind, note, answer_by: Some(answer_by) }, unit)?;
        }
        Ok(())
    }

    /// Above the district there is nobody.
    fn raise_above(&mut self, told: Raising) -> Refused<()> {
        match above(self.after.course.raised) {
            to if self.after.course.raised == Some(to) => Ok(()),
            to => self.raise_to(to, told),
        }
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
