//! What may be requested by whom, who rules on it, and what comes of that; and whistles.

use super::{
    super::super::{
        people::{At, person},
        plan::{Act, SYSTEM, Step},
    },
    Model,
};

impl Model<'_> {
    pub(super) fn wait(&mut self, step: &Step) {
        match &step.act {
            Act::Request { kind, .. } => {
                let returns = ["return", "dispute"].contains(kind);
                let manager = self.raised == 0 && self.is(step.by, &["manager"]);
                let lead = self.handler == Some(step.by) && self.state == "accepted";
                self.must(if returns { manager } else { lead }, step);
                self.requests.push(Some((kind, step.by)));
            }
            Act::Rule { number, granted, .. } => {
                self.rule(step, *number, *granted);
            }
            Act::Reply { .. } | Act::Lapse => {
                let concerned = self.plan.reporter.unwrap_or(self.plan.filer);
                let by = if step.act == Act::Lapse { SYSTEM } else { concerned };
                let asked = self.requests.pop().flatten();
                let question = asked.is_some_and(|(kind, _)| kind == "question");
                self.must(step.by == by && question, step);
            }
            Act::Renew { .. }
            | Act::Merge
            | Act::Unmerge { .. }
            | Act::Split { .. }
            | Act::Support => self.relate(step),
            Act::Resume { .. } => {
                self.must(self.handler == Some(step.by) || step.by == SYSTEM, step);
                self.state = "accepted";
            }
            Act::Raise { .. } => {
                self.must(self.raised < 1 && self.is(step.by, &["branch_secretary"]), step);
                self.raised = 1;
            }
            Act::Span { .. } | Act::ReportPart { .. } => self.span(step),
            Act::Revoke { number, .. } => {
                let asked = self.open[*number as usize - 1].take();
                self.must(asked.is_some() && self.is(step.by, &["branch_secretary"]), step);
            }
            whistle => self.whistle(step, whistle),
        }
    }

    fn span(&mut self, step: &Step) {
        match &step.act {
            Act::Span { area, .. } => {
                let fair = self.is(step.by, &["community_officer"]) && self.impartial(step.by);
                self.must(fair && self.spanned.is_none(), step);
                (self.raised, self.spanned) = (2, Some(*area));
            }
            Act::ReportPart { area, .. } => {
                let own = person(step.by).unwrap().post.as_ref().unwrap().at == At::Area(*area);
                self.must(own && self.spanned == Some(*area), step);
            }
            _ => unreachable!(),
        }
    }

    fn rule(&mut self, step: &Step, number: u32, granted: bool) {
        let (kind, by) = self.requests[number as usize - 1].take().unwrap();
        let above = ["community_officer", "community_secretary", "street_officer"];
        let branch =
            ["suspension", "extension"].contains(&kind) && self.is(step.by, &["branch_secretary"]);
        let fair = by != step.by && self.impartial(step.by) && kind != "question";
        self.must((self.is(step.by, &above) || branch) && fair, step);
        match (kind, granted) {
            ("suspension", true) => self.state = "suspended",
            ("return" | "dispute", true) => {
                (self.state, self.to, self.handler) = ("submitted", None, None);
                self.raised = self.raised.max(1);
            }
            _ => {}
        }
    }

    fn whistle(&mut self, step: &Step, act: &Act) {
        let come = |by: &str| match person(by).unwrap().post.as_ref().unwrap().at {
            At::Department(own) => own,
            _ => usize::MAX,
        };
        let (department, from) = match act {
            Act::Stick => {
                let waits = self.called.iter().all(|(_, stage)| *stage == 0);
                self.must(step.by == SYSTEM && self.whistle.is_some() && waits, step);
                return;
            }
            Act::Blow { departments, .. } => {
                self.must(self.whistle.is_none() && self.is(step.by, &["community_officer"]), step);
                self.whistle = Some(step.by);
                self.called = departments.iter().map(|one| (*one, 0)).collect();
                return;
            }
            Act::RuleWhistle { granted, .. } => {
                let principal = self.is(step.by, &["community_secretary"]);
                self.must(principal && self.whistle.is_some_and(|by| by != step.by), step);
                self.called.iter_mut().for_each(|(_, stage)| *stage = u8::from(*granted));
                return;
            }
            Act::ReportIn { .. } => (come(step.by), 1),
            Act::FinishTask { .. } => (come(step.by), 2),
            Act::RateDepartment { department, .. } => {
                self.must(self.is(step.by, &["community_officer"]), step);
                (*department, 3)
            }
            _ => unreachable!(),
        };
        let stage = self.called.iter().position(|one| *one == (department, from));
        self.must(stage.is_some(), step);
        self.called[stage.unwrap()].1 += 1;
    }

    fn relate(&mut self, step: &Step) {
        let may = ["dispatcher", "manager", "community_officer"];
        let concerned = self.plan.reporter.unwrap_or(self.plan.filer) == step.by;
        match &step.act {
            Act::Renew { .. } => self.must(concerned, step),
            Act::Support => self.support(step),
            sorted => {
                self.must(self.is(step.by, &may), step);
                self.state = match sorted {
                    Act::Merge => "merged",
                    Act::Split { .. } => "split",
                    _ => "submitted",
                };
            }
        }
    }

    fn support(&mut self, step: &Step) {
        let neighbour = person(step.by).is_some_and(|p| p.lives_in(self.plan.estate));
        let public = self.plan.visibility == "public";
        self.must(neighbour && public && self.plan.reporter != Some(step.by), step);
    }
}
