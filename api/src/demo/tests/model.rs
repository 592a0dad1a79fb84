//! The rules of the ticket's lifecycle, written down once more to check the plan against.

mod sending;
mod waiting;
mod work;

use super::super::{
    people::person,
    places::ESTATES,
    plan::{Act, Channel, Plan, SYSTEM, Step, To},
};

const WINDOW: u32 = 10 * 24 * 60;

/// A ticket as far as the rules need it.
pub(super) struct Model<'a> {
    plan: &'a Plan,
    pub(super) state: &'static str,
    pub(super) resolved_at: u32,
    to: Option<To>,
    handler: Option<&'static str>,
    helpers: Vec<&'static str>,
    /// Everyone who ever handled or helped.
    involved: Vec<&'static str>,
    raised: u8,
    /// The area that it concerns besides its own.
    spanned: Option<usize>,
    resolutions: u32,
    reopened: u32,
    rated: u32,
    verdict: bool,
    objected: bool,
    /// The kind of each supervision until it is answered, and the minute by which it should be.
    open: Vec<Option<(&'static str, u32)>>,
    /// What was requested, and by whom, until it is settled.
    requests: Vec<Option<(&'static str, &'static str)>>,
    /// Who blew a whistle, and how far each department has come: called, there, finished, rated.
    whistle: Option<&'static str>,
    called: Vec<(usize, u8)>,
    /// What the photos show that are there.
    photos: Vec<&'static str>,
}

impl<'a> Model<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            state: "submitted",
            resolved_at: 0,
            to: None,
            handler: None,
            helpers: Vec::new(),
            involved: Vec::new(),
            raised: 0,
            spanned: None,
            resolutions: 0,
            reopened: 0,
            rated: 0,
            verdict: false,
            objected: false,
            open: Vec::new(),
            requests: Vec::new(),
            whistle: None,
            called: Vec::new(),
            photos: Vec::new(),
        }
    }

    fn is(&self, by: &str, roles: &[&str]) -> bool {
        person(by).is_some_and(|p| roles.iter().any(|role| p.serves(role, self.plan.estate)))
    }

    #[track_caller]
    fn must(&self, holds: bool, step: &Step) {
        assert!(holds, "{step:?} in state {} of {:#?}", self.state, self.plan);
    }

    pub(super) fn take(&mut self, step: &Step) {
        let from = from(&step.act);
        self.must(from.contains(&self.state), step);
        match &step.act {
            Act::Dispatch { to, helpers, .. } => self.send(step, *to, helpers),
            Act::Redispatch { to, .. } => self.send(step, *to, &[]),
            Act::Accept | Act::Refuse { .. } => self.respond(step),
            Act::Progress { .. } | Act::Resolve { .. } | Act::Attach { .. } => self.work(step),
            Act::Rate { .. } | Act::FollowUp { .. } | Act::Reopen { .. } => self.judge(step),
            Act::Close => self.close(step),
            Act::Supervise { .. } | Act::Answer { .. } => self.oversee(step),
            Act::Withdraw { .. } | Act::Decline { .. } | Act::Object { .. } | Act::Amend { .. } => {
                self.turn(step);
            }
            _ => self.wait(step),
        }
    }

    fn impartial(&self, by: &str) -> bool {
        !self.involved.contains(&by)
            && self.plan.reporter != Some(by)
            && !self.is(by, &["worker", "manager", "dispatcher"])
    }

    fn judge(&mut self, step: &Step) {
        let concerned = self.plan.reporter.unwrap_or(self.plan.filer) == step.by;
        let in_time = step.after_minutes < self.resolved_at + WINDOW;
        let unsolved = match &step.act {
            Act::Rate { solved, stars, .. } => {
                self.must(self.plan.reporter == Some(step.by) && in_time, step);
                self.must(self.rated < self.resolutions && (1..=5).contains(stars), step);
                self.rated = self.resolutions;
                self.verdict = *solved;
                !solved
            }
            Act::FollowUp { reached, solved, .. } => {
                let roles = ["branch_secretary", "specialist", "community_officer"];
                self.must(self.is(step.by, &roles) && self.impartial(step.by), step);
                self.must(*reached == solved.is_some(), step);
                self.verdict |= self.plan.reporter.is_none() && *solved == Some(true);
                *solved == Some(false)
            }
            _ => {
                self.must(concerned && in_time && self.reopened < 3, step);
                true
            }
        };
        if unsolved && self.reopened < 3 {
            self.reopened += 1;
            self.raised = if self.reopened == 3 { self.raised.max(1) } else { self.raised };
            (self.state, self.to, self.handler) = ("submitted", None, None);
        }
    }

    fn close(&mut self, step: &Step) {
        if step.by == SYSTEM {
            self.must(step.after_minutes > self.resolved_at + WINDOW, step);
        } else {
            let may = self.is(step.by, &["branch_secretary", "community_officer"]);
            self.must(may && self.impartial(step.by) && self.verdict, step);
        }
        let unanswered =
            self.open.iter().flatten().any(|(kind, _)| !["reminder", "raised_case"].contains(kind));
        self.must(!unanswered, step);
        self.state = "closed";
    }

    fn oversee(&mut self, step: &Step) {
        match &step.act {
            Act::Supervise { kind, answer_within_hours, .. } => {
                let card = kind.ends_with("card");
                let above = ["community_officer", "community_secretary", "street_officer"];
                let near = ["branch_secretary", "specialist"];
                self.must(self.is(step.by, &above) || !card && self.is(step.by, &near), step);
                self.must(self.impartial(step.by) && self.asked() != Some(step.by), step);
                let volunteer = self.handler.is_some_and(|by| self.is(by, &["volunteer"]));
                self.must(!card || self.handler.is_some() && !volunteer, step);
                self.must(answer_within_hours.is_some() == (*kind != "reminder"), step);
                let term = answer_within_hours.map_or(0, |hours| hours * 60);
                self.open.push(Some((kind, step.after_minutes + term)));
            }
            Act::Raise { .. } => self.open.push(Some(("raised_case", u32::MAX))),
            Act::Answer { number, .. } => {
                let asked = self.open[*number as usize - 1].take();
                self.must(asked.is_some_and(|(_, by)| step.after_minutes <= by), step);
                self.must(self.asked() == Some(step.by), step);
            }
            _ => unreachable!(),
        }
    }

    /// The one account of the demo that answers for the unit asked.
    fn asked(&self) -> Option<&'static str> {
        let estate = self.plan.estate;
        let only = |role| super::PEOPLE.iter().find(|p| p.serves(role, estate)).map(|p| p.account);
        match self.handler {
            Some(by) if self.is(by, &["worker", "manager"]) => only("manager"),
            Some(by) => Some(by),
            None if ESTATES[estate].enterprise.is_some() => only("manager"),
            None => only("community_officer"),
        }
    }

    fn turn(&mut self, step: &Step) {
        let concerned = self.plan.reporter.unwrap_or(self.plan.filer) == step.by;
        let round = matches!(self.plan.channel, Channel::GridRound | Channel::Meeting);
        match &step.act {
            Act::Withdraw { .. } => {
                self.must(concerned && !round, step);
                self.state = "withdrawn";
            }
            Act::Decline { .. } => {
                let role = if self.raised == 2 { "street_officer" } else { "community_officer" };
                self.must(self.is(step.by, &[role]), step);
                self.state = "declined";
            }
            Act::Object { .. } => {
                self.must(concerned && !round && !self.objected, step);
                (self.state, self.raised, self.objected) = ("submitted", 2, true);
            }
            _ => self.must(self.is(step.by, &["dispatcher", "community_officer"]), step),
        }
    }
}

/// The states from which a step may be taken.
fn from(act: &Act) -> &'static [&'static str] {
    match act {
        Act::Dispatch { .. } | Act::Decline { .. } | Act::Merge | Act::Split { .. } => {
            &["submitted"]
        }
        Act::Renew { .. } => &["closed"],
        Act::Unmerge { .. } => &["merged"],
        Act::Accept | Act::Refuse { .. } => &["dispatched"],
        Act::Redispatch { .. } => &["dispatched", "accepted"],
        Act::Progress { .. }
        | Act::Resolve { .. }
        | Act::Reply { .. }
        | Act::Lapse
        | Act::Attach { .. } => &["accepted"],
        Act::Resume { .. } => &["suspended"],
        Act::Request { .. } | Act::Rule { .. } => &["submitted", "dispatched", "accepted"],
        Act::Object { .. } => &["declined"],
        Act::Withdraw { .. } => &["submitted", "dispatched", "accepted"],
        Act::Supervise { .. }
        | Act::Answer { .. }
        | Act::Amend { .. }
        | Act::Raise { .. }
        | Act::Span { .. }
        | Act::ReportPart { .. }
        | Act::Support
        | Act::Blow { .. }
        | Act::RuleWhistle { .. }
        | Act::Stick
        | Act::ReportIn { .. }
        | Act::FinishTask { .. }
        | Act::RateDepartment { .. }
        | Act::Revoke { .. } => &["submitted", "dispatched", "accepted", "resolved"],
        Act::Rate { .. } | Act::FollowUp { .. } | Act::Reopen { .. } | Act::Close => &["resolved"],
    }
}
