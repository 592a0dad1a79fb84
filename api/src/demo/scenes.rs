//! The scenes of a ticket's story, and how a scenario strings them together.

use super::{
    phrases,
    plan::{Act, Channel},
    scenario::{Scenario, Twist},
    story::{Raised, Story},
};

impl Story<'_> {
    /// Tells the whole story of a scenario.
    pub(crate) fn play(&mut self, scenario: Scenario) {
        match scenario.end {
            "withdrawn" => return self.withdrawn(),
            "declined" => return self.declined(scenario.twist),
            "merged" => return self.sorted_out(Act::Merge),
            "split" => return self.sorted_out(Act::Split { parts: phrases::PARTS }),
            end => self.prologue(scenario.twist, end == "submitted"),
        }
        if scenario.end == "submitted" {
            self.waiting_for_dispatch(scenario.twist);
            return;
        }
        self.sent(scenario.twist);
        let waiting = scenario.end == "dispatched";
        let overseen = scenario.twist == Twist::Supervised && (waiting || self.dice.chance(40));
        if overseen {
            self.pause(900, 2600);
            self.oversee(!waiting);
        }
        if waiting {
            if scenario.twist == Twist::Whistled {
                self.whistled(scenario.end);
            }
            return;
        }
        self.accept();
        self.waited(scenario);
        if scenario.end == "suspended" {
            return;
        }
        self.handled(scenario, overseen);
        match scenario.end {
            "resolved" => self.judged_so_far(),
            "closed" => self.closed(scenario.twist),
            _ => {}
        }
    }

    /// Not to be handled by itself.
    pub(super) fn sorted_out(&mut self, act: Act) {
        self.pause(30, 600);
        let by = self.dispatcher();
        self.act_as(by, act);
    }

    /// What happens before anyone was sent.
    fn waiting_for_dispatch(&mut self, twist: Twist) {
        match twist {
            Twist::Refused => self.refused(),
            Twist::Returned => {
                self.request("return");
            }
            Twist::Disputed => {
                self.request("dispute");
            }
            Twist::Supervised => {
                self.pause(900, 2600);
                self.oversee(false);
            }
            _ => {}
        }
    }

    /// What happened before the round that counts.
    fn prologue(&mut self, twist: Twist, open: bool) {
        match twist {
            Twist::Amended => self.amended(),
            Twist::Raised => self.climb(),
            Twist::Spanned => self.spanned(),
            Twist::Returned if !open => self.asked_in_vain("return"),
            Twist::Disputed if !open => self.given_away("dispute"),
            Twist::ReturnGranted => self.given_away("return"),
            Twist::Unmerged => self.merged_in_error(),
            Twist::Objected => {
                self.pause(60, 900);
                let officer = self.one("community_officer");
                let reason = phrases::EDGE_DECLINE;
                self.act_as(officer, Act::Decline { ground: "outside_duty", reason });
                self.objects(phrases::EDGE_OBJECTION);
            }
            Twist::RatedUnsolved | Twist::ReopenedByReporter | Twist::FollowedUpUnsolved => {
                self.round_in_vain(twist);
            }
            Twist::ReopenedThrice => {
                self.round_in_vain(Twist::RatedUnsolved);
                self.round_in_vain(Twist::FollowedUpUnsolved);
                self.round_in_vain(Twist::ReopenedByReporter);
            }
            _ => {}
        }
    }

    /// Resolved, but not to the resident's satisfaction.
    fn round_in_vain(&mut self, twist: Twist) {
        self.sent(Twist::Plain);
        self.accept();
        self.worked();
        self.pause(400, 4000);
        match twist {
            Twist::RatedUnsolved => self.rate(false),
            Twist::FollowedUpUnsolved => self.follow_up(false),
            _ => {
                let reason = self.dice.say(phrases::REOPEN_REASONS);
                self.act(self.reporter_or_filer(), Act::Reopen { reason });
            }
        }
        self.sent_back();
    }

    fn amended(&mut self) {
        self.pause(10, 120);
        let by = if self.served() { self.one("dispatcher") } else { self.one("community_officer") };
        let reason = self.dice.say(phrases::AMEND_REASONS);
        self.act_as(by, Act::Amend { priority: "urgent", reason });
    }

    fn objects(&mut self, reason: &'static str) {
        self.pause(60, 2000);
        self.act(self.reporter_or_filer(), Act::Object { reason });
        self.raised = Raised::Street;
    }

    fn declined(&mut self, twist: Twist) {
        let Some(refusable) = self.order.matter.refusable else { return };
        let ground = refusable.ground;
        self.pause(20, 900);
        let officer = self.one("community_officer");
        self.act_as(officer, Act::Decline { ground, reason: refusable.reason });
        if twist == Twist::Objected {
            self.objects(refusable.objection);
            self.pause(200, 2600);
            let street = self.one("street_officer");
            self.act_as(street, Act::Decline { ground, reason: phrases::STREET_DECLINE });
        }
    }

    fn withdrawn(&mut self) {
        let stage = self.dice.within(0, 2);
        if stage >= 1 {
            self.sent(Twist::Plain);
        }
        if stage == 2 {
            self.accept();
        }
        self.pause(15, 1200);
        let reason = self.dice.say(phrases::WITHDRAW_REASONS);
        self.act(self.reporter_or_filer(), Act::Withdraw { reason });
    }

    /// From acceptance to where the scenario leaves it.
    fn handled(&mut self, scenario: Scenario, overseen: bool) {
        let open = scenario.end == "accepted";
        if scenario.twist == Twist::Carded {
            self.pause(1500, 3200);
            self.card(!open, open);
        } else if scenario.twist == Twist::Supervised && !overseen {
            self.pause(900, 2600);
            self.oversee(!open);
        }
        if open {
            if self.dice.chance(55) {
                self.progress();
            }
        } else {
            self.worked();
        }
    }

    fn worked(&mut self) {
        if self.dice.chance(55) {
            self.progress();
        }
        let matter = self.order.matter;
        let roll = self.dice.within(1, 100);
        let (result, outcome) = match (self.resolutions(), roll) {
            (3.., _) => (self.dice.say(phrases::FINAL_RESULTS).to_owned(), "explained"),
            (1 | 2, _) => (self.dice.say(phrases::AGAIN_RESULTS).to_owned(), "done"),
            (0, _) if matter.is_answered() => (matter.result.to_owned(), "explained"),
            (0, ..=2) if matter.priority == "normal" => {
                (phrases::IMPOSSIBLE.to_owned(), "impossible")
            }
            (0, ..=11) if matter.priority == "normal" => {
                (format!("{}{}", matter.result, phrases::PARTLY), "partly")
            }
            (0, _) => (matter.result.to_owned(), "done"),
        };
        self.resolve(result, outcome);
    }

    /// Found resolved: some have been judged already, the window is still open.
    fn judged_so_far(&mut self) {
        self.pause(200, 1200);
        match (self.order.channel, self.dice.within(1, 100)) {
            (Channel::Resident, ..=25) => self.rate(true),
            (_, ..=45) => self.follow_up(true),
            _ => {}
        }
    }

    fn closed(&mut self, twist: Twist) {
        self.pause(120, 2200);
        let roll = self.dice.within(1, 100);
        let early = match (self.order.channel, roll) {
            (Channel::Resident, _) if twist == Twist::ReopenedThrice && roll > 50 => {
                self.rate(false);
                false
            }
            (Channel::Resident, ..=75) => {
                self.rate(true);
                roll <= 60
            }
            (Channel::Hotline | Channel::Counter | Channel::Partner, ..=75) => {
                self.follow_up(true);
                true
            }
            (Channel::Hotline | Channel::Counter | Channel::Partner, _) => {
                self.unreached();
                false
            }
            (_, ..=90) => {
                self.follow_up(true);
                false
            }
            _ => false,
        };
        self.file_away(early);
        if twist == Twist::Renewed {
            self.pause(20_000, 30_000);
            let reason = self.dice.say(phrases::RENEWALS);
            self.act(self.reporter_or_filer(), Act::Renew { reason });
        }
    }
}
