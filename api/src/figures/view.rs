//! How figures are shown: every rate with its numerator and denominator.

use kernel::{Hundredths, Uuid};
use serde::Serialize;
use ticket::{ClockKind, Counts, Measure, Rate, score};
use utoipa::ToSchema;

/// A part of a whole.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct RateView {
    #[schema(minimum = 0)]
    numerator: i64,
    #[schema(minimum = 0)]
    denominator: i64,
    /// Of a hundred, rounded half up; null of nothing.
    percent: Option<Hundredths>,
}

/// How long a step took from the filing on.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct TimeView {
    /// The numerator: seconds of all together.
    #[schema(minimum = 0)]
    seconds: i64,
    /// The denominator: tickets that came so far.
    #[schema(minimum = 0)]
    tickets: i64,
    /// Rounded down; null of nothing.
    #[schema(minimum = 0)]
    mean_seconds: Option<i64>,
}

/// What was counted of the tickets that were filed in the period and place.
///
/// Everything that happens to a ticket counts under the day and the place of its filing, whenever it happens and
/// wherever its estate lies by then, so that each numerator is part of its denominator.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FigureSet {
    /// 受理件数.
    #[schema(minimum = 0)]
    filed: i64,
    /// Merged into another ticket, or split into parts, which count for them.
    #[schema(minimum = 0)]
    merged: i64,
    #[schema(minimum = 0)]
    withdrawn: i64,
    #[schema(minimum = 0)]
    declined: i64,
    /// `filed` without the three before: what all rates are about.
    #[schema(minimum = 0)]
    handled: i64,
    /// 响应率: accepted by somebody, of `handled`.
    response: RateView,
    /// 解决率: said to be solved, of those finished (resolved at least once). A follow-up outweighs the reporter's
    /// rating, a reopening takes back a "solved", and silence is not a yes.
    resolution: RateView,
    /// 满意率: said to be satisfied (to a follow-up, else four stars or five), of those finished that somebody is concerned
    /// with; silence is not a yes. What officers and systems found themselves, with no reporter and on nobody's behalf,
    /// is in neither number, and so only in the other two rates of the score.
    satisfaction: RateView,
    /// 三率综合: response 30 %, resolution 35 %, satisfaction 35 %; null while one of them is of nothing.
    score: Option<Hundredths>,
    /// 回访覆盖率: followed up, of those finished.
    follow_up: RateView,
    /// Reached by a follow-up, of those followed up.
    reached: RateView,
    /// 重办率: reopened at least once, of those finished.
    reopening: RateView,
    /// How often they were reopened, all together.
    #[schema(minimum = 0)]
    reopenings: i64,
    /// 不当退单: returns refused, of all returns that were ruled on; under the organisation that asked for them.
    improper_return: RateView,
    times: TimesView,
    clocks: ClocksView,
}

/// 按时率: clocks that stopped in time, of all that were kept or missed; those that still run are in neither. They stand
/// under who has the ticket, or had it last; those of a department that was called stand under that department.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct ClocksView {
    dispatch: RateView,
    acceptance: RateView,
    first_contact: RateView,
    resolution: RateView,
    supervision_answer: RateView,
    follow_up: RateView,
    report_in: RateView,
    on_site: RateView,
    task: RateView,
    ruling: RateView,
}

/// From the filing to each step.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct TimesView {
    /// To the first dispatch.
    dispatch: TimeView,
    /// To the first acceptance.
    accept: TimeView,
    /// To the first contact: progress, a question or a resolution.
    contact: TimeView,
    /// To the last resolution.
    finish: TimeView,
    close: TimeView,
}

/// One part of the figures; only what they are parted by is set.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PartView {
    /// The day, or the first day of the month.
    #[schema(format = Date, max_length = 10)]
    pub(super) start: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    pub(super) area_id: Option<Uuid>,
    #[schema(format = "uuid", max_length = 36)]
    pub(super) estate_id: Option<Uuid>,
    /// Null by organisation too, for what no organisation has had.
    #[schema(format = "uuid", max_length = 36)]
    pub(super) organization_id: Option<Uuid>,
    #[schema(format = "uuid", max_length = 36)]
    pub(super) category_id: Option<Uuid>,
    pub(super) figures: FigureSet,
}

/// Figures of a period, with their parts.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "from": "2026-03-01", "to": "2026-03-31",
    "total": {
        "filed": 44, "merged": 2, "withdrawn": 1, "declined": 1, "handled": 40,
        "response": {"numerator": 40, "denominator": 40, "percent": "100.00"},
        "resolution": {"numerator": 30, "denominator": 36, "percent": "83.33"},
        "satisfaction": {"numerator": 27, "denominator": 36, "percent": "75.00"}, "score": "85.42",
        "follow_up": {"numerator": 18, "denominator": 36, "percent": "50.00"},
        "reached": {"numerator": 15, "denominator": 18, "percent": "83.33"},
        "reopening": {"numerator": 4, "denominator": 36, "percent": "11.11"}, "reopenings": 5,
        "improper_return": {"numerator": 1, "denominator": 3, "percent": "33.33"},
        "times": {
            "dispatch": {"seconds": 36000, "tickets": 40, "mean_seconds": 900},
            "accept": {"seconds": 72000, "tickets": 40, "mean_seconds": 1800},
            "contact": {"seconds": 136800, "tickets": 38, "mean_seconds": 3600},
            "finish": {"seconds": 5184000, "tickets": 36, "mean_seconds": 144000},
            "close": {"seconds": 20736000, "tickets": 24, "mean_seconds": 864000}
        },
        "clocks": {
            "dispatch": {"numerator": 38, "denominator": 40, "percent": "95.00"},
            "acceptance": {"numerator": 39, "denominator": 40, "percent": "97.50"},
            "first_contact": {"numerator": 36, "denominator": 38, "percent": "94.74"},
            "resolution": {"numerator": 33, "denominator": 36, "percent": "91.67"},
            "supervision_answer": {"numerator": 3, "denominator": 4, "percent": "75.00"},
            "follow_up": {"numerator": 18, "denominator": 18, "percent": "100.00"},
            "report_in": {"numerator": 1, "denominator": 2, "percent": "50.00"},
            "on_site": {"numerator": 1, "denominator": 1, "percent": "100.00"},
            "task": {"numerator": 2, "denominator": 2, "percent": "100.00"},
            "ruling": {"numerator": 3, "denominator": 3, "percent": "100.00"}
        }
    },
    "parts": []
}))]
pub(crate) struct FiguresView {
    #[schema(format = Date, max_length = 10)]
    pub(super) from: String,
    #[schema(format = Date, max_length = 10)]
    pub(super) to: String,
    pub(super) total: FigureSet,
    /// By day, month and category in their order; of organisations those with the most first, 200 at most.
    #[schema(max_items = 500)]
    pub(super) parts: Vec<PartView>,
}

fn rate(rate: Rate) -> RateView {
    let Rate { numerator, denominator } = rate;
    RateView { numerator, denominator, percent: rate.percent() }
}

fn clocks(counts: &Counts) -> ClocksView {
    let of = |kind| rate(counts.on_time(kind));
    ClocksView {
        dispatch: of(ClockKind::Dispatch),
        acceptance: of(ClockKind::Acceptance),
        first_contact: of(ClockKind::FirstContact),
        resolution: of(ClockKind::Resolution),
        supervision_answer: of(ClockKind::SupervisionAnswer),
        follow_up: of(ClockKind::FollowUp),
        report_in: of(ClockKind::ReportIn),
        on_site: of(ClockKind::OnSite),
        task: of(ClockKind::Task),
        ruling: of(ClockKind::Ruling),
    }
}

pub(super) fn figure_set(counts: &Counts) -> FigureSet {
    let of = |measure| counts.get(measure);
    let time = |seconds, tickets| {
        let (seconds, tickets) = (of(seconds), of(tickets));
        TimeView { seconds, tickets, mean_seconds: (tickets > 0).then(|| seconds / tickets) }
    };
    let reached = Rate { numerator: of(Measure::Reached), denominator: of(Measure::FollowedUp) };
    FigureSet {
        filed: of(Measure::Filed),
        merged: of(Measure::Merged),
        withdrawn: of(Measure::Withdrawn),
        declined: of(Measure::Declined),
        handled: counts.handled(),
        response: rate(counts.response()),
        resolution: rate(counts.resolution()),
        satisfaction: rate(counts.satisfaction()),
        score: score(counts),
        follow_up: rate(counts.follow_up()),
        reached: rate(reached),
        reopening: rate(counts.reopening()),
        reopenings: of(Measure::Reopenings),
        improper_return: rate(counts.improper_return()),
        times: TimesView {
            dispatch: time(Measure::DispatchSeconds, Measure::Dispatched),
            accept: time(Measure::AcceptSeconds, Measure::Accepted),
            contact: time(Measure::ContactSeconds, Measure::Contacted),
            finish: time(Measure::FinishSeconds, Measure::Finished),
            close: time(Measure::CloseSeconds, Measure::Closed),
        },
        clocks: clocks(counts),
    }
}
