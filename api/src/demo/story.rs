//! The means of telling a ticket's story: the clock, who takes which part, and each step as it is done.

use super::{
    cast,
    dice::Dice,
    order::Order,
    phrases,
    places::{CITY_MANAGEMENT, ESTATES},
    plan::{Act, Step, To},
    texts::Route,
};

/// Who dispatches: the level that the ticket was raised to, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(crate) enum Raised {
    Not,
    Community,
    Street,
}

/// A ticket whose story is being told.
pub(crate) struct Story<'d> {
    pub(crate) dice: &'d mut Dice,
    pub(crate) order: Order,
    pub(crate) raised: Raised,
    pub(crate) handler: Option<&'static str>,
    to: Option<To>,
    helpers: Vec<&'static str>,
    supervisions: u32,
    pub(super) requests: u32,
    resolutions: u32,
    resolved_at: u32,
    /// Minutes since the midnight before the order.
    clock: u32,
    start: u32,
    steps: Vec<Step>,
}

const DAY: u32 = 24 * 60;
const WINDOW: u32 = 10 * DAY;

impl<'d> Story<'d> {
    /// `start` is the minute of the day of the order.
    pub(crate) fn new(dice: &'d mut Dice, order: Order, start: u32) -> Self {
        Self {
            dice,
            order,
            raised: Raised::Not,
            handler: None,
            to: None,
            helpers: Vec::new(),
            supervisions: 0,
            requests: 0,
            resolutions: 0,
            resolved_at: start,
            clock: start,
            start,
            steps: Vec::new(),
        }
    }

    pub(crate) fn told(self) -> (Order, Vec<Step>) {
        (self.order, self.steps)
    }

    pub(crate) fn served(&self) -> bool {
        ESTATES[self.order.estate].enterprise.is_some()
    }

    pub(crate) fn one(&mut self, role: &str) -> Option<&'static str> {
        cast::one(self.dice, role, self.order.estate)
    }

    /// Lets time pass, in minutes; people work by day, except in an emergency.
    pub(crate) fn pause(&mut self, low: u32, high: u32) {
        let gap = self.dice.within(low, high);
        if self.order.matter.priority == "emergency" {
            self.clock += (gap / 20).max(2);
            return;
        }
        self.clock += gap;
        let late = self.clock % DAY >= 21 * 60;
        if late || self.clock % DAY < 8 * 60 {
            let midnight = self.clock / DAY + u32::from(late);
            self.clock = midnight * DAY + self.dice.within(8 * 60, 9 * 60 + 40);
        }
    }

    /// Waits out a term that began with the last step, until the job has come round.
    pub(crate) fn outwait(&mut self, minutes: u32) {
        self.clock += minutes + self.dice.within(1, 30);
    }

    /// Waits until the window of the last resolution is over and the job has come round.
    pub(crate) fn outwait_the_window(&mut self) {
        self.clock = self.clock.max(self.resolved_at + WINDOW + self.dice.within(1, 30));
    }

    pub(crate) fn act(&mut self, by: &'static str, act: Act) {
        self.steps.push(Step { after_minutes: self.clock - self.start, by, act });
    }

    /// Does the step if there is somebody to do it.
    pub(crate) fn act_as(&mut self, by: Option<&'static str>, act: Act) {
        if let Some(by) = by {
            self.act(by, act);
        }
    }

    pub(crate) fn reporter_or_filer(&self) -> &'static str {
        self.order.reporter.unwrap_or(self.order.filer)
    }

    /// Who dispatches now: the enterprise, the community where none serves or it was raised, or the street.
    pub(crate) fn dispatcher(&mut self) -> Option<&'static str> {
        match self.raised {
            Raised::Street => self.one("street_officer"),
            Raised::Not if self.served() => {
                let role = if self.dice.chance(80) { "dispatcher" } else { "manager" };
                self.one(role)
            }
            Raised::Not | Raised::Community => self.one("community_officer"),
        }
    }

    /// A person who may take it: of the enterprise, or a volunteer of the estate.
    pub(crate) fn hand(&mut self, other_than: Option<&str>) -> Option<&'static str> {
        let estate = self.order.estate;
        let mut hands = if self.served() && self.order.matter.route != Route::Pool {
            cast::with_role("worker", estate)
        } else {
            cast::volunteers(estate, self.order.reporter)
        };
        hands.retain(|hand| Some(*hand) != other_than);
        self.dice.pick(&hands).copied()
    }

    /// Where a ticket of this kind would usually go.
    pub(crate) fn destination(&mut self) -> To {
        let enterprise = ESTATES[self.order.estate].enterprise;
        let officer = enterprise.is_none() || self.raised != Raised::Not;
        match (self.order.matter.route, enterprise) {
            (Route::Department(index), _) if officer => To::Department(index),
            (Route::Department(_), _) => self.one("manager").map_or(To::Pool, To::Account),
            (Route::Property, Some(index)) if self.dice.chance(45) => To::Enterprise(index),
            (Route::Property, Some(_)) => self.hand(None).map_or(To::Pool, To::Account),
            (Route::Property, None) if self.dice.chance(35) => To::Department(CITY_MANAGEMENT),
            (Route::Pool, _) | (Route::Property, None) if self.dice.chance(70) => To::Pool,
            (Route::Pool | Route::Property, _) => self.hand(None).map_or(To::Pool, To::Account),
        }
    }

    pub(crate) fn dispatch(&mut self, to: To, helpers: Vec<&'static str>) {
        self.wait_for_dispatch();
        let note = match self.order.matter.priority {
            "emergency" => Some(phrases::EMERGENCY_NOTE),
            _ => self.dice.chance(40).then(|| self.dice.say(phrases::DISPATCH_NOTES)),
        };
        let by = self.dispatcher();
        self.to = Some(to);
        self.helpers.clone_from(&helpers);
        self.act_as(by, Act::Dispatch { to, helpers, note });
    }

    fn wait_for_dispatch(&mut self) {
        match self.order.matter.priority {
            "normal" => self.pause(10, 420),
            _ => self.pause(3, 60),
        }
    }

    /// Given to someone else; whoever helped or handled it is out.
    pub(crate) fn redispatch(&mut self, to: To) {
        let branch = self.raised == Raised::Not && self.dice.chance(30);
        let by = if branch { self.one("branch_secretary") } else { self.dispatcher() };
        let reason = self.dice.say(phrases::REDISPATCH_REASONS);
        (self.to, self.handler) = (Some(to), None);
        self.helpers.clear();
        self.act_as(by, Act::Redispatch { to, reason });
    }

    pub(crate) fn accept(&mut self) {
        self.pause(8, 400);
        let to = self.to.unwrap_or(To::Pool);
        let takers = cast::takers(to, self.order.estate, self.order.reporter);
        self.handler = self.dice.pick(&takers).copied();
        self.act_as(self.handler, Act::Accept);
    }

    pub(crate) fn progress(&mut self) {
        self.pause(60, 900);
        let helper = self.dice.pick(&self.helpers).copied();
        let by = if self.dice.chance(40) { helper.or(self.handler) } else { self.handler };
        let note = match (self.order.matter.priority, self.order.matter.kind) {
            ("emergency", _) => phrases::URGENT_SCENE_NOTE,
            (_, "repair") => self.dice.say(phrases::REPAIR_NOTES),
            _ => self.dice.say(phrases::TALK_NOTES),
        };
        self.act_as(by, Act::Progress { note });
    }

    pub(crate) fn resolve(&mut self, result: String, outcome: &'static str) {
        if self.order.is_photographed() {
            if self.resolutions == 0 {
                self.pause(5, 60);
                self.act_as(self.handler, Act::Attach { kind: "before" });
            }
            self.pause(60, 900);
            self.act_as(self.handler, Act::Attach { kind: "after" });
        }
        self.pause(60, 1800);
        self.resolutions += 1;
        self.resolved_at = self.clock;
        self.act_as(self.handler, Act::Resolve { result, outcome });
    }

    pub(crate) fn resolutions(&self) -> u32 {
        self.resolutions
    }

    /// Back to whoever dispatches; the third reopening raises it to the community.
    pub(crate) fn sent_back(&mut self) {
        (self.to, self.handler) = (None, None);
        self.helpers.clear();
        if self.resolutions >= 3 && self.raised == Raised::Not {
            self.raised = Raised::Community;
        }
    }

    /// The level above is asked what becomes of it, which counts as a supervision.
    pub(crate) fn raise(&mut self, by: &'static str, reason: &'static str) {
        self.supervisions += 1;
        self.act(by, Act::Raise { reason });
    }

    /// Counts one more supervision and gives its number.
    pub(crate) fn supervise(
        &mut self,
        by: &'static str,
        kind: &'static str,
        note: &'static str,
    ) -> u32 {
        let hours = if self.dice.chance(50) { 48 } else { 72 };
        let answer_within_hours = (kind != "reminder").then_some(hours);
        self.supervisions += 1;
        self.act(by, Act::Supervise { kind, note, answer_within_hours });
        self.supervisions
    }
}
