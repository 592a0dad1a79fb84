//! The scenes in which the work waits, goes back or goes up: requests and their rulings, questions, raising.

use super::{
    cast, phrases,
    places::{CITY_MANAGEMENT, POLICE, POWER},
    plan::{Act, SYSTEM},
    scenario::{Scenario, Twist},
    story::{Raised, Story},
};

/// How long the reporter has for a reply.
const REPLY_HOURS: u32 = 4 * 24;
/// How long until a suspended ticket comes back by itself.
const REVIEW_HOURS: u32 = 45 * 24;

impl Story<'_> {
    /// What held up the work after it was accepted.
    pub(crate) fn waited(&mut self, scenario: Scenario) {
        match scenario.twist {
            Twist::Suspended => self.suspended(scenario.end),
            Twist::Reviewed => self.reviewed(),
            Twist::Whistled => self.whistled(scenario.end),
            Twist::WhistleRefused => self.whistled_in_vain(),
            Twist::SuspensionRefused => self.asked_in_vain("suspension"),
            Twist::ExtensionRefused => self.asked_in_vain("extension"),
            Twist::Unreplied => self.unreplied(),
            Twist::Extended => {
                let number = self.request("extension");
                if scenario.end == "closed" {
                    self.rule(number, true);
                }
            }
            Twist::Questioned => {
                self.request("question");
                if scenario.end == "closed" {
                    self.pause(60, 1200);
                    let answer = self.dice.say(phrases::REPLIES);
                    self.act(self.reporter_or_filer(), Act::Reply { answer });
                }
            }
            Twist::Plain => self.supported(),
            _ => {}
        }
    }

    /// Neighbours who see a public ticket say "me too".
    fn supported(&mut self) {
        if self.order.matter.visibility != "public" {
            return;
        }
        for neighbour in cast::residents(self.order.estate).into_iter().take(3) {
            if self.order.reporter != Some(neighbour.account) {
                self.pause(5, 60);
                self.act(neighbour.account, Act::Support);
            }
        }
    }

    fn suspended(&mut self, end: &str) {
        let number = self.request("suspension");
        if end == "accepted" {
            return;
        }
        self.rule(number, true);
        if end == "closed" {
            self.pause(4000, 9000);
            let reason = self.dice.say(phrases::RESUME_REASONS);
            self.act_as(self.handler, Act::Resume { reason });
        }
    }

    fn reviewed(&mut self) {
        let number = self.request("suspension");
        self.rule(number, true);
        self.outwait(REVIEW_HOURS * 60);
        self.act(SYSTEM, Act::Resume { reason: phrases::REVIEWED });
    }

    /// Asked by the handler, or by the enterprise that was given the order.
    pub(crate) fn request(&mut self, kind: &'static str) -> u32 {
        self.pause(90, 700);
        let (by, hours, reasons) = match kind {
            "suspension" => (self.handler, REVIEW_HOURS, phrases::SUSPENSIONS),
            "extension" => (self.handler, 0, phrases::EXTENSIONS),
            "question" => (self.handler, REPLY_HOURS, phrases::QUESTIONS),
            "return" => (self.one("manager"), 0, phrases::RETURNS),
            _ => (self.one("manager"), 0, phrases::DISPUTES),
        };
        let reason = self.dice.say(reasons);
        self.requests += 1;
        self.act_as(by, Act::Request { kind, reason, hours });
        self.requests
    }

    /// By the community secretary, who neither files nor handles.
    fn rule(&mut self, number: u32, granted: bool) {
        self.pause(60, 900);
        let words = self.dice.say(if granted { phrases::GRANTED } else { phrases::REFUSED });
        let by = self.one("community_secretary").or_else(|| self.one("street_officer"));
        self.act_as(by, Act::Rule { number, granted, words });
    }

    /// Asked for without cause, as by an enterprise that returns an order of its own.
    pub(crate) fn asked_in_vain(&mut self, kind: &'static str) {
        let number = self.request(kind);
        self.rule(number, false);
    }

    /// The enterprise was right: the community finds someone else.
    pub(crate) fn given_away(&mut self, kind: &'static str) {
        let number = self.request(kind);
        self.rule(number, true);
        self.raised = Raised::Community;
    }

    /// The work goes on without a reply.
    fn unreplied(&mut self) {
        self.request("question");
        self.outwait(REPLY_HOURS * 60);
        self.act(SYSTEM, Act::Lapse);
    }

    /// Taken for the same matter as another, and looked at again.
    pub(crate) fn merged_in_error(&mut self) {
        self.sorted_out(Act::Merge);
        self.pause(60, 400);
        let by = self.dispatcher();
        self.act_as(by, Act::Unmerge { reason: phrases::UNMERGED });
    }

    /// The community calls the police and another department, which come, and are rated where it is over.
    pub(crate) fn whistled(&mut self, end: &str) {
        self.pause(200, 900);
        let (kind, departments): (_, &'static [usize]) = match self.dice.within(1, 3) {
            1 => ("hard_case", &[POWER, POLICE]),
            2 => ("enforcement", &[CITY_MANAGEMENT, POLICE]),
            _ => ("emergency", &[CITY_MANAGEMENT]),
        };
        let reason = self.dice.say(phrases::WHISTLES);
        let officer = self.one("community_officer");
        self.act_as(officer, Act::Blow { kind, reason, departments });
        if end == "dispatched" {
            self.outwait(24 * 60);
            self.act(SYSTEM, Act::Stick);
            return;
        }
        self.rule_whistle(true, phrases::WHISTLE_APPROVED);
        for department in departments {
            self.pause(8, 20);
            let by = cast::of_department(*department);
            self.act_as(by, Act::ReportIn { note: phrases::REPORTED_IN });
        }
        if end != "closed" {
            return;
        }
        for department in departments {
            self.pause(60, 600);
            let by = cast::of_department(*department);
            let result = self.dice.say(phrases::WHISTLE_RESULTS);
            self.act_as(by, Act::FinishTask { result });
            self.pause(30, 300);
            let stars = if self.dice.chance(70) { 5 } else { 4 };
            let comment = phrases::WHISTLE_COMMENT;
            self.act_as(officer, Act::RateDepartment { department: *department, stars, comment });
        }
    }

    /// By the principal of the community, who did not blow it.
    fn rule_whistle(&mut self, granted: bool, words: &'static str) {
        self.pause(10, 25);
        let principal = self.one("community_secretary");
        self.act_as(principal, Act::RuleWhistle { granted, words });
    }

    /// The enterprise can do it alone: nobody is called.
    fn whistled_in_vain(&mut self) {
        self.pause(200, 900);
        let (officer, departments) = (self.one("community_officer"), &[CITY_MANAGEMENT]);
        let reason = phrases::WHISTLES[0];
        self.act_as(officer, Act::Blow { kind: "enforcement", reason, departments });
        self.rule_whistle(false, phrases::WHISTLE_REFUSED);
    }

    /// The next community of the street is concerned too, and does its part.
    pub(crate) fn spanned(&mut self) {
        let Some(area) = cast::next_community(self.order.estate) else { return };
        self.pause(60, 600);
        let officer = self.one("community_officer");
        self.act_as(officer, Act::Span { area, reason: phrases::SPANNED });
        self.raised = Raised::Street;
        self.pause(200, 900);
        self.act_as(cast::officer_of(area), Act::ReportPart { area, note: phrases::PART_REPORTED });
    }

    /// A reminder sent in error is taken back, and the matter raised to the community.
    pub(crate) fn climb(&mut self) {
        self.pause(600, 2000);
        let Some(branch) = self.one("branch_secretary") else { return };
        let number = self.supervise(branch, "order", phrases::ORDERS[0]);
        self.pause(30, 90);
        self.act(branch, Act::Revoke { number, reason: phrases::REVOKED });
        self.pause(30, 300);
        self.raise(branch, phrases::RAISED);
        self.raised = Raised::Community;
    }
}
