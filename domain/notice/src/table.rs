//! Who is told of what: action, receiver, text, and whether it may wake people.

use access::Action::{self, *};

use crate::Template;

kernel::words! {
    /// How someone stands to what has happened.
    Receiver {
        Reporter = "reporter", "诉求人", "the reporter";
        Handler = "handler", "承办人", "the handler";
        /// The person that it was dispatched to.
        Target = "target", "被派人员", "the person dispatched to";
        /// Those who answer for the organisation that it was dispatched to.
        Unit = "unit", "被派单位", "the organisation dispatched to";
        Pool = "pool", "志愿者池", "the volunteers of the estate";
        /// Those who are to dispatch it.
        Dispatchers = "dispatchers", "下单人员", "who dispatches";
        /// The same, where it is an emergency.
        Alarmed = "alarmed", "紧急工单下单人员", "who dispatches an emergency";
        /// The same, where it waits in the volunteers' pool.
        Poolers = "poolers", "派入志愿者池的下单人员", "who dispatched to the pool";
        /// Those who answer for the handler's organisation; where there is none, those who dispatched it.
        Managers = "managers", "承办单位负责人", "who answers for the handler";
        /// Those who have to answer the last supervision.
        Asked = "asked", "被督单方", "who is asked by a supervision";
        /// The nearest of those who may rule on the request.
        Rulers = "rulers", "审批人", "who rules on requests";
        /// The nearest of those who may follow up.
        Followers = "followers", "回访人", "who follows up";
        /// Who made the request that was ruled on.
        Asker = "asker", "申请人", "who asked for it";
        /// The reporter, where what was ruled gives the work more time.
        Waiting = "waiting", "被延期的诉求人", "the reporter of what takes longer";
        /// Those who approve a whistle.
        Principals = "principals", "吹哨审批人", "who approves whistles";
        /// Those of the departments that a whistle called; of one of them, where its clock is meant.
        Called = "called", "应哨单位", "the departments called";
        /// Who blew the whistle that was ruled on or whose task was finished.
        Blower = "blower", "吹哨人", "who blew the whistle";
        /// Those of the areas that it concerns besides its own.
        Concerned = "concerned", "相关社区", "the communities concerned";
        /// Whose it is.
        Owner = "owner", "本人", "whose it is";
        /// Those whose residency in the bulletin's estate is approved; told batch by batch.
        Residents = "residents", "本小区居民", "the residents of the estate";
        /// Those who answer for the enterprise that is recorded or inspected.
        Rated = "rated", "被记录企业", "the enterprise that it is about";
        /// Those of the district who decide on objections.
        Deciders = "deciders", "异议处理人", "who decides on objections";
        /// The offices of the street that keep the ledger.
        Ledger = "ledger", "台账管理人", "who keeps the ledger";
        /// Those whose sheet it is.
        Scorers = "scorers", "评分表填表人", "whose sheet it is";
        /// Those of the street who rule on late sheets.
        SheetRulers = "sheet_rulers", "逾期评分表处理人", "who rules on late sheets";
        /// Those who decide on an objection to a score as it stands: of the street, or of the district where it is checked again.
        Judges = "judges", "评分异议处理人", "who decides on an objection to a score";
        /// Those who answer for the enterprises that are on a list.
        Listed = "listed", "列入企业", "the enterprises on the list";
        /// Those who answer for the enterprises that are rated in a cycle.
        Participants = "participants", "参评企业", "the enterprises rated in the cycle";
        /// Those who keep the routing rules of the area.
        Keepers = "keepers", "派单规则管理人", "who keeps the rules of the area";
    }
}

/// One row: when the action was done, the receiver is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub action: Action,
    /// The clock that reached a level, by its word; `None` where the action is about none.
    pub clock: Option<&'static str>,
    pub to: Receiver,
    pub template: Template,
    /// It passes through quiet hours.
    pub urgent: bool,
}

const fn tell(action: Action, to: Receiver, template: Template) -> Row {
    Row { action, clock: None, to, template, urgent: false }
}

const fn wake(action: Action, to: Receiver, template: Template) -> Row {
    Row { action, clock: None, to, template, urgent: true }
}

/// A level of a clock.
const fn due(clock: &'static str, to: Receiver, template: Template) -> Row {
    Row { action: ClockReach, clock: Some(clock), to, template, urgent: false }
}

/// A level of a clock for those who are to act at once.
const fn ring(clock: &'static str, to: Receiver, template: Template) -> Row {
    Row { action: ClockReach, clock: Some(clock), to, template, urgent: true }
}

/// Of several rows that reach one person, the first tells them. Whoever did it is never told.
#[rustfmt::skip]
pub const TABLE: &[Row] = &[
    tell(Submit, Receiver::Dispatchers, Template::NewOrder),
    tell(Dispatch, Receiver::Target, Template::Dispatched),
    tell(Dispatch, Receiver::Unit, Template::DispatchedUnit),
    tell(Dispatch, Receiver::Pool, Template::InPool),
    tell(Redispatch, Receiver::Target, Template::Dispatched),
    tell(Redispatch, Receiver::Unit, Template::DispatchedUnit),
    tell(Redispatch, Receiver::Pool, Template::InPool),
    tell(Accept, Receiver::Reporter, Template::Accepted),
    tell(Refuse, Receiver::Dispatchers, Template::Refused),
    tell(Release, Receiver::Dispatchers, Template::NewOrder),
    tell(Resolve, Receiver::Reporter, Template::Resolved),
    tell(Reopen, Receiver::Dispatchers, Template::Reopened),
    tell(Object, Receiver::Dispatchers, Template::Reopened),
    tell(Raise, Receiver::Dispatchers, Template::NewOrder),
    tell(Unmerge, Receiver::Dispatchers, Template::NewOrder),
    tell(Close, Receiver::Reporter, Template::Closed),
    tell(Decline, Receiver::Reporter, Template::Declined),
    tell(Withdraw, Receiver::Handler, Template::Withdrawn),
    tell(Withdraw, Receiver::Dispatchers, Template::Withdrawn),
    tell(Supervise, Receiver::Asked, Template::Supervised),
    wake(Card, Receiver::Asked, Template::Carded),
    tell(Ask, Receiver::Reporter, Template::Question),
    tell(Reply, Receiver::Handler, Template::Replied),
    tell(AskSuspension, Receiver::Rulers, Template::Requested),
    tell(AskExtension, Receiver::Rulers, Template::Requested),
    tell(AskReturn, Receiver::Rulers, Template::Requested),
    tell(Dispute, Receiver::Rulers, Template::Requested),
    tell(Rule, Receiver::Asker, Template::Ruled),
    tell(Rule, Receiver::Waiting, Template::Extended),
    tell(Suspend, Receiver::Reporter, Template::Suspended),
    tell(Resume, Receiver::Handler, Template::Resumed),
    tell(Resume, Receiver::Reporter, Template::Resumed),
    tell(Merge, Receiver::Reporter, Template::Merged),
    wake(BlowWhistle, Receiver::Principals, Template::WhistleAsked),
    wake(ApproveWhistle, Receiver::Called, Template::Whistled),
    tell(ApproveWhistle, Receiver::Blower, Template::WhistleRuled),
    tell(FinishTask, Receiver::Blower, Template::TaskFinished),
    tell(Span, Receiver::Concerned, Template::Concerned),
    tell(Span, Receiver::Dispatchers, Template::NewOrder),
    tell(ReportPart, Receiver::Handler, Template::PartReported),
    tell(ReportPart, Receiver::Dispatchers, Template::PartReported),
    ring("dispatch", Receiver::Alarmed, Template::EmergencyDue),
    due("dispatch", Receiver::Dispatchers, Template::DispatchDue),
    ring("acceptance", Receiver::Target, Template::AcceptanceDue),
    ring("acceptance", Receiver::Unit, Template::AcceptanceDue),
    due("acceptance", Receiver::Poolers, Template::PoolDue),
    ring("first_contact", Receiver::Handler, Template::Due),
    due("first_contact", Receiver::Managers, Template::DueUnit),
    ring("resolution", Receiver::Handler, Template::Due),
    due("resolution", Receiver::Managers, Template::DueUnit),
    due("supervision_answer", Receiver::Asked, Template::AnswerDue),
    due("follow_up", Receiver::Followers, Template::FollowUpDue),
    due("ruling", Receiver::Rulers, Template::RulingDue),
    ring("report_in", Receiver::Called, Template::ReportDue),
    ring("on_site", Receiver::Called, Template::ReportDue),
    due("task", Receiver::Called, Template::TaskDue),
    tell(Inform, Receiver::Reporter, Template::Informed),
    tell(Claim, Receiver::Reporter, Template::Claimed),
    tell(RoutingBreak, Receiver::Keepers, Template::RuleBroken),
    tell(ResidencyApprove, Receiver::Owner, Template::ResidencyApproved),
    tell(ResidencyReject, Receiver::Owner, Template::ResidencyRejected),
    tell(BulletinPublish, Receiver::Residents, Template::BulletinPublished),
    tell(OpinionAnswer, Receiver::Owner, Template::OpinionAnswered),
    tell(CreditAdd, Receiver::Rated, Template::CreditRecorded),
    tell(CreditCard, Receiver::Rated, Template::CreditRecorded),
    tell(CreditReverse, Receiver::Rated, Template::CreditReversed),
    tell(CreditUncard, Receiver::Rated, Template::CreditReversed),
    tell(CreditObject, Receiver::Deciders, Template::CreditDisputed),
    tell(CreditObject, Receiver::Ledger, Template::CreditDisputed),
    tell(CreditRepair, Receiver::Ledger, Template::CreditRepairSought),
    tell(CreditExtend, Receiver::Rated, Template::CreditExtended),
    tell(CreditDecide, Receiver::Rated, Template::CreditDecided),
    tell(CreditDecide, Receiver::Ledger, Template::CreditDecided),
    tell(CreditRule, Receiver::Rated, Template::CreditDecided),
    tell(FindingFile, Receiver::Rated, Template::FindingFiled),
    tell(FindingRectify, Receiver::Owner, Template::FindingRectified),
    tell(FindingReject, Receiver::Rated, Template::FindingRejected),
    tell(FindingWithdraw, Receiver::Rated, Template::FindingWithdrawn),
    tell(SheetRemind, Receiver::Scorers, Template::SheetDue),
    tell(SheetLapse, Receiver::Scorers, Template::SheetLate),
    tell(SheetLapse, Receiver::SheetRulers, Template::SheetToRule),
    tell(CycleDisclose, Receiver::Participants, Template::CycleDisclosed),
    tell(CycleFinalize, Receiver::Participants, Template::CycleFinal),
    tell(ObjectionFile, Receiver::Judges, Template::ScoreDisputed),
    tell(ObjectionFile, Receiver::Rated, Template::ScoreDisputed),
    tell(ObjectionExtend, Receiver::Owner, Template::ObjectionExtended),
    tell(ObjectionLapse, Receiver::Judges, Template::ObjectionLate),
    tell(ObjectionDecide, Receiver::Owner, Template::ObjectionDecided),
    tell(ObjectionDecide, Receiver::Rated, Template::ObjectionDecided),
    tell(ObjectionReject, Receiver::Owner, Template::ObjectionDecided),
    tell(ObjectionReject, Receiver::Rated, Template::ObjectionDecided),
    tell(RecheckAsk, Receiver::Judges, Template::RecheckAsked),
    tell(RecheckDecide, Receiver::Owner, Template::RecheckDecided),
    tell(RecheckDecide, Receiver::Rated, Template::RecheckDecided),
    tell(RecheckReject, Receiver::Owner, Template::RecheckDecided),
    tell(RecheckReject, Receiver::Rated, Template::RecheckDecided),
    tell(ListPropose, Receiver::Listed, Template::ListProposed),
    tell(ListPublish, Receiver::Listed, Template::ListPublished),
    tell(ListWithdraw, Receiver::Listed, Template::ListWithdrawn),
    tell(ListingObject, Receiver::Judges, Template::ListingDisputed),
    tell(ListingStrike, Receiver::Rated, Template::ListingDecided),
    tell(ListingKeep, Receiver::Rated, Template::ListingDecided),
    tell(ListingDrop, Receiver::Rated, Template::ListingDropped),
    tell(SheetRule, Receiver::Scorers, Template::SheetRuled),
];

impl Template {
    /// Whether it passes through quiet hours.
    pub fn is_urgent(self) -> bool {
        TABLE.iter().any(|row| row.template == self && row.urgent)
    }
}

/// The rows for an action, by the words of the journal, and for the clock of which a level was reached. A clock that was
/// only measured anew is no alarm: nobody is told.
pub fn rows(
    subject: &str,
    action: &str,
    clock: Option<&str>,
) -> impl Iterator<Item = &'static Row> {
    let fits = move |row: &&Row| {
        row.action.subject().as_str() == subject
            && row.action.as_str() == action
            && row.clock == clock
    };
    TABLE.iter().filter(fits)
}

#[cfg(test)]
mod tests;
