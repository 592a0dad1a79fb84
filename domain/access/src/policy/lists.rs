//! Actions that go together, where they are many.

use crate::Action::{self, *};

pub(super) const PLACES: &[Action] = &[
    CategoryRead,
    CalendarRead,
    ClockPolicyRead,
    AreaRead,
    EstateRead,
    BuildingRead,
    EnterpriseRead,
    CreditGradeRead,
    CycleRead,
    DepartmentRead,
];
pub(super) const REPORTER: &[Action] =
    &[TicketRead, Rate, Reopen, Withdraw, Object, Reply, Renew, ShareStatus];
pub(super) const FILER: &[Action] =
    &[TicketRead, Reopen, Withdraw, Object, Reply, Renew, ShareStatus];
pub(super) const HANDLER: &[Action] =
    &[TicketRead, Progress, Resolve, AskSuspension, AskExtension, Resume, Ask];
pub(super) const HELPER: &[Action] = &[TicketRead, Progress];
/// What those do who dispatch, with tickets that share a matter, or that hold several.
pub(super) const MERGE: &[Action] = &[Merge, Unmerge, Split];
/// What an organisation says of a ticket that it was given.
pub(super) const NOT_OURS: &[Action] = &[AskReturn, Dispute];
/// What a department does that was called by a whistle.
pub(super) const CALLED: &[Action] = &[TicketRead, AttachmentRead, ReportIn, FinishTask];
/// What those above the work do about it; who asked, handled or works for the handler is barred.
pub(super) const OVERSEE: &[Action] = &[Supervise, Revoke, Raise, Rule, Suspend, Resume];
/// Files (附件); who added one takes it back as the account's own.
pub(super) const FILES: &[Action] = &[AttachmentRead, Attach];
pub(super) const YEARS: &[Action] = &[YearPropose, YearApprove, ClockPolicySet];
pub(super) const REGISTER: &[Action] =
    &[EstateCreate, EstateUpdate, EstatePhase, BuildingCreate, PremisesRead, PremisesCreate];
pub(super) const ORGANIZE: &[Action] =
    &[EnterpriseCreate, ContractCreate, ContractEnd, DepartmentCreate];

pub(super) const ACCOUNTS: &[Action] = &[
    AccountRead,
    AccountCreate,
    AccountDisable,
    AccountEnable,
    DutyRead,
    DutyGrant,
    DutyEnd,
    ClientRead,
    ClientCreate,
    ClientRotate,
    ClientRevoke,
    AreaCreate,
    AreaMove,
    EstateCreate,
    EstateUpdate,
    EstatePhase,
    BuildingCreate,
    PremisesRead,
    PremisesCreate,
    EnterpriseCreate,
    ContractCreate,
    ContractEnd,
    DepartmentCreate,
];

/// Which new tickets go where by themselves (派单规则).
pub(super) const ROUTING: &[Action] =
    &[RoutingRead, RoutingCreate, RoutingChange, RoutingOrder, RoutingRetire, RoutingTry];

pub(super) const WEBHOOKS: &[Action] = &[
    WebhookRead,
    WebhookCreate,
    WebhookUpdate,
    WebhookDisable,
    WebhookEnable,
    WebhookTest,
    WebhookReplay,
    WebhookRotate,
];
/// What the offices of a street do with the credit ledger.
pub(super) const LEDGER: &[Action] = &[CreditRead, CreditAdd, CreditReverse, CreditRule];
/// What an office that scores indicators does with findings of them; who inspects for it takes back their own alone.
pub(super) const INSPECT: &[Action] = &[FindingFile, FindingVerify, FindingReject, FindingWithdraw];
/// What the rating is made of, for those who follow it.
pub(super) const RATED: &[Action] = &[FindingRead, ReportedRead];
/// What those do with a rating sheet whose it is.
pub(super) const SHEET: &[Action] = &[SheetFill, SheetSign];
/// What the offices of a street do with objections to scores.
pub(super) const DECIDE: &[Action] = &[ObjectionRead, ObjectionDecide, ObjectionReject];
/// What the offices of a street do with what comes onto the lists, and what those do who make the lists.
pub(super) const JUDGE: &[Action] = &[ListRead, ListingRead, ListingStrike, ListingKeep];
pub(super) const PUBLISH: &[Action] = &[ListPropose, ListPublish, ListWithdraw, ListingDrop];
/// What those do with surveys of residents who have them carried out, and those who go from door to door.
pub(super) const DRAW: &[Action] = &[SurveyRead, SurveySample, SurveyVisit, SurveyCancel];
pub(super) const INTERVIEW: &[Action] = &[SurveyRead, SurveyVisit, SurveyLink, SurveyNote];
/// What a matter of several communities is made with, and what those do that it concerns.
pub(super) const SPAN: &[Action] = &[Span, Unspan];
pub(super) const CONCERNED: &[Action] = &[TicketRead, AttachmentRead, ReportPart];
