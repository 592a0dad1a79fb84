//! The words of clocks, limits with their levels, and the limits of the house where no policy says otherwise.

use kernel::{Fault, Refusal, Refused};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Kind, Priority, SupervisionKind, WhistleKind};

/// The most levels of one clock.
pub const MAX_LEVELS: usize = 10;
/// Minutes of a working day, for comparing limits: 7 hours.
const MINUTES_OF_WORKDAY: i32 = 7 * 60;

kernel::words! {
    /// What a clock waits for.
    ClockKind {
        Dispatch = "dispatch", "派单", "dispatch";
        Acceptance = "acceptance", "接单", "acceptance";
        FirstContact = "first_contact", "首次联系", "first contact";
        Resolution = "resolution", "办结", "resolution";
        SupervisionAnswer = "supervision_answer", "督单答复", "answer to a supervision";
        FollowUp = "follow_up", "回访", "follow-up";
        ReportIn = "report_in", "报到", "report-in";
        OnSite = "on_site", "到场", "arrival on site";
        Task = "task", "应哨办结", "a whistle's task";
        Ruling = "ruling", "裁定", "a ruling on a request";
    }
}

kernel::words! {
    /// How a limit counts.
    ClockUnit {
        Minutes = "minutes", "分钟(全天候)", "minutes, around the clock";
        WorkingMinutes = "working_minutes", "工作分钟", "minutes of working time";
        Workdays = "workdays", "工作日", "workdays";
    }
}

kernel::words! {
    /// What follows when a level of a clock is reached.
    Consequence {
        /// An entry in the history, of which people are told.
        Notice = "notice", "提醒", "a notice";
        Reminder = "reminder", "催办", "a reminder";
        /// A supervision order that needs an answer.
        Order = "order", "督办", "a supervision order";
        /// A yellow card, for an organisation; anyone else's ticket is raised.
        Card = "card", "黄牌", "a yellow card";
        /// The ticket is raised to the community, then the street, then the district.
        Raise = "raise", "上提一级", "raising by one level";
    }
}

impl ClockKind {
    /// Whether it waits for one to take over from another, so that a ticket beyond its target lies stuck.
    pub const fn is_hand_over(self) -> bool {
        matches!(
            self,
            Self::Dispatch | Self::Acceptance | Self::ReportIn | Self::OnSite | Self::Ruling
        )
    }

    /// Whether it stands still with the ticket, and follows its category, kind and priority.
    pub(super) const fn is_of_ticket(self) -> bool {
        matches!(
            self,
            Self::Dispatch
                | Self::Acceptance
                | Self::FirstContact
                | Self::Resolution
                | Self::FollowUp
        )
    }
}

/// How much time there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"unit": "workdays", "amount": 5}))]
pub struct Limit {
    pub unit: ClockUnit,
    #[schema(minimum = 1, maximum = 100000)]
    pub amount: i32,
}

/// A point of a clock, in percent of its time, and what follows there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClockLevel, example = json!({"percent": 75, "effect": "notice"}))]
pub struct Level {
    /// 100 is the target.
    #[schema(minimum = 1, maximum = 1000)]
    pub percent: i32,
    pub effect: Consequence,
}

const fn limit(unit: ClockUnit, amount: i32) -> Limit {
    Limit { unit, amount }
}

impl Limit {
    /// The ceiling of the province for the kind, in workdays (广东省12345办法, 2022): consultation 2, help and
    /// suggestion 10, complaint and report 15; what is to be repaired is help that is asked for.
    const fn ceiling(kind: Kind) -> i32 {
        match kind {
            Kind::Consultation => 2,
            Kind::Help | Kind::Suggestion | Kind::Repair => 10,
            Kind::Complaint | Kind::Report => 15,
        }
    }

    /// The limit that no resolution exceeds.
    pub(super) const fn highest(kind: Kind) -> Self {
        limit(ClockUnit::Workdays, Self::ceiling(kind))
    }

    /// Refused at `amount` where it is none, or for a resolution above the ceiling of a kind that it is for.
    pub(super) fn check(self, clock: ClockKind, kind: Option<Kind>) -> Refused<()> {
        let workdays = kind.map_or_else(
            || Kind::ALL.iter().map(|kind| Self::ceiling(*kind)).min().unwrap_or(0),
            Self::ceiling,
        );
        let most = match self.unit {
            _ if clock != ClockKind::Resolution => 100_000,
            ClockUnit::Minutes => workdays * 24 * 60,
            ClockUnit::WorkingMinutes => workdays * MINUTES_OF_WORKDAY,
            ClockUnit::Workdays => workdays,
        };
        let most = if self.unit == ClockUnit::Workdays { most.min(1000) } else { most };
        if (1..=most).contains(&self.amount) {
            return Ok(());
        }
        Err(Refusal::field("limit/amount", Fault::Range))
    }

    /// What holds where no policy fits (民意速办: 紧急 30 分钟、一般 2 小时).
    pub(super) const fn usual(clock: ClockKind, kind: Kind, priority: Priority) -> Self {
        use ClockUnit::{Minutes, Workdays};
        match (clock, priority) {
            (ClockKind::Dispatch | ClockKind::Acceptance, Priority::Emergency) => {
                limit(Minutes, 30)
            }
            (ClockKind::Dispatch, _) | (ClockKind::Acceptance, Priority::Urgent) => {
                limit(Minutes, 120)
            }
            (ClockKind::FirstContact, Priority::Emergency) => limit(Minutes, 60),
            (ClockKind::FirstContact, _) => limit(Minutes, 24 * 60),
            (ClockKind::Resolution, Priority::Emergency) => limit(Minutes, 120),
            (ClockKind::Resolution, Priority::Urgent) => limit(Minutes, 24 * 60),
            (ClockKind::Resolution, Priority::Normal) => match kind {
                Kind::Consultation => limit(Workdays, 2),
                Kind::Repair => limit(Workdays, 3),
                Kind::Help | Kind::Complaint => limit(Workdays, 5),
                Kind::Suggestion => limit(Workdays, 10),
                Kind::Report => limit(Workdays, 15),
            },
            (ClockKind::ReportIn, _) => limit(Workdays, 2),
            (ClockKind::OnSite, _) => limit(Minutes, 120),
            (ClockKind::Task, _) => limit(Workdays, 10),
            (
                ClockKind::Acceptance
                | ClockKind::FollowUp
                | ClockKind::SupervisionAnswer
                | ClockKind::Ruling,
                _,
            ) => limit(Workdays, 1),
        }
    }

    /// What a department that is called has at most (吹哨报到): in an emergency 30 minutes to report in and two hours to
    /// be on site, for enforcement one working day, in a hard case two, and ten to its end.
    pub(super) const fn of_whistle(clock: ClockKind, kind: WhistleKind) -> Option<Self> {
        use ClockUnit::{Minutes, Workdays};
        match (clock, kind) {
            (ClockKind::ReportIn, WhistleKind::Emergency) => Some(limit(Minutes, 30)),
            (ClockKind::OnSite, WhistleKind::Emergency) => Some(limit(Minutes, 120)),
            (ClockKind::ReportIn, WhistleKind::Enforcement) => Some(limit(Workdays, 1)),
            (ClockKind::ReportIn, WhistleKind::HardCase) => Some(limit(Workdays, 2)),
            (ClockKind::Task, WhistleKind::HardCase) => Some(limit(Workdays, 10)),
            _ => None,
        }
    }
}

impl Level {
    /// What follows where no policy says otherwise: a call before the time is over, a reminder when it is, an order,
    /// and then level after level above.
    pub(super) fn usual(clock: ClockKind) -> Vec<Self> {
        let levels: &[(i32, Consequence)] = match clock {
            ClockKind::Dispatch
            | ClockKind::Acceptance
            | ClockKind::ReportIn
            | ClockKind::OnSite
            | ClockKind::Task => &[(100, Consequence::Reminder), (200, Consequence::Order)],
            ClockKind::Ruling => &[(100, Consequence::Notice), (200, Consequence::Raise)],
            ClockKind::FirstContact => &[(100, Consequence::Notice), (200, Consequence::Reminder)],
            ClockKind::Resolution => &[
                (75, Consequence::Notice),
                (100, Consequence::Reminder),
                (150, Consequence::Order),
                (200, Consequence::Raise),
                (300, Consequence::Raise),
                (400, Consequence::Raise),
            ],
            ClockKind::SupervisionAnswer => &[(100, Consequence::Card), (200, Consequence::Raise)],
            ClockKind::FollowUp => &[(100, Consequence::Notice)],
        };
        levels.iter().map(|(percent, effect)| Self { percent: *percent, effect: *effect }).collect()
    }

    /// The ladder (催办→督办→亮牌→提级): what was not answered in time is asked for with more weight.
    pub(super) fn of_answer(asked: SupervisionKind) -> Vec<Self> {
        let one = |effect| vec![Self { percent: 100, effect }];
        match asked {
            SupervisionKind::Reminder => one(Consequence::Order),
            SupervisionKind::Order => Self::usual(ClockKind::SupervisionAnswer),
            SupervisionKind::YellowCard
            | SupervisionKind::RedCard
            | SupervisionKind::RaisedCase => one(Consequence::Raise),
        }
    }

    /// With a notice at the target where nothing follows there, so that what lies stuck is always found.
    pub(super) fn found_at_target(mut levels: Vec<Self>, clock: ClockKind) -> Vec<Self> {
        if clock.is_hand_over() && levels.iter().all(|level| level.percent != 100) {
            levels.push(Self { percent: 100, effect: Consequence::Notice });
            levels.sort_by_key(|level| level.percent);
        }
        levels
    }

    /// Refused where there are too many, one is out of bounds, or they do not rise.
    pub(super) fn check(levels: &[Self]) -> Refused<()> {
        if levels.len() > MAX_LEVELS {
            return Err(Refusal::field("levels", Fault::Length));
        }
        let mut before = 0;
        for (at, level) in levels.iter().enumerate() {
            if !(1..=1000).contains(&level.percent) {
                return Err(Refusal::field(format!("levels/{at}/percent"), Fault::Range));
            }
            if level.percent <= before {
                return Err(Refusal::field(format!("levels/{at}/percent"), Fault::Order));
            }
            before = level.percent;
        }
        Ok(())
    }
}
