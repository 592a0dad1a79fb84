//! What each figure that is measured here is: its numerator, its denominator and what it is read from.

use kernel::Bilingual;

/// A figure in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    pub figure: &'static str,
    /// What is counted: of a ratio, the numerator.
    pub part: Bilingual,
    /// Of a ratio, the denominator.
    pub whole: Option<Bilingual>,
    pub source: Bilingual,
}

const fn ratio(
    figure: &'static str,
    part: Bilingual,
    whole: Bilingual,
    source: Bilingual,
) -> Definition {
    Definition { figure, part, whole: Some(whole), source }
}

const fn count(figure: &'static str, part: Bilingual, source: Bilingual) -> Definition {
    Definition { figure, part, whole: None, source }
}

const fn say(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual { zh, en }
}

const TICKETS: Bilingual = say("诉求工单", "tickets");
const CLOCKS: Bilingual = say("工单计时", "clocks of tickets");
const CALLS: Bilingual = say("回访记录", "follow-ups");
const VERDICTS: Bilingual = say("评价与回访", "ratings and follow-ups");
const FINISHED: Bilingual = say("其中至少办结一次的工单", "those resolved at least once");

/// Of the tickets filed on the estate in the period that were given to the enterprise, or wait for its dispatch, as they
/// stood at the end of the period's last day; what is merged, split, withdrawn or declined counts only by its clocks.
#[rustfmt::skip]
pub const DEFINITIONS: &[Definition] = &[
    ratio("ticket.party_member_accept_on_time_rate",
        say("其中在接单时限内接单的", "those within the limit for acceptance"),
        say("党员志愿者在本小区的接单次数", "acceptances by party volunteers on the estate"), CLOCKS),
    ratio("ticket.response_rate", say("其中已有人接单的", "those that somebody accepted"),
        say("已派给该企业或等待其派单的工单", "tickets given to the enterprise or waiting for its dispatch"), TICKETS),
    ratio("ticket.resolution_rate",
        say("其中诉求人表示已解决的,回访结果优先于评价,未表态不计", "those said to be solved: a follow-up outweighs the rating, silence is not a yes"),
        FINISHED, VERDICTS),
    ratio("ticket.satisfaction_rate",
        say("其中表示满意的(回访满意,或评价四星及以上)", "those said to be satisfied: to a follow-up, else by four stars or more"),
        say("其中至少办结一次、且非工作人员自查上报的工单", "those resolved at least once that are not officers' own findings"), VERDICTS),
    ratio("ticket.on_time_completion_rate", say("其中按时办结的", "those kept"),
        say("已停止的办结计时(含按时与超时)", "clocks of resolution that stopped, kept or missed"), CLOCKS),
    ratio("ticket.callback_coverage_rate", say("其中已回访的", "those followed up"), FINISHED, CALLS),
    count("ticket.valid_repeat_or_improper_return_count",
        say("期内有效重复诉求(重办、归档后同一事项再次提出)次数与期内裁定的不当退单次数之和", "valid repeats (reopenings, and closed matters filed anew) and returns ruled improper, in the period"),
        say("工单历史与退单裁定", "the history of tickets, and rulings on returns")),
    ratio("ticket.complaint_reply_within_2d_rate",
        say("其中四十八小时内首次答复(进展、询问或办结)的", "those first answered within 48 hours by progress, a question or a resolution"),
        say("已答复或已满四十八小时的投诉", "complaints that were answered, or whose 48 hours are over"), TICKETS),
    ratio("repair.on_time_completion_rate", say("其中按时办结的", "those kept"),
        say("报修工单已停止的办结计时(含按时与超时)", "clocks of resolution of repairs that stopped, kept or missed"), CLOCKS),
    ratio("rectification.closed_on_time_rate",
        say("其中整改期限内完成整改并经核实的", "those rectified by then, which was accepted"),
        say("整改期限在期内且已有结论的问题(待核实的不计)", "findings due in the period, without those that wait to be verified"),
        say("检查与整改", "findings and their rectification")),
    ratio("report.on_time_rate", say("其中按时签报的", "those signed in time"),
        say("该期评价周期中应报送的企业自评报告", "the enterprise's own reports that were due in cycles of the period"),
        say("评分表", "rating sheets")),
    count("credit.effective_bad_record_count",
        say("期末日该企业仍有效的不良信用记录数", "bad records of the enterprise that count on the period's last day"),
        say("诚信台账", "the credit ledger")),
];

/// The definition of a figure.
pub fn definition_of(figure: &str) -> Option<&'static Definition> {
    DEFINITIONS.iter().find(|one| one.figure == figure)
}
