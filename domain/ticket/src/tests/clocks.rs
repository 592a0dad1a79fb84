//! Which steps start and stop which clocks, and what follows when time runs out.

use access::{Action, Actor, ScopePath, authorize};
use calendar::Written;
use kernel::{CalendarId, Moment, Uuid};

use super::fixture::*;
use crate::*;

/// Weekdays from 9 to 17 o'clock at +08:00.
pub(super) fn rules() -> Clockwork {
    let hours = (0..5).map(|day| (day.to_string(), vec![["09:00".to_owned(), "17:00".to_owned()]]));
    let written = Written { tz: "+08:00".to_owned(), hours: hours.collect(), ..Written::default() };
    let calendar = written.read("").unwrap();
    let id = CalendarId(Uuid::from_u128(1));
    let placed = Placed { id, version: 1, path: ScopePath::default(), calendar };
    Clockwork { policies: Vec::new(), calendars: vec![placed] }
}

/// A ticket with its clocks.
pub(super) struct Life {
    pub(super) ticket: Ticket,
    pub(super) clocks: Vec<Clock>,
    pub(super) rules: Clockwork,
}

impl Life {
    /// Submitted at `at(0)`.
    pub(super) fn begin(rules: Clockwork) -> Self {
        let ticket = submitted();
        let permit =
            authorize(&resident(), Action::Submit, &Opening { path: path(), on_behalf: false });
        let mut change = submit(&permit.unwrap(), submission(false), at(0)).unwrap();
        tick(&[], &mut change, &rules).unwrap();
        Self {
            ticket: Ticket { course: change.after.course, ..ticket },
            clocks: change.clocks,
            rules,
        }
    }

    pub(super) fn step(&mut self, actor: &Actor, detail: Detail, seconds: i64) {
        self.try_step(actor, detail, seconds).unwrap();
    }

    pub(super) fn try_step(
        &mut self,
        actor: &Actor,
        detail: Detail,
        seconds: i64,
    ) -> kernel::Refused<()> {
        let mut change = act(&self.ticket, actor, detail, at(seconds))?;
        tick(&self.clocks, &mut change, &self.rules)?;
        self.keep(change);
        Ok(())
    }

    pub(super) fn keep(&mut self, change: Change) {
        let changed = change.clocks;
        self.clocks.retain(|one| {
            !changed.iter().any(|new| (new.kind, new.number) == (one.kind, one.number))
        });
        self.clocks.extend(changed);
        self.ticket = change.after;
    }

    /// The words of the entries that the system writes.
    pub(super) fn sweep(&mut self, seconds: i64) -> Vec<String> {
        let permit = authorize(&Actor::system(), Action::ClockReach, &self.ticket).unwrap();
        let fired = self.ticket.fire(&permit, &self.clocks, &self.rules, at(seconds)).unwrap();
        let Some(change) = fired else { return Vec::new() };
        let said = change.entries.iter().map(|entry| match entry.action {
            Action::ClockReach => format!(
                "{} {} {}",
                entry.detail["clock"], entry.detail["percent"], entry.detail["effect"]
            )
            .replace('"', ""),
            other => other.as_str().to_owned(),
        });
        let said = said.collect();
        self.keep(change);
        said
    }

    /// Those that run, and how each of the others ended.
    fn state(&self) -> (Vec<&'static str>, Vec<String>) {
        let mut clocks = self.clocks.clone();
        clocks.sort_by_key(|clock| (clock.kind, clock.number));
        let running = clocks.iter().filter(|clock| clock.runs()).map(|clock| clock.kind.as_str());
        let over = clocks.iter().filter(|clock| !clock.runs());
        let over = over.map(|clock| match clock.met {
            Some(true) => format!("{} kept", clock.kind),
            Some(false) => format!("{} broken", clock.kind),
            None => format!("{} dropped", clock.kind),
        });
        (running.collect(), over.collect())
    }

    pub(super) fn target(&self, kind: ClockKind) -> Moment {
        self.clocks.iter().find(|clock| clock.kind == kind && clock.runs()).unwrap().target_at
    }
}

#[test]
fn every_action_of_a_ticket_has_its_effects_or_none() {
    let silent = [
        "rate",
        "supervise",
        "card",
        "answer",
        "clock",
        "raise",
        "span",
        "unspan",
        "report_part",
        "withdraw_supervision",
        "request_suspension",
        "request_extension",
        "request_return",
        "dispute",
        "rule",
        "blow_whistle",
        "approve_whistle",
        "report_in",
        "finish_task",
        "rate_department",
        "whistle_stuck",
        "support",
        "renew",
        "claim",
        "share_status",
        "inform",
        "attach",
        "detach",
        // Journaled as `submit`.
        "register_call",
    ];
    for step in LIFECYCLE.steps {
        let rows = EFFECTS.iter().filter(|(action, _)| *action == step.action).count();
        assert_eq!(rows, usize::from(!silent.contains(&step.action.as_str())), "{}", step.action);
    }
}

#[test]
fn the_usual_way_keeps_every_clock() {
    let mut life = Life::begin(rules());
    assert_eq!(life.state().0, ["dispatch", "resolution"]);
    life.step(&dispatcher(), Detail::Dispatch(to(Target::Organization(ENTERPRISE))), 60);
    assert_eq!(life.state(), (vec!["acceptance", "resolution"], vec!["dispatch kept".to_owned()]));
    life.step(&worker(), Detail::Accept, 120);
    life.step(&worker(), Detail::Progress { note: why() }, 180);
    life.step(&worker(), resolving(), 240);
    let kept = ["dispatch kept", "acceptance kept", "first_contact kept", "resolution kept"];
    assert_eq!(life.state(), (vec!["follow_up"], kept.map(str::to_owned).to_vec()));
    life.step(&resident(), Detail::Reopen { reason: why() }, 300);
    assert_eq!(life.state().0, ["dispatch", "resolution"]);
    assert!(life.state().1.contains(&"follow_up dropped".to_owned()));
    life.step(&resident(), Detail::Withdraw { reason: None }, 360);
    assert!(life.state().0.is_empty(), "nothing waits any longer");
}

#[test]
fn what_comes_late_breaks_its_clock() {
    let mut life = Life::begin(rules());
    life.step(&dispatcher(), Detail::Dispatch(to(Target::Organization(ENTERPRISE))), 7201);
    assert_eq!(life.state().1, ["dispatch broken"]);
    life.step(&manager(), Detail::Refuse { reason: why() }, 7202);
    assert_eq!(
        life.state(),
        (
            vec!["dispatch", "resolution"],
            vec!["dispatch broken".to_owned(), "acceptance dropped".to_owned()]
        )
    );
}

/// The fixture's second 0 is Monday 2026-09-21 at 22:13:20 (+08:00).
#[test]
fn limits_follow_the_priority_and_the_kind_and_an_amendment() {
    let mut life = Life::begin(rules());
    assert_eq!(life.target(ClockKind::Dispatch), at(7200));
    assert_eq!(life.target(ClockKind::Resolution), at(3 * 86_400), "three workdays for a repair");
    let amendment = |kind, priority| {
        Detail::Amend(Amendment { category: None, kind, priority, visibility: None, reason: why() })
    };
    life.step(&dispatcher(), amendment(None, Some(Priority::Emergency)), 60);
    assert_eq!(life.target(ClockKind::Dispatch), at(1800));
    assert_eq!(life.target(ClockKind::Resolution), at(7200));
    life.step(&dispatcher(), amendment(Some(Kind::Consultation), Some(Priority::Normal)), 120);
    assert_eq!(life.target(ClockKind::Resolution), at(2 * 86_400));
}

#[test]
fn each_level_fires_once_after_days_of_downtime() {
    let mut life = Life::begin(rules());
    assert!(life.sweep(7199).is_empty());
    let two_days = 2 * 86_400 + 50_000;
    let fired = life.sweep(two_days);
    let expected = [
        "dispatch 100 reminder",
        "supervise",
        "dispatch 200 order",
        "supervise",
        "resolution 75 notice",
    ];
    assert_eq!(fired, expected);
    assert_eq!(life.ticket.course.raised, None);
    assert_eq!((life.ticket.course.supervision_count, life.ticket.course.unanswered), (2, 1));
    assert!(life.sweep(two_days).is_empty(), "each once");
}

#[test]
fn a_ticket_goes_up_from_level_to_level() {
    let mut life = Life::begin(rules());
    life.sweep(2 * 86_400 + 50_000);
    let fired = life.sweep(30 * 86_400);
    let expected = [
        "resolution 100 reminder",
        "supervise",
        "supervision_answer 100 order",
        "supervise",
        "supervision_answer 100 card",
        "card",
        "supervision_answer 200 raise",
        "raise",
        "resolution 150 order",
        "supervise",
        "resolution 200 raise",
        "raise",
        "resolution 300 raise",
        "raise",
        "resolution 400 raise",
    ];
    assert_eq!(fired, expected);
    assert_eq!(life.ticket.course.raised, Some(Raised::District));
    assert_eq!(life.ticket.course.unanswered, 4, "orders and cards need their answers");
    let answers = ["supervision_answer"; 9];
    assert_eq!(life.state().0, [&["dispatch", "resolution"][..], &answers].concat());
    assert!(life.sweep(30 * 86_400).is_empty());
    let last = life.sweep(60 * 86_400);
    let cards = last.iter().filter(|word| *word == "card").count();
    assert_eq!(cards, 2, "the orders that stand unanswered become cards");
    assert!(!last.contains(&"raise".to_owned()), "above the district there is nobody");
}
