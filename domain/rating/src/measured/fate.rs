//! A ticket as far as the rates ask, as it stood at the end of the period, and the rates that many make.

use chrono::TimeDelta;

/// A complaint is answered within two days: 48 hours from its filing (PRE-GRADE1, 投诉二日内答复).
pub const REPLY_WITHIN: TimeDelta = TimeDelta::hours(48);

/// What had become of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Fate {
    /// Neither merged, split, withdrawn nor declined.
    pub handled: bool,
    pub accepted: bool,
    /// Resolved at least once.
    pub finished: bool,
    /// An officer's own finding: nobody is concerned who could be satisfied.
    pub found: bool,
    /// A follow-up outweighs the rating, a reopening takes back a "solved", and silence is not a yes.
    pub solved: bool,
    pub satisfied: bool,
    pub followed_up: bool,
    /// Of a complaint that was answered or whose two days were over: whether the answer was in time.
    pub reply: Option<bool>,
    pub repair: bool,
    /// Clocks of its resolution that stopped in time, and late.
    pub kept: u32,
    pub missed: u32,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    pub part: u32,
    pub whole: u32,
}

impl Share {
    pub const fn add(&mut self, part: u32, whole: u32) {
        self.part = self.part.saturating_add(part);
        self.whole = self.whole.saturating_add(whole);
    }
}

/// The rates of tickets: what [`super::DEFINITIONS`] says of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TicketSums {
    pub response: Share,
    pub resolution: Share,
    pub satisfaction: Share,
    pub completion: Share,
    pub callback: Share,
    pub reply: Share,
    pub repair: Share,
}

impl TicketSums {
    /// Adds so many tickets of one fate.
    pub fn add(&mut self, fate: &Fate, tickets: u32) {
        let all = |holds: bool| if holds { tickets } else { 0 };
        let clocks = |number: u32| number.saturating_mul(tickets);
        let (kept, stopped) = (clocks(fate.kept), clocks(fate.kept.saturating_add(fate.missed)));
        self.completion.add(kept, stopped);
        if fate.repair {
            self.repair.add(kept, stopped);
        }
        if !fate.handled {
            return;
        }
        self.response.add(all(fate.accepted), tickets);
        self.reply.add(all(fate.reply == Some(true)), all(fate.reply.is_some()));
        if fate.finished {
            self.resolution.add(all(fate.solved), tickets);
            self.callback.add(all(fate.followed_up), tickets);
            self.satisfaction.add(all(fate.satisfied && !fate.found), all(!fate.found));
        }
    }

    /// Those of another organisation's or none's, which count here too.
    pub fn join(&mut self, other: &Self) {
        let pairs = [
            (&mut self.response, other.response),
            (&mut self.resolution, other.resolution),
            (&mut self.satisfaction, other.satisfaction),
            (&mut self.completion, other.completion),
            (&mut self.callback, other.callback),
            (&mut self.reply, other.reply),
            (&mut self.repair, other.repair),
        ];
        for (own, more) in pairs {
            own.add(more.part, more.whole);
        }
    }
}
