//! What becomes of the demo's tickets: how many end in which state, and by which turn of events.

use std::collections::HashSet;

use super::{
    dice::Dice,
    order::Order,
    plan::{ANCHOR_MINUTE, Act, Plan},
    story::Story,
};

/// The turn of events that sets a ticket apart from the plain course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Twist {
    Plain,
    /// Staff and volunteers together (物业人员与党员志愿者一起).
    Helped,
    Refused,
    Redispatched,
    Supervised,
    Carded,
    Amended,
    RatedUnsolved,
    ReopenedByReporter,
    FollowedUpUnsolved,
    ReopenedThrice,
    Objected,
    /// Suspended (挂账); taken up again where it goes on.
    Suspended,
    /// Suspended until its review date, when it comes back by itself.
    Reviewed,
    /// Given more time (延期).
    Extended,
    /// Returned as a wrong order (退单), in vain where it goes on.
    Returned,
    /// Given to someone else after a dispute about whose duty it is (权责争议).
    Disputed,
    /// The reporter was asked something.
    Questioned,
    /// Departments were called by a whistle (吹哨报到).
    Whistled,
    /// Refused what the handler asked for, which goes on without.
    ExtensionRefused,
    SuspensionRefused,
    /// Returned with cause (退单): the community finds someone else.
    ReturnGranted,
    /// Asked something, to which nobody replied in time.
    Unreplied,
    /// The principal of the community refused the whistle.
    WhistleRefused,
    /// Merged into another, and taken out again (撤销并单).
    Unmerged,
    /// Filed anew after it was closed (逾期重提).
    Renewed,
    /// Raised by the branch to the community, after a supervision that was taken back.
    Raised,
    /// Raised to the street as a matter of two communities (跨社区事项).
    Spanned,
}

impl Twist {
    pub(crate) fn is_extension(self) -> bool {
        matches!(self, Self::Extended | Self::ExtensionRefused)
    }

    pub(crate) fn is_suspension(self) -> bool {
        matches!(self, Self::Suspended | Self::SuspensionRefused | Self::Reviewed)
    }

    pub(crate) fn asks_for_time(self) -> bool {
        self.is_extension() || self.is_suspension()
    }
}

/// Where a ticket is to be found, and what happened on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scenario {
    pub(crate) end: &'static str,
    pub(crate) twist: Twist,
}

impl Scenario {
    /// Whether nothing held it up, as befits an emergency.
    pub(crate) fn is_swift(self) -> bool {
        matches!(self.end, "closed" | "resolved")
            && matches!(self.twist, Twist::Plain | Twist::Helped)
    }
}

#[rustfmt::skip]
const QUOTAS: &[(&str, &[(Twist, usize)])] = &[
    ("closed", &[
        (Twist::Plain, 58), (Twist::Spanned, 1), (Twist::Renewed, 2), (Twist::Helped, 16), (Twist::Refused, 10), (Twist::Redispatched, 10),
        (Twist::Supervised, 12), (Twist::Carded, 2), (Twist::Amended, 6), (Twist::RatedUnsolved, 8),
        (Twist::ReopenedByReporter, 4), (Twist::FollowedUpUnsolved, 6), (Twist::ReopenedThrice, 2), (Twist::Objected, 4),
        (Twist::Suspended, 2), (Twist::Reviewed, 1), (Twist::Extended, 3), (Twist::Returned, 2), (Twist::Disputed, 2), (Twist::Questioned, 4), (Twist::Raised, 1), (Twist::Whistled, 4),
        (Twist::ExtensionRefused, 1), (Twist::SuspensionRefused, 1), (Twist::ReturnGranted, 1), (Twist::Unreplied, 1),
        (Twist::WhistleRefused, 1),
    ]),
    ("resolved", &[
        (Twist::Plain, 18), (Twist::Helped, 4), (Twist::Refused, 2), (Twist::Redispatched, 2),
        (Twist::Supervised, 3), (Twist::RatedUnsolved, 3),
    ]),
    ("accepted", &[
        (Twist::Plain, 8), (Twist::Helped, 5), (Twist::Redispatched, 3), (Twist::Supervised, 5),
        (Twist::Carded, 3), (Twist::Amended, 1), (Twist::RatedUnsolved, 3), (Twist::Extended, 2), (Twist::Questioned, 2), (Twist::Suspended, 2), (Twist::Whistled, 2),
    ]),
    ("dispatched", &[
        (Twist::Plain, 7), (Twist::Whistled, 1), (Twist::Refused, 1), (Twist::Redispatched, 2), (Twist::Supervised, 3),
        (Twist::FollowedUpUnsolved, 1), (Twist::Objected, 1),
    ]),
    ("submitted", &[
        (Twist::Plain, 9), (Twist::Unmerged, 1), (Twist::Spanned, 1), (Twist::Returned, 1), (Twist::Disputed, 1), (Twist::Raised, 1), (Twist::Refused, 2), (Twist::Supervised, 1), (Twist::RatedUnsolved, 1), (Twist::Objected, 1),
    ]),
    ("suspended", &[(Twist::Suspended, 5)]),
    ("merged", &[(Twist::Plain, 4)]),
    ("split", &[(Twist::Plain, 2)]),
    ("withdrawn", &[(Twist::Plain, 10)]),
    ("declined", &[(Twist::Plain, 8), (Twist::Objected, 3)]),
];

const DAY: u32 = 24 * 60;
/// Closed tickets with a card are older than this.
const CARDED_DAYS: u32 = 30;
/// The oldest ticket is not older than this.
const SPAN_DAYS: u32 = 90;
/// Resolutions of tickets that are to be found resolved are younger than this, well inside the window of ten days.
const FRESH_DAYS: u32 = 8;

/// Plays every scenario once, in an order that the dice choose.
pub(crate) fn play_all(dice: &mut Dice) -> Vec<Plan> {
    let mut scenarios: Vec<Scenario> = QUOTAS
        .iter()
        .flat_map(|(end, twists)| {
            twists.iter().flat_map(move |&(twist, count)| {
                std::iter::repeat_n(Scenario { end, twist }, count)
            })
        })
        .collect();
    dice.shuffle(&mut scenarios);
    let mut said = HashSet::new();
    scenarios.into_iter().map(|scenario| play(dice, scenario, &mut said)).collect()
}

fn play(dice: &mut Dice, scenario: Scenario, said: &mut HashSet<String>) -> Plan {
    let order = loop {
        let order = Order::draft(dice, scenario);
        if said.insert(order.description.clone()) {
            break order;
        }
    };
    let start = dice.within(7 * 60, 21 * 60 + 59);
    let mut story = Story::new(dice, order, start);
    story.play(scenario);
    let (order, steps) = story.told();
    let mut plan = order.into_plan(steps, scenario.end);
    plan.minutes_ago = age(dice, &plan, start);
    plan
}

/// An age that leaves every step in the past, and that suits the state in which the ticket is found.
fn age(dice: &mut Dice, plan: &Plan, start: u32) -> u32 {
    let over = plan.steps.last().map_or(0, |step| step.after_minutes);
    let resolved = plan.steps.iter().rfind(|step| matches!(step.act, Act::Resolve { .. }));
    let first = (start + over + 1).saturating_sub(ANCHOR_MINUTE).div_ceil(DAY);
    let renewed = plan.steps.last().is_some_and(|step| matches!(step.act, Act::Renew { .. }));
    let last = match (plan.state, resolved) {
        _ if renewed => first + 2,
        ("submitted" | "dispatched" | "merged" | "split", _) => first + 3,
        ("accepted" | "suspended", _) => first + 9,
        ("resolved", Some(step)) => {
            (start + step.after_minutes).saturating_sub(ANCHOR_MINUTE) / DAY + FRESH_DAYS - 1
        }
        _ => SPAN_DAYS - 1,
    };
    // Cards of what is closed are older than those of what is open: the third of them is met by a red one.
    let carded = plan.state == "closed" && plan.steps.iter().any(|step| step.act.is_card());
    let first = if carded { first.max(CARDED_DAYS) } else { first };
    dice.within(first, last) * DAY + ANCHOR_MINUTE - start
}
