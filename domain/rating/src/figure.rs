//! The figures that the system measures (系统自动指标), by name: their unit, and whether what they are measured from is kept here.

use kernel::Bilingual;

kernel::words! {
    /// What sort of a number a figure is.
    Unit {
        /// A part of a whole, from 0 to 1.
        Ratio = "ratio", "比率", "ratio";
        Count = "count", "次数", "count";
    }
}

kernel::words! {
    /// What a figure is measured from.
    Origin {
        Tickets = "tickets", "诉求工单", "tickets";
        Party = "party", "党组织与党员", "party organisations and members";
        Meetings = "meetings", "会议与议定事项", "meetings and resolutions";
        Disclosure = "disclosure", "收益与资金公示", "disclosures of funds";
        Volunteers = "volunteers", "志愿服务", "volunteer activities";
        Findings = "findings", "检查与整改", "findings and their rectification";
        Sheets = "sheets", "评分表", "rating sheets";
        Credit = "credit", "诚信台账", "the credit ledger";
        /// Held by outside systems, and reported by them or by the enterprise.
        Reported = "reported", "外部报送", "reported from outside";
    }
}

impl Origin {
    /// Whether the records are kept by this system today.
    pub const fn is_built(self) -> bool {
        matches!(
            self,
            Self::Tickets | Self::Credit | Self::Sheets | Self::Findings | Self::Reported
        )
    }
}

/// One figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    pub name: &'static str,
    pub unit: Unit,
    pub origin: Origin,
    pub label: Bilingual,
}

const fn figure(
    name: &'static str,
    unit: Unit,
    origin: Origin,
    zh: &'static str,
    en: &'static str,
) -> Figure {
    Figure { name, unit, origin, label: Bilingual { zh, en } }
}

use Origin::{
    Credit, Disclosure, Findings, Meetings, Party, Reported, Sheets, Tickets, Volunteers,
};
use Unit::{Count, Ratio};

/// What an indicator may be scored by.
#[rustfmt::skip]
pub const FIGURES: &[Figure] = &[
    figure("party.staff_member_count", Count, Party, "物业从业人员中的党员数", "party members among the property staff"),
    figure("party.cross_appointment_ratio", Ratio, Party, "交叉任职比例", "share of cross-appointments"),
    figure("resolution.major_without_party_predeliberation_count", Count, Meetings, "未经党组织先议的重大事项数", "major matters that the party organisation did not deliberate first"),
    figure("instructor.months_without_worklog_count", Count, Party, "党建指导员未留工作日志的月数", "months without a log of the instructor"),
    figure("meeting.property_attendance_rate", Ratio, Meetings, "三会参会率", "attendance at the three meetings"),
    figure("ticket.party_member_accept_on_time_rate", Ratio, Tickets, "党员按时接单率", "acceptances by party members in time"),
    figure("disclosure.common_fund_on_time_rate", Ratio, Disclosure, "公共收益与共有资金按时公示率", "disclosures of common funds in time"),
    figure("ticket.response_rate", Ratio, Tickets, "诉求响应率", "response rate"),
    figure("ticket.resolution_rate", Ratio, Tickets, "诉求解决率", "resolution rate"),
    figure("ticket.satisfaction_rate", Ratio, Tickets, "诉求满意率", "satisfaction rate"),
    figure("ticket.on_time_completion_rate", Ratio, Tickets, "按时办结率", "completions in time"),
    figure("ticket.callback_coverage_rate", Ratio, Tickets, "回访覆盖率", "coverage of follow-ups"),
    figure("ticket.valid_repeat_or_improper_return_count", Count, Tickets, "有效重复诉求与不当退单数", "valid repeats and improper returns"),
    figure("ticket.complaint_reply_within_2d_rate", Ratio, Tickets, "投诉二日内答复率", "complaints answered within two days"),
    figure("repair.on_time_completion_rate", Ratio, Tickets, "报修及时完成率", "repairs completed in time"),
    figure("patrol.completion_rate", Ratio, Reported, "巡逻到位率", "patrols completed"),
    figure("safety.hazard_closed_on_time_rate", Ratio, Reported, "隐患按时闭环率", "hazards closed in time"),
    figure("meeting.joint_attendance_rate", Ratio, Meetings, "联席会议参会率", "attendance at joint meetings"),
    figure("resolution.implemented_on_time_rate", Ratio, Meetings, "议定事项按时落实率", "resolutions implemented in time"),
    figure("dispute.closed_within_30d_rate", Ratio, Meetings, "矛盾纠纷三十日内调处率", "disputes settled within thirty days"),
    figure("volunteer.activity_count_in_quarter", Count, Volunteers, "季度社区活动与志愿服务次数", "activities in the quarter"),
    figure("finance.fee_collection_rate", Ratio, Reported, "物业费收缴率", "property fees collected"),
    figure("rectification.closed_on_time_rate", Ratio, Findings, "问题按时整改率", "findings rectified in time"),
    figure("credit.effective_bad_record_count", Count, Credit, "有效不良信用记录数", "bad records in effect"),
    figure("report.on_time_rate", Ratio, Sheets, "数据按时报送率", "reports handed in in time"),
];

/// Figures that no indicator is scored by, but that can limit one.
pub const LIMITING: &[Figure] = &[figure(
    "safety.drill_count_in_half_year",
    Count,
    Reported,
    "半年内应急演练次数",
    "drills in the half-year",
)];

/// A figure by its name.
pub fn figure_named(name: &str) -> Option<&'static Figure> {
    FIGURES.iter().find(|figure| figure.name == name)
}

/// A figure that can limit, by its name.
pub fn limiting_named(name: &str) -> Option<&'static Figure> {
    FIGURES.iter().chain(LIMITING).find(|figure| figure.name == name && figure.unit == Unit::Count)
}
