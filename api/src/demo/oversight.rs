//! The scenes in which others look at the work: supervision, answers, ratings, follow-ups and the closing.

use super::{
    cast, phrases,
    plan::{Act, Channel, SYSTEM},
    story::{Raised, Story},
};

impl Story<'_> {
    /// Sometimes a reminder first, then an order (督办), answered unless it is still open.
    pub(crate) fn oversee(&mut self, answered: bool) {
        let Some(by) = self.overseer() else { return };
        if self.dice.chance(35) {
            let note = self.dice.say(phrases::REMINDERS);
            self.supervise(by, "reminder", note);
            self.pause(500, 1500);
        }
        let note = self.dice.say(phrases::ORDERS);
        let number = self.supervise(by, "order", note);
        if answered {
            self.answer(number);
        }
    }

    /// A card (黄红牌) from above the estate; red ones come from the street.
    pub(crate) fn card(&mut self, answered: bool, yellow: bool) {
        if !self.handler.is_some_and(cast::may_be_carded) {
            return;
        }
        let red = !yellow && self.dice.chance(25);
        let secretary = if red { None } else { self.one("community_secretary") };
        let Some(by) = secretary.or_else(|| self.one("street_officer")) else { return };
        let kind = if red { "red_card" } else { "yellow_card" };
        let note = self.dice.say(phrases::CARDS);
        let number = self.supervise(by, kind, note);
        if answered {
            self.answer(number);
        }
    }

    fn answer(&mut self, number: u32) {
        self.pause(60, 1100);
        let answer = self.dice.say(phrases::ANSWERS);
        let by = self.asked();
        self.act_as(by, Act::Answer { number, answer });
    }

    /// Who answers: for the handler's unit, and before there is a handler for the unit that dispatches.
    fn asked(&mut self) -> Option<&'static str> {
        match (self.handler, self.raised) {
            (Some(handler), _) => cast::answers_for(handler, self.order.estate),
            (None, Raised::Street) => self.one("street_officer"),
            (None, Raised::Not) if self.served() => self.one("manager"),
            (None, _) => self.one("community_officer"),
        }
    }

    /// Who supervises: the branch, the specialist or the community, but never the unit that is asked.
    fn overseer(&mut self) -> Option<&'static str> {
        let role = match self.dice.within(1, 100) {
            ..=50 => "branch_secretary",
            51..=75 => "specialist",
            _ if self.served() => "community_officer",
            _ => "street_officer",
        };
        self.one(role).or_else(|| self.one("branch_secretary"))
    }

    pub(crate) fn rate(&mut self, solved: bool) {
        let Some(reporter) = self.order.reporter else { return };
        let (stars, reasons, comments) = if solved {
            (self.dice.within(3, 5), phrases::GOOD_REASONS, phrases::GOOD_COMMENTS)
        } else {
            (self.dice.within(1, 2), phrases::BAD_REASONS, phrases::BAD_COMMENTS)
        };
        let reasons = vec![self.dice.say(reasons)];
        let comment = self.dice.say(comments);
        self.act(reporter, Act::Rate { solved, stars: stars as u8, reasons, comment });
    }

    pub(crate) fn follow_up(&mut self, solved: bool) {
        let notes = if solved { phrases::GOOD_FOLLOW_UPS } else { phrases::BAD_FOLLOW_UPS };
        let note = self.dice.say(notes);
        let verdict = Some(solved);
        let by = self.follower();
        self.act_as(by, Act::FollowUp { reached: true, solved: verdict, satisfied: verdict, note });
    }

    pub(crate) fn unreached(&mut self) {
        let by = self.follower();
        let note = phrases::UNREACHED_FOLLOW_UP;
        self.act_as(by, Act::FollowUp { reached: false, solved: None, satisfied: None, note });
    }

    /// Who follows up; a community officer who filed it leaves that to the branch.
    fn follower(&mut self) -> Option<&'static str> {
        let role = match self.dice.within(1, 100) {
            ..=50 => "branch_secretary",
            51..=75 => "specialist",
            _ => self.officer_or_branch(),
        };
        self.one(role).or_else(|| self.one("branch_secretary"))
    }

    fn officer_or_branch(&self) -> &'static str {
        match self.order.channel {
            Channel::Counter | Channel::Meeting => "branch_secretary",
            Channel::Resident
            | Channel::Hotline
            | Channel::GridRound
            | Channel::Anonymous
            | Channel::Partner => "community_officer",
        }
    }

    /// Closed (归档): early on a "solved", else by the system when the window is over.
    pub(crate) fn file_away(&mut self, early: bool) {
        if early {
            self.pause(30, 1500);
            let branch = self.dice.chance(60);
            let role = if branch { "branch_secretary" } else { self.officer_or_branch() };
            let by = self.one(role);
            self.act_as(by, Act::Close);
        } else {
            self.outwait_the_window();
            self.act(SYSTEM, Act::Close);
        }
    }
}
