//! Who may send a ticket where, and who may take it or refuse it.

use super::{
    super::super::{
        people::{At, person},
        places::ESTATES,
        plan::{Act, Step, To},
    },
    Model,
};

impl Model<'_> {
    pub(super) fn send(&mut self, step: &Step, to: To, helpers: &[&'static str]) {
        let served = ESTATES[self.plan.estate].enterprise;
        let dispatcher: &[&str] = match (self.raised, served) {
            (2, _) => &["street_officer", "community_officer"],
            (0, Some(_)) => &["dispatcher", "manager"],
            _ => &["community_officer"],
        };
        let branch = self.raised == 0
            && self.is(step.by, &["branch_secretary"])
            && matches!(step.act, Act::Redispatch { .. });
        self.must(self.is(step.by, dispatcher) || branch, step);
        let officer = self.is(step.by, &["street_officer", "community_officer"]);
        let fits = match to {
            To::Pool => true,
            To::Account(who) => self.may_handle(who),
            To::Enterprise(index) => served == Some(index),
            To::Department(_) => officer,
        };
        self.must(fits && to.helped_by(helpers), step);
        self.must(helpers.len() <= 5 && helpers.iter().all(|who| self.may_handle(who)), step);
        (self.state, self.to, self.handler) = ("dispatched", Some(to), None);
        self.helpers = helpers.to_vec();
        self.involved.extend(helpers);
    }

    fn may_handle(&self, who: &str) -> bool {
        self.is(who, &["worker", "manager", "volunteer"]) && self.plan.reporter != Some(who)
    }

    pub(super) fn respond(&mut self, step: &Step) {
        let post = person(step.by).and_then(|p| p.post.as_ref()).map(|post| (post.at, post.role));
        let (at, role) = post.unwrap();
        let accepting = step.act == Act::Accept;
        let may = match self.to.unwrap() {
            To::Pool => accepting && self.is(step.by, &["volunteer"]),
            To::Account(who) => who == step.by,
            To::Enterprise(index) => {
                at == At::Enterprise(index) && (role == "manager" || accepting && role == "worker")
            }
            To::Department(index) => at == At::Department(index),
        };
        self.must(may && self.plan.reporter != Some(step.by), step);
        if accepting {
            (self.state, self.handler) = ("accepted", Some(step.by));
            self.involved.push(step.by);
        } else {
            (self.state, self.to) = ("submitted", None);
        }
    }
}

impl To {
    fn helped_by(self, helpers: &[&str]) -> bool {
        let lead = if let Self::Account(who) = self { Some(who) } else { None };
        helpers
            .iter()
            .enumerate()
            .all(|(at, who)| Some(*who) != lead && !helpers[..at].contains(who))
    }
}
