//! What is counted, as numbers that add up, and the rates that follow from them.

use kernel::Hundredths;

use crate::ClockKind;

kernel::words! {
    /// What is counted of the tickets filed in a period. The numbers of their steps leave out what was merged, withdrawn
    /// or declined, so that a matter counts once and each numerator is part of its denominator; returns, whistles and
    /// clocks that stopped count whatever became of the ticket.
    Measure {
        Filed = "filed", "受理件数", "filed";
        Merged = "merged", "并单件数", "merged into another, or split";
        Withdrawn = "withdrawn", "撤单件数", "withdrawn";
        Declined = "declined", "不予受理件数", "declined";
        Dispatched = "dispatched", "已派件数", "dispatched";
        Accepted = "accepted", "已接件数", "accepted";
        Contacted = "contacted", "已联系件数", "first contact made";
        Finished = "finished", "已办结件数", "resolved at least once";
        /// Nobody was concerned who could be satisfied, so that they are in neither side of that rate.
        Found = "found", "自查办结件数", "officers' own findings, resolved at least once";
        Closed = "closed", "已归档件数", "closed";
        Solved = "solved", "解决件数", "said to be solved";
        Satisfied = "satisfied", "满意件数", "said to be satisfied";
        FollowedUp = "followed_up", "回访件数", "followed up";
        Reached = "reached", "回访接通件数", "reached by a follow-up";
        Reopened = "reopened", "重办件数", "reopened at least once";
        Reopenings = "reopenings", "重办次数", "reopenings";
        Returned = "returned", "退单次数", "returns granted";
        ImproperlyReturned = "improperly_returned", "不当退单次数", "returns refused";
        DispatchSeconds = "dispatch_seconds", "派单用时", "seconds to the first dispatch";
        AcceptSeconds = "accept_seconds", "接单用时", "seconds to the first acceptance";
        ContactSeconds = "contact_seconds", "首次联系用时", "seconds to the first contact";
        FinishSeconds = "finish_seconds", "办结用时", "seconds to the last resolution";
        CloseSeconds = "close_seconds", "归档用时", "seconds to the closing";
        DispatchKept = "dispatch_kept", "派单按时", "dispatch clocks kept";
        DispatchMissed = "dispatch_missed", "派单超时", "dispatch clocks missed";
        AcceptanceKept = "acceptance_kept", "接单按时", "acceptance clocks kept";
        AcceptanceMissed = "acceptance_missed", "接单超时", "acceptance clocks missed";
        FirstContactKept = "first_contact_kept", "首次联系按时", "first contact clocks kept";
        FirstContactMissed = "first_contact_missed", "首次联系超时", "first contact clocks missed";
        ResolutionKept = "resolution_kept", "办结按时", "resolution clocks kept";
        ResolutionMissed = "resolution_missed", "办结超时", "resolution clocks missed";
        SupervisionAnswerKept = "supervision_answer_kept", "督单答复按时", "supervision answer clocks kept";
        SupervisionAnswerMissed = "supervision_answer_missed", "督单答复超时", "supervision answer clocks missed";
        FollowUpKept = "follow_up_kept", "回访按时", "follow up clocks kept";
        FollowUpMissed = "follow_up_missed", "回访超时", "follow up clocks missed";
        ReportInKept = "report_in_kept", "报到按时", "report in clocks kept";
        ReportInMissed = "report_in_missed", "报到超时", "report in clocks missed";
        OnSiteKept = "on_site_kept", "到场按时", "arrival clocks kept";
        OnSiteMissed = "on_site_missed", "到场超时", "arrival clocks missed";
        TaskKept = "task_kept", "应哨办结按时", "task clocks kept";
        TaskMissed = "task_missed", "应哨办结超时", "task clocks missed";
        RulingKept = "ruling_kept", "裁定按时", "ruling clocks kept";
        RulingMissed = "ruling_missed", "裁定超时", "ruling clocks missed";
        ReturnsAsked = "returns_asked", "申请退单次数", "returns asked for";
        WhistlesBlown = "whistles_blown", "吹哨次数", "whistles blown";
        WhistlesApproved = "whistles_approved", "批准吹哨次数", "whistles approved";
        WhistlesRejected = "whistles_rejected", "未批准吹哨次数", "whistles refused";
        WhistlesStuck = "whistles_stuck", "滞留吹哨次数", "whistles stuck in a hand-over";
        Called = "called", "应哨次数", "calls of a department";
        CalledStuck = "called_stuck", "滞留应哨次数", "calls of a department by a whistle that is stuck";
        ReportedIn = "reported_in", "报到次数", "departments that reported in";
        ReportedInTime = "reported_in_time", "按时报到次数", "departments that reported in within the limit";
        TasksFinished = "tasks_finished", "应哨办结次数", "departments that finished";
        TasksRated = "tasks_rated", "应哨评价次数", "departments that were rated";
        Stars = "stars", "应哨评价总分", "the sum of the ratings of departments";
    }
}

impl Measure {
    /// Clocks of the kind that stopped in time, and those that stopped late.
    pub const fn of_clock(kind: ClockKind) -> [Self; 2] {
        match kind {
            ClockKind::Dispatch => [Self::DispatchKept, Self::DispatchMissed],
            ClockKind::Acceptance => [Self::AcceptanceKept, Self::AcceptanceMissed],
            ClockKind::FirstContact => [Self::FirstContactKept, Self::FirstContactMissed],
            ClockKind::Resolution => [Self::ResolutionKept, Self::ResolutionMissed],
            ClockKind::SupervisionAnswer => {
                [Self::SupervisionAnswerKept, Self::SupervisionAnswerMissed]
            }
            ClockKind::FollowUp => [Self::FollowUpKept, Self::FollowUpMissed],
            ClockKind::ReportIn => [Self::ReportInKept, Self::ReportInMissed],
            ClockKind::OnSite => [Self::OnSiteKept, Self::OnSiteMissed],
            ClockKind::Task => [Self::TaskKept, Self::TaskMissed],
            ClockKind::Ruling => [Self::RulingKept, Self::RulingMissed],
        }
    }
}

/// A number of each measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts([i64; Measure::ALL.len()]);

impl Default for Counts {
    fn default() -> Self {
        Self([0; Measure::ALL.len()])
    }
}

impl Counts {
    pub const fn get(&self, measure: Measure) -> i64 {
        self.0[measure as usize]
    }

    pub const fn put(&mut self, measure: Measure, number: i64) {
        self.0[measure as usize] = number;
    }

    pub fn add(&mut self, other: &Self) {
        for (own, more) in self.0.iter_mut().zip(other.0) {
            *own += more;
        }
    }

    pub fn take(&mut self, other: &Self) {
        for (own, less) in self.0.iter_mut().zip(other.0) {
            *own -= less;
        }
    }

    pub fn is_zero(&self) -> bool {
        self.0.iter().all(|number| *number == 0)
    }

    /// Tickets that the rates are about: not merged, withdrawn or declined.
    pub const fn handled(&self) -> i64 {
        self.get(Measure::Filed)
            - self.get(Measure::Merged)
            - self.get(Measure::Withdrawn)
            - self.get(Measure::Declined)
    }
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub numerator: i64,
    pub denominator: i64,
}

impl Rate {
    /// Rounded half up; `None` of nothing.
    pub const fn percent(self) -> Option<Hundredths> {
        if self.denominator <= 0 {
            return None;
        }
        Some(Hundredths((self.numerator * 20_000 + self.denominator) / (2 * self.denominator)))
    }

    const fn of(counts: &Counts, numerator: Measure, denominator: i64) -> Self {
        Self { numerator: counts.get(numerator), denominator }
    }
}

impl Counts {
    /// 响应率: accepted by somebody, of all handled.
    pub const fn response(&self) -> Rate {
        Rate::of(self, Measure::Accepted, self.handled())
    }

    /// 解决率: said to be solved, of all finished.
    pub const fn resolution(&self) -> Rate {
        Rate::of(self, Measure::Solved, self.get(Measure::Finished))
    }

    /// 满意率: said to be satisfied, of all finished but the officers' own findings.
    pub const fn satisfaction(&self) -> Rate {
        let asked = self.get(Measure::Finished) - self.get(Measure::Found);
        Rate::of(self, Measure::Satisfied, asked)
    }

    /// 回访覆盖率: followed up, of all finished.
    pub const fn follow_up(&self) -> Rate {
        Rate::of(self, Measure::FollowedUp, self.get(Measure::Finished))
    }

    /// 重办率: reopened at least once, of all finished.
    pub const fn reopening(&self) -> Rate {
        Rate::of(self, Measure::Reopened, self.get(Measure::Finished))
    }

    /// 按时率: clocks of the kind that stopped in time, of all that were kept or missed.
    pub const fn on_time(&self, kind: ClockKind) -> Rate {
        let [kept, missed] = Measure::of_clock(kind);
        Rate::of(self, kept, self.get(kept) + self.get(missed))
    }

    /// 不当退单: returns refused, of all returns ruled on.
    pub const fn improper_return(&self) -> Rate {
        let ruled = self.get(Measure::Returned) + self.get(Measure::ImproperlyReturned);
        Rate::of(self, Measure::ImproperlyReturned, ruled)
    }
}

/// 三率综合得分 of 100: response 30, resolution 35, satisfaction 35; `None` unless each is of something.
pub const fn score(counts: &Counts) -> Option<Hundredths> {
    let parts = [(30, counts.response()), (35, counts.resolution()), (35, counts.satisfaction())];
    let mut sum = 0;
    let mut at = 0;
    while at < parts.len() {
        let (weight, rate) = parts[at];
        match rate.percent() {
            Some(percent) => sum += weight * percent.0,
            None => return None,
        }
        at += 1;
    }
    Some(Hundredths((sum + 50) / 100))
}
