//! The policy: duty may actions within relation. Nothing else opens anything.

mod lists;
mod ratings;

use lists::*;

use crate::{
    Action::{self, *},
    Relation::{self, *},
    Role,
};

/// One row: everyone with the duty who stands in the relation may do the actions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) role: Role,
    pub(crate) actions: &'static [Action],
    pub(crate) within: Relation,
}

const fn may(role: Role, within: Relation, actions: &'static [Action]) -> Row {
    Row { role, actions, within }
}

/// Read in this order by [`crate::authorize`]; the first row that fits is the duty that the journal names.
pub(crate) fn policy() -> impl Iterator<Item = &'static Row> {
    ROWS.iter().chain(ratings::ROWS)
}

#[rustfmt::skip]
const ROWS: &[Row] = &[
    may(Role::Account, Any, PLACES),
    may(Role::Account, Any, &[EventRead]),
    may(Role::Account, Own, &[MeRead, PasswordChange, PhoneBind, NoticePrefer, NoticeRead, NoticeMark, TotpEnrol, TotpConfirm, TotpRemove, Logout, ResidencyRead, ResidencyRequest, PremisesRead]),
    may(Role::Account, Reporter, REPORTER),
    may(Role::Account, Filer, FILER),

    may(Role::Resident, Within, &[Submit, OutageRead, BulletinRead, OpinionGive]),
    may(Role::Resident, Public, &[TicketRead, Support]),
    may(Role::CommitteeMember, Public, &[TicketRead]),
    may(Role::CommitteeMember, Within, &[OutageRead, BulletinRead]),

    may(Role::Dispatcher, Dispatching, &[Dispatch, Redispatch]),
    may(Role::Dispatcher, Dispatching, NOT_OURS),
    may(Role::Dispatcher, Dispatching, MERGE),
    may(Role::Dispatcher, Contract, &[TicketRead, Amend, ResidencyRead, ResidencyApprove, ResidencyReject, PremisesRead, OutageRead, OutageAnnounce, OutageEnd]),
    may(Role::Manager, Dispatching, &[Dispatch, Redispatch]),
    may(Role::Manager, Dispatching, NOT_OURS),
    may(Role::Manager, Dispatching, MERGE),
    may(Role::Manager, Unit, NOT_OURS),
    may(Role::Manager, Contract, &[TicketRead, Amend, ResidencyRead, ResidencyApprove, ResidencyReject, PremisesRead, OutageRead, OutageAnnounce, OutageEnd]),
    may(Role::Manager, Handler, HANDLER),
    may(Role::Manager, Helper, HELPER),
    may(Role::Manager, Target, &[TicketRead, Accept, Refuse]),
    may(Role::Manager, Unit, &[TicketRead, Accept, Refuse, FigureRead]),
    may(Role::Manager, Asked, &[TicketRead, AttachmentRead, Answer]),
    may(Role::Worker, Contract, &[TicketRead, OutageRead]),
    may(Role::Worker, Handler, HANDLER),
    may(Role::Worker, Helper, HELPER),
    may(Role::Worker, Target, &[TicketRead, Accept, Refuse]),
    may(Role::Worker, Unit, &[TicketRead, Accept]),

    may(Role::Volunteer, Within, &[OutageRead, BulletinRead]),
    may(Role::Volunteer, Handler, HANDLER),
    may(Role::Volunteer, Helper, HELPER),
    may(Role::Volunteer, Target, &[TicketRead, Accept, Refuse]),
    may(Role::Volunteer, Pool, &[TicketRead, Accept, Refuse]),
    may(Role::Volunteer, Asked, &[TicketRead, AttachmentRead, Answer]),

    may(Role::DepartmentOfficer, Handler, HANDLER),
    may(Role::DepartmentOfficer, Helper, HELPER),
    may(Role::DepartmentOfficer, Target, &[TicketRead, Accept, Refuse]),
    may(Role::DepartmentOfficer, Unit, &[TicketRead, Accept, Refuse, FigureRead]),
    may(Role::DepartmentOfficer, Unit, NOT_OURS),
    may(Role::DepartmentOfficer, Asked, &[TicketRead, AttachmentRead, Answer]),
    may(Role::DepartmentOfficer, Called, CALLED),
    may(Role::CommunityPolice, Called, CALLED),

    may(Role::BranchSecretary, Within, &[TicketRead, FollowUp, Close, Card, FigureRead, OutageRead]),
    may(Role::BranchSecretary, Within, OVERSEE),
    may(Role::BranchSecretary, Within, &[BulletinRead, BulletinPublish, BulletinClose, BulletinWithdraw, OpinionRead, OpinionAnswer]),
    may(Role::BranchSecretary, Unraised, &[Redispatch]),
    may(Role::Specialist, Within, &[TicketRead, FollowUp, Supervise, Revoke, FigureRead, OutageRead]),

    may(Role::HotlineOperator, Within, &[Submit, RegisterCall, ImportCreate, OutageRead]),
    may(Role::GridWorker, Within, &[Submit, ImportCreate, OutageRead]),

    may(Role::CommunityOfficer, Within, &[TicketRead, Submit, ImportCreate, FollowUp, Close, Card, Decline, Amend, ResidencyRead, ResidencyApprove, ResidencyReject, FigureRead]),
    may(Role::CommunityOfficer, Within, OVERSEE),
    may(Role::CommunityOfficer, Within, MERGE),
    may(Role::CommunityOfficer, Within, &[BlowWhistle, RateDepartment, BulletinRead, OpinionRead, OutageRead, OutageAnnounce, OutageEnd]),
    may(Role::CommunityOfficer, Within, REGISTER),
    may(Role::CommunityOfficer, Within, ROUTING),
    may(Role::CommunityOfficer, Unserved, &[Dispatch, Redispatch]),
    may(Role::CommunityOfficer, Asked, &[TicketRead, AttachmentRead, Answer]),
    may(Role::CommunityOfficer, Within, SPAN),
    may(Role::CommunityOfficer, Concerned, CONCERNED),
    may(Role::CommunitySecretary, Within, &[TicketRead, Card, PremisesRead, FigureRead, OutageRead, BulletinRead, BulletinWithdraw, OpinionRead]),
    may(Role::CommunitySecretary, Within, OVERSEE),
    may(Role::CommunitySecretary, Within, &[BlowWhistle, ApproveWhistle, RateDepartment]),
    may(Role::CommunitySecretary, Within, ROUTING),
    may(Role::CommunitySecretary, Within, SPAN),
    may(Role::CommunitySecretary, Concerned, CONCERNED),

    may(Role::PropertyOffice, Within, &[TicketRead, Card, Supervise, Revoke, Rule, Suspend, Resume, FigureRead, OutageRead]),

    may(Role::StreetOfficer, Within, &[TicketRead, Card, PremisesRead, FigureRead, OutageRead]),
    may(Role::StreetOfficer, Within, OVERSEE),
    may(Role::StreetOfficer, Within, ORGANIZE),
    may(Role::StreetOfficer, Within, YEARS),
    may(Role::StreetOfficer, Within, ROUTING),
    may(Role::StreetOfficer, Raised, &[Dispatch, Redispatch, Decline]),
    may(Role::StreetOfficer, Fallback, &[FollowUp, Close]),
    may(Role::StreetOfficer, Asked, &[TicketRead, AttachmentRead, Answer]),
    may(Role::StreetOfficer, Within, SPAN),
    may(Role::StreetOfficer, Concerned, CONCERNED),

    may(Role::DistrictOfficer, Within, &[TicketRead, Card, AreaCreate, AreaMove, FigureRead, OutageRead]),
    may(Role::DistrictOfficer, Within, &[Supervise, Revoke, Rule, Suspend, Resume, Span, Unspan]),
    may(Role::DistrictOfficer, Raised, &[Dispatch, Redispatch]),
    may(Role::DistrictOfficer, Asked, &[TicketRead, AttachmentRead, Answer]),
    may(Role::DistrictOfficer, Within, REGISTER),
    may(Role::DistrictOfficer, Within, ORGANIZE),
    may(Role::DistrictOfficer, Within, YEARS),
    may(Role::DistrictOfficer, Within, ROUTING),
    may(Role::DistrictOfficer, Any, &[CategoryCreate, CategoryUpdate]),

    may(Role::Administrator, Within, ACCOUNTS),
    may(Role::Administrator, Within, YEARS),
    may(Role::Administrator, Within, ROUTING),
    may(Role::Administrator, Within, &[CategoryCreate, CategoryUpdate]),
    may(Role::Administrator, Within, WEBHOOKS),
    may(Role::Administrator, Within, &[FigureRebuild, MessageRead]),
    may(Role::Auditor, Within, &[TicketRead, AccountRead, DutyRead, ClientRead, WebhookRead, RoutingRead, FigureRead, MessageRead, OutageRead, BulletinRead, OpinionRead]),

    may(Role::SystemClient, Any, PLACES),
    may(Role::SystemClient, Any, &[MeRead, EventRead, PremisesRead]),
    may(Role::SystemClient, Within, &[TicketRead, Submit, FigureRead, OutageRead]),
    may(Role::SystemClient, Filer, FILER),
    may(Role::SystemClient, Own, WEBHOOKS),

    may(Role::Account, Reporter, FILES),
    may(Role::Account, Filer, FILES),
    may(Role::Account, Own, &[Detach]),
    may(Role::Dispatcher, Contract, FILES),
    may(Role::Manager, Contract, FILES),
    may(Role::Manager, Handler, FILES),
    may(Role::Manager, Helper, FILES),
    may(Role::Manager, Target, &[AttachmentRead]),
    may(Role::Manager, Unit, &[AttachmentRead]),
    may(Role::Worker, Contract, &[AttachmentRead]),
    may(Role::Worker, Handler, FILES),
    may(Role::Worker, Helper, FILES),
    may(Role::Worker, Target, &[AttachmentRead]),
    may(Role::Worker, Unit, &[AttachmentRead]),
    may(Role::Volunteer, Handler, FILES),
    may(Role::Volunteer, Helper, FILES),
    may(Role::Volunteer, Target, &[AttachmentRead]),
    may(Role::Volunteer, Pool, &[AttachmentRead]),
    may(Role::DepartmentOfficer, Handler, FILES),
    may(Role::DepartmentOfficer, Helper, FILES),
    may(Role::DepartmentOfficer, Target, &[AttachmentRead]),
    may(Role::DepartmentOfficer, Unit, &[AttachmentRead]),
    may(Role::BranchSecretary, Within, FILES),
    may(Role::Specialist, Within, FILES),
    may(Role::CommunityOfficer, Within, FILES),
    may(Role::CommunityOfficer, Within, &[Detach]),
    may(Role::CommunitySecretary, Within, &[AttachmentRead]),
    may(Role::PropertyOffice, Within, FILES),
    may(Role::StreetOfficer, Within, FILES),
    may(Role::StreetOfficer, Within, &[Detach]),
    may(Role::DistrictOfficer, Within, &[AttachmentRead]),
    may(Role::Auditor, Within, &[AttachmentRead]),
    may(Role::SystemClient, Within, &[AttachmentRead]),
    may(Role::SystemClient, Filer, FILES),
    may(Role::SystemClient, Own, &[Detach]),

    may(Role::Account, Own, &[ViewRead, ViewCreate, ViewDelete, ImportRead, ImportCancel]),
    may(Role::Dispatcher, Contract, &[ExportCreate]),
    may(Role::Manager, Contract, &[ExportCreate]),
    may(Role::BranchSecretary, Within, &[ExportCreate]),
    may(Role::CommunityOfficer, Within, &[ExportCreate]),
    may(Role::CommunitySecretary, Within, &[ExportCreate]),
    may(Role::PropertyOffice, Within, &[ExportCreate]),
    may(Role::StreetOfficer, Within, &[ExportCreate]),
    may(Role::DistrictOfficer, Within, &[ExportCreate]),
    may(Role::Auditor, Within, &[ExportCreate]),
    may(Role::SystemClient, Within, &[ExportCreate]),

    may(Role::System, Any, &[TicketRead, Amend, Dispatch, RoutingBreak, Close, Release, ClockReach, Card, Resume, Lapse, WhistleStuck, Unmerge, Claim, Inform, OutageRead, OutageEnd, ResidencyEnd, KeyRotate, ImportFinish]),
    may(Role::System, Within, &[Submit]),
    may(Role::System, Any, &[WebhookRead, WebhookConfirm, WebhookDisable]),
];

#[cfg(test)]
mod tests;
