//! Actions that go together, where they are many.

use crate::Action::{self, *};

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
pub(super) const SPAN: &[Action] = &[Span, Unspan];
pub(super) const CONCERNED: &[Action] = &[TicketRead, AttachmentRead, ReportPart];
