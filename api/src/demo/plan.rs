//! The plan of a demo ticket: who orders what, and every step until the state in which it is found.

use super::{dice::Dice, people::Contact, scenario};

/// Who acts where no account does.
pub(crate) const SYSTEM: &str = "system";
/// The client by which the platform of the city's hotline acts.
pub(crate) const PARTNER: &str = "partner";

/// How the ticket came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    /// The resident's own order; the filer is the reporter.
    Resident,
    /// The hotline filed it for a caller without an account.
    Hotline,
    /// The community officer filed it for someone without an account who came in.
    Counter,
    /// A grid worker found it on their round; nobody reported it.
    GridRound,
    /// The community officer filed what the weekly talk with residents had raised.
    Meeting,
    /// Someone without an account told of it, without a name.
    Anonymous,
    /// The platform of the city's hotline handed it on, with its own number.
    Partner,
}

/// Where in the estate; `building` is an index into its buildings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) building: usize,
    /// The label of the premises, where the matter lies inside.
    pub(crate) unit: Option<String>,
    /// Latitude and longitude, in millionths of a degree.
    pub(crate) point: Option<(u32, u32)>,
}

/// Where a dispatch goes; the numbers are indexes into the tables of [`super::places`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum To {
    Pool,
    Account(&'static str),
    Enterprise(usize),
    Department(usize),
}

/// One request, in the words of the contract.
///
/// `Rate` and `FollowUp` that say "not solved" reopen the ticket by themselves: no `Reopen` follows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Act {
    Dispatch {
        to: To,
        helpers: Vec<&'static str>,
        note: Option<&'static str>,
    },
    Redispatch {
        to: To,
        reason: &'static str,
    },
    Accept,
    Refuse {
        reason: &'static str,
    },
    Progress {
        note: &'static str,
    },
    Resolve {
        result: String,
        outcome: &'static str,
    },
    Rate {
        solved: bool,
        stars: u8,
        reasons: Vec<&'static str>,
        comment: &'static str,
    },
    FollowUp {
        reached: bool,
        solved: Option<bool>,
        satisfied: Option<bool>,
        note: &'static str,
    },
    Reopen {
        reason: &'static str,
    },
    Close,
    Withdraw {
        reason: &'static str,
    },
    Decline {
        ground: &'static str,
        reason: &'static str,
    },
    Object {
        reason: &'static str,
    },
    /// Orders and cards have a term, counted from the step; reminders have none.
    Supervise {
        kind: &'static str,
        note: &'static str,
        answer_within_hours: Option<u32>,
    },
    /// `number` counts the supervisions of the ticket from 1.
    Answer {
        number: u32,
        answer: &'static str,
    },
    Amend {
        priority: &'static str,
        reason: &'static str,
    },
    Raise {
        reason: &'static str,
    },
    /// The numbers are indexes into the areas.
    Span {
        area: usize,
        reason: &'static str,
    },
    ReportPart {
        area: usize,
        note: &'static str,
    },
    /// Takes back the supervision with this number.
    Revoke {
        number: u32,
        reason: &'static str,
    },
    /// A suspension, an extension, a return, a dispute or a question; what has a date ends so many hours after the step,
    /// an extension a workday after the date that holds.
    Request {
        kind: &'static str,
        reason: &'static str,
        hours: u32,
    },
    /// `number` counts the requests of the ticket from 1.
    Rule {
        number: u32,
        granted: bool,
        words: &'static str,
    },
    Resume {
        reason: &'static str,
    },
    /// Into another open ticket of the estate.
    Merge,
    Unmerge {
        reason: &'static str,
    },
    /// Nobody replied to the question.
    Lapse,
    /// The whistle lies stuck in a hand-over.
    Stick,
    /// A photo, in the words of the contract for what it shows.
    Attach {
        kind: &'static str,
    },
    /// Into as many demands as it has texts.
    Split {
        parts: &'static [&'static str],
    },
    /// Filed anew after its end.
    Renew {
        reason: &'static str,
    },
    Support,
    /// The numbers are indexes into the departments; the first leads.
    Blow {
        kind: &'static str,
        reason: &'static str,
        departments: &'static [usize],
    },
    /// Approved, or refused.
    RuleWhistle {
        granted: bool,
        words: &'static str,
    },
    ReportIn {
        note: &'static str,
    },
    FinishTask {
        result: &'static str,
    },
    RateDepartment {
        department: usize,
        stars: i32,
        comment: &'static str,
    },
    Reply {
        answer: &'static str,
    },
}

impl Act {
    pub(crate) fn is_card(&self) -> bool {
        matches!(self, Self::Supervise { kind, .. } if kind.ends_with("card"))
    }
}

/// One step: who does it, and how long after the ticket was submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) after_minutes: u32,
    /// An account name, or [`SYSTEM`].
    pub(crate) by: &'static str,
    pub(crate) act: Act,
}

/// One ticket, from its order to where it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Counted back from [`ANCHOR_MINUTE`] of the local day on which the plan is anchored. Every step lies before it.
    pub(crate) minutes_ago: u32,
    /// An index into the estates.
    pub(crate) estate: usize,
    /// An index into the categories.
    pub(crate) category: usize,
    pub(crate) kind: &'static str,
    pub(crate) priority: &'static str,
    pub(crate) visibility: &'static str,
    pub(crate) description: String,
    pub(crate) spot: Spot,
    pub(crate) channel: Channel,
    /// The account that submits it.
    pub(crate) filer: &'static str,
    /// The account of the person concerned, where they have one.
    pub(crate) reporter: Option<&'static str>,
    pub(crate) contact: Option<Contact>,
    /// For whom it was filed, where they have no account.
    pub(crate) caller: Option<Contact>,
    pub(crate) steps: Vec<Step>,
    /// The state after the last step.
    pub(crate) state: &'static str,
}

/// 18:00, in minutes of the local day (UTC+8): people of the plan work by day if it is anchored at this time,
/// so the loader takes the last 18:00 before now.
pub(crate) const ANCHOR_MINUTE: u32 = 18 * 60;

/// The tickets of the demo neighbourhood, oldest first.
pub(crate) fn plan(seed: u64) -> Vec<Plan> {
    let mut plans = scenario::play_all(&mut Dice::new(seed));
    plans.sort_by_key(|plan| std::cmp::Reverse(plan.minutes_ago));
    plans
}
