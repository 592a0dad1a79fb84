//! The texts of notices, in two languages. They name a ticket by its number and say nothing that was written in it.

use kernel::{Bilingual, Language};

macro_rules! templates {
    ($($variant:ident = $word:tt, $zh:tt, $en:tt, $tzh:literal, $ten:literal;)+) => {
        kernel::words! {
            /// What a notice tells.
            Template { $($variant = $word, $zh, $en;)+ }
        }
        impl Template {
            const fn body(self) -> Bilingual {
                match self { $(Self::$variant => Bilingual { zh: $tzh, en: $ten },)+ }
            }
        }
    };
}

#[rustfmt::skip]
templates! {
    NewOrder = "new_order", "新点单待派", "A new order", "工单 {number} 待下单。", "Ticket {number} waits to be dispatched.";
    Dispatched = "dispatched", "有工单派给您", "An order for you", "工单 {number} 已派给您,请尽快接单。", "Ticket {number} was dispatched to you; please accept it.";
    DispatchedUnit = "dispatched_unit", "有工单派给本单位", "An order for your organisation", "工单 {number} 已派给本单位,请安排接单。", "Ticket {number} was dispatched to your organisation; please have it accepted.";
    InPool = "in_pool", "志愿者池有新工单", "An order in the pool", "工单 {number} 已进入志愿者池,可以接单。", "Ticket {number} is in the volunteers' pool and can be accepted.";
    Accepted = "accepted", "您的诉求已接单", "Your ticket was accepted", "工单 {number} 已有人接单。", "Somebody has accepted ticket {number}.";
    Refused = "refused", "工单被退回", "An order was refused", "工单 {number} 被拒接,请重新下单。", "Ticket {number} was refused; please dispatch it again.";
    Resolved = "resolved", "您的诉求已办结", "Your ticket was resolved", "工单 {number} 已办结,请评价。", "Ticket {number} was resolved; please rate it.";
    Declined = "declined", "您的诉求未被受理", "Your ticket was declined", "工单 {number} 不予受理,您可以提出异议。", "Ticket {number} was declined; you may object.";
    Closed = "closed", "您的诉求已归档", "Your ticket was closed", "工单 {number} 已归档。", "Ticket {number} was closed.";
    Reopened = "reopened", "工单要求重办", "A ticket was reopened", "工单 {number} 被要求重办。", "Ticket {number} was reopened.";
    Withdrawn = "withdrawn", "工单已撤回", "A ticket was withdrawn", "工单 {number} 已由诉求人撤回。", "Ticket {number} was withdrawn by its reporter.";
    Question = "question", "承办人有问题想问您", "A question for you", "工单 {number} 的承办人向您提问,请及时答复。", "The handler of ticket {number} has a question for you; please reply in time.";
    Replied = "replied", "诉求人已答复", "The reporter has replied", "工单 {number} 的诉求人已答复。", "The reporter of ticket {number} has replied.";
    Supervised = "supervised", "收到督单", "A supervision", "工单 {number} 收到督单,请按时答复。", "Ticket {number} was supervised; please answer in time.";
    Carded = "carded", "收到黄红牌", "A card", "工单 {number} 被亮牌,请立即处理并按时答复。", "A card was shown on ticket {number}; please act at once and answer in time.";
    Requested = "requested", "有申请待审批", "A request waits for a ruling", "工单 {number} 有申请待您审批。", "A request on ticket {number} waits for your ruling.";
    Ruled = "ruled", "申请已审批", "A request was ruled on", "工单 {number} 的申请已有结果。", "A request on ticket {number} was ruled on.";
    Extended = "extended", "您的诉求延期办理", "Your ticket takes longer", "工单 {number} 已批准延期,原因请查看工单。", "More time was given to ticket {number}; the ticket says why.";
    Suspended = "suspended", "您的诉求已挂账", "Your ticket was suspended", "工单 {number} 已挂账,到期自动恢复办理。", "Ticket {number} was suspended, and comes back by itself.";
    Resumed = "resumed", "您的诉求恢复办理", "Your ticket goes on", "工单 {number} 已恢复办理。", "Work on ticket {number} goes on.";
    Merged = "merged", "您的诉求已并单", "Your ticket was merged", "工单 {number} 已并入同一事项的工单办理。", "Ticket {number} was merged into one on the same matter.";
    WhistleAsked = "whistle_asked", "有吹哨待批准", "A whistle waits for approval", "工单 {number} 有吹哨待您批准。", "A whistle on ticket {number} waits for your approval.";
    Whistled = "whistled", "收到吹哨", "A whistle", "工单 {number} 吹哨,请按时报到。", "A whistle was blown on ticket {number}; please report in.";
    WhistleRuled = "whistle_ruled", "您的吹哨已审批", "Your whistle was ruled on", "工单 {number} 的吹哨已有审批结果。", "The whistle on ticket {number} was ruled on.";
    TaskFinished = "task_finished", "应哨任务已办结", "A whistle's task is finished", "工单 {number} 的应哨单位已办结任务,全部办结后请评价。", "A department called to ticket {number} has finished its task; rate it once all have.";
    Concerned = "concerned", "有跨社区事项涉及本社区", "A matter of your community", "工单 {number} 涉及本社区,请参与办理并记录进展。", "Ticket {number} concerns your community too; please take part and write its progress.";
    PartReported = "part_reported", "相关社区有新进展", "A community has reported", "工单 {number} 的相关社区记录了进展。", "A community that ticket {number} concerns has written its progress.";
    EmergencyDue = "emergency_due", "紧急工单待派", "An emergency waits", "紧急工单 {number} 的下单时限将到或已过,请立即下单。", "The time to dispatch ticket {number}, an emergency, runs out or has run out; please dispatch it at once.";
    DispatchDue = "dispatch_due", "下单时限提醒", "Time to dispatch", "工单 {number} 的下单时限将到或已过,请尽快下单。", "The time to dispatch ticket {number} runs out or has run out; please dispatch it.";
    AcceptanceDue = "acceptance_due", "接单时限提醒", "Time to accept", "工单 {number} 的接单时限将到或已过,请尽快接单。", "The time to accept ticket {number} runs out or has run out; please accept it.";
    PoolDue = "pool_due", "志愿者池工单无人接单", "Nobody in the pool accepts", "工单 {number} 在志愿者池无人接单,接单时限将到或已过,请跟进。", "Nobody in the pool has accepted ticket {number}, whose time runs out or has run out; please see to it.";
    AnswerDue = "answer_due", "督单答复时限提醒", "Time to answer a supervision", "工单 {number} 的督单答复时限将到或已过,请尽快答复。", "The time to answer a supervision of ticket {number} runs out or has run out; please answer.";
    FollowUpDue = "follow_up_due", "回访时限提醒", "Time to follow up", "工单 {number} 的回访时限将到或已过,请尽快回访。", "The time to follow up ticket {number} runs out or has run out; please do so.";
    RulingDue = "ruling_due", "审批时限提醒", "Time to rule on a request", "工单 {number} 的申请审批时限将到或已过,请尽快审批。", "The time to rule on a request on ticket {number} runs out or has run out; please rule on it.";
    ReportDue = "report_due", "报到时限提醒", "Time to report in", "工单 {number} 吹哨的报到或到场时限将到或已过,请立即报到。", "The time to report in or be on site for ticket {number} runs out or has run out; please come.";
    TaskDue = "task_due", "应哨办结时限提醒", "Time to finish a whistle's task", "工单 {number} 吹哨任务的办结时限将到或已过,请尽快办结。", "The time to finish the task of ticket {number} runs out or has run out; please finish it.";
    Due = "due", "工单时限提醒", "A clock is running out", "工单 {number} 的办理时限将到或已过,请尽快处理。", "A clock of ticket {number} runs out or has run out; please act.";
    DueUnit = "due_unit", "本单位工单时限提醒", "A clock of your organisation runs out", "工单 {number} 的办理时限将到或已过,请督促办理。", "A clock of ticket {number} runs out or has run out; please see to it.";
    Informed = "informed", "您的诉求有回复", "An answer to your ticket", "工单 {number} 与一则停供公告有关,请查看工单。", "Ticket {number} is about an announced outage; the ticket says what is known.";
    Claimed = "claimed", "您成为诉求人", "A ticket is yours", "为您登记的工单 {number} 已归入您的账户。", "Ticket {number}, filed for you, is now in your account.";
    RuleBroken = "rule_broken", "派单规则失效停用", "A routing rule was switched off", "一条派单规则已无法派单,系统已停用,请查看原因并修改。", "A routing rule can dispatch nothing any more and was switched off; see why, and mend it.";
    ResidencyApproved = "residency_approved", "居住申请已通过", "Residency approved", "您的居住申请已通过。", "Your residency was approved.";
    ResidencyRejected = "residency_rejected", "居住申请被驳回", "Residency rejected", "您的居住申请被驳回,请查看原因。", "Your residency was rejected; see the reason.";
    BulletinPublished = "bulletin_published", "小区支部发布公告", "A bulletin of your branch", "您所在小区的党支部发布了公告,请查看。", "The party branch of your estate has published a bulletin.";
    CreditRecorded = "credit_recorded", "本企业被记入诚信台账", "A record in the credit ledger", "本企业有一条新的诚信记录,依据、事实和救济途径见该记录。", "There is a new record about your enterprise; it names its basis, the facts and what you may do.";
    CreditReversed = "credit_reversed", "诚信记录已冲销", "A credit record was taken back", "本企业的一条诚信记录已冲销。", "A record about your enterprise was taken back.";
    CreditDisputed = "credit_disputed", "诚信记录有异议", "A credit record is disputed", "一条诚信记录有异议,须在两个工作日内处理。", "A credit record is disputed; it is to be decided within two working days.";
    CreditRepairSought = "credit_repair_sought", "有企业申请信用修复", "A repair is sought", "有企业申请信用修复,须在三个工作日内处理。", "An enterprise seeks repair of a record; it is to be decided within three working days.";
    CreditExtended = "credit_extended", "诚信事项延长处理", "A decision takes longer", "本企业的一项诚信申请已批准延长处理期限,原因见该记录。", "More time was approved for a decision on a record about your enterprise; the record says why.";
    CreditDecided = "credit_decided", "诚信申请已处理", "A credit record was decided on", "一项诚信异议或修复申请已有结果,请查看该记录。", "An objection or a request for repair was decided on; see the record.";
    FindingFiled = "finding_filed", "检查发现问题待整改", "A finding to be put right", "检查发现本企业一处问题,请在期限内整改并报告。", "Something was found about your enterprise; please put it right in time and report it.";
    FindingRectified = "finding_rectified", "问题已整改待复核", "A finding was put right", "您登记的检查发现已报告整改,请复核。", "A finding that you filed is reported to be put right; please verify it.";
    FindingRejected = "finding_rejected", "整改未通过复核", "A rectification was rejected", "一处检查发现的整改未通过复核,请重新整改。", "What was done about a finding was rejected; please put it right again.";
    FindingWithdrawn = "finding_withdrawn", "检查发现已撤销", "A finding was withdrawn", "关于本企业的一处检查发现已撤销,原因见该记录。", "A finding about your enterprise was withdrawn; it says why.";
    SheetDue = "sheet_due", "评分表即将截止", "A rating sheet is due soon", "您负责的一份评分表将于三日内截止,请及时填写并签字。", "A rating sheet of yours is due within three days; please fill and sign it.";
    SheetLate = "sheet_late", "评分表已逾期", "A rating sheet is late", "您负责的一份评分表已逾期,街道处理之前仍可填写签字。", "A rating sheet of yours is late; it can still be signed until the street rules on it.";
    SheetToRule = "sheet_to_rule", "有逾期评分表待处理", "A late sheet is to be ruled on", "一份评分表逾期未签,请决定准予延期或按缺失处理。", "A rating sheet was not signed in time; give more time or go on without it.";
    SheetRuled = "sheet_ruled", "逾期评分表已处理", "A late sheet was ruled on", "街道已对您负责的一份逾期评分表作出处理,结果和理由见该表。", "The street has ruled on a late rating sheet of yours; the sheet says how and why.";
    CycleDisclosed = "cycle_disclosed", "评价结果公示", "Results of the rating are disclosed", "本企业参评周期的评价结果已公示,公示期为七个工作日,可在期内提出异议。", "The results of a cycle that rates your enterprise are disclosed; you can object for seven working days.";
    CycleFinal = "cycle_final", "评价结果已定案", "Results of the rating are final", "本企业参评周期的评价结果已定案。", "The results of a cycle that rates your enterprise are final.";
    ScoreDisputed = "score_disputed", "评价得分有异议", "A score is disputed", "一项评价得分有异议,须在两个工作日内处理。", "A score is disputed; the objection is to be decided within two working days.";
    ObjectionExtended = "objection_extended", "异议延长处理", "A decision takes longer", "您提出的评分异议已批准延长处理期限,原因见该异议。", "More time was approved for the decision on your objection; it says why.";
    ObjectionLate = "objection_late", "评分异议处理逾期", "An objection was not decided in time", "一件评分异议或复核已逾期未处理,请尽快处理。", "An objection to a score or its re-check was not decided in time; please decide it.";
    ObjectionDecided = "objection_decided", "评分异议已处理", "An objection was decided", "一件评分异议已有结果,提出人可在五个工作日内申请复核。", "An objection to a score was decided; who objected can ask for a re-check within five working days.";
    RecheckAsked = "recheck_asked", "有评分异议申请复核", "A re-check is asked for", "一件评分异议申请复核,须在十个工作日内作出决定。", "A re-check of an objection is asked for; it is to be decided within ten working days.";
    RecheckDecided = "recheck_decided", "评分异议已复核", "A re-check was decided", "一件评分异议的复核已有结果,请查看。", "The re-check of an objection was decided; see the objection.";
    ListProposed = "list_proposed", "拟列入红榜或黑榜", "You are proposed for a list", "本企业拟被列入红榜或黑榜,七个工作日内可以提出异议,依据见该列入事项;列入本身不触发任何惩戒。", "Your enterprise is proposed for a red or black list; you can object for seven working days. It is no penalty in itself.";
    ListPublished = "list_published", "榜单已公布", "A list was published", "列有本企业的红榜或黑榜已公布。", "A red or black list with your enterprise on it was published.";
    ListWithdrawn = "list_withdrawn", "榜单已撤回", "A list was withdrawn", "列有本企业的红榜或黑榜已撤回。", "A red or black list with your enterprise on it was withdrawn.";
    ListingDisputed = "listing_disputed", "列入事项有异议", "A listing is disputed", "一件列入红榜或黑榜的事项有异议,须在两个工作日内处理。", "A listing on a red or black list is disputed; the objection is to be decided within two working days.";
    ListingDecided = "listing_decided", "列入异议已处理", "An objection to a listing was decided", "一件列入事项的异议已有结果,请查看。", "An objection to a listing was decided; see the listing.";
    ListingDropped = "listing_dropped", "公布时未再列入", "You are on the list no more", "榜单公布时本企业已不符合列入条件,未予列入。", "When the list was published its rule did not hold for your enterprise any more, and you are not on it.";
    OpinionAnswered = "opinion_answered", "支部已答复您的意见", "The branch has answered you", "党支部已答复您对支部公告的意见,请查看。", "The party branch has answered your reply to its bulletin.";
}

/// A notice in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub title: &'static str,
    pub text: String,
}

impl Template {
    /// The notice about the ticket with this number; about nothing that has a number where there is none.
    pub fn words(self, number: Option<&str>, language: Language) -> Words {
        let body = self.body().in_language(language);
        let text = body.replace("{number}", number.unwrap_or_default());
        Words { title: self.label().in_language(language), text }
    }
}

/// What is left of a notice whose subject its receiver may not see any more.
pub fn hidden(language: Language) -> Words {
    let title = Bilingual { zh: "通知已失效", en: "No longer yours to see" };
    let text = Bilingual {
        zh: "该事项已不在您的可见范围内。",
        en: "This matter no longer lies in your scope.",
    };
    Words { title: title.in_language(language), text: text.in_language(language).to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_whole_in_both_languages() {
        for template in Template::ALL {
            for language in [Language::Zh, Language::En] {
                let words = template.words(Some("260302-ABCDEF-1234X"), language);
                assert!(!words.text.contains(['{', '}']), "{template}");
                let others = [
                    "residency",
                    "opinion",
                    "bulletin",
                    "rule_broken",
                    "credit",
                    "finding",
                    "sheet",
                    "cycle",
                    "score",
                    "objection",
                    "recheck",
                    "list",
                ];
                let about_a_ticket = !others.iter().any(|of| template.as_str().starts_with(of));
                assert_eq!(
                    words.text.contains("260302-ABCDEF-1234X"),
                    about_a_ticket,
                    "{template}"
                );
                assert!(words.title.chars().count() <= 40 && words.text.chars().count() <= 120);
            }
            assert!(template.label().zh.chars().count() <= 20, "a WeChat thing has 20 characters");
        }
    }
}
