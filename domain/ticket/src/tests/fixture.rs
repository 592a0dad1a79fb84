//! One estate with its people, and a ticket in any state.

use access::{Actor, ScopePath, authorize};
use kernel::{
    AccountId, AreaId, CategoryId, Code, EstateId, Moment, OrganizationId, Refused, TicketId, Uuid,
};

pub(super) use super::people::*;
use crate::*;

pub(super) const ENTERPRISE: OrganizationId = OrganizationId(Uuid::from_u128(900));
pub(super) const DEPARTMENT: OrganizationId = OrganizationId(Uuid::from_u128(901));

pub(super) fn at(seconds: i64) -> Moment {
    chrono::DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
}

pub(super) fn path() -> ScopePath {
    ScopePath {
        district: Some(1),
        street: Some(2),
        community: Some(3),
        grid: None,
        estate: Some(5),
    }
}

pub(super) fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

pub(super) fn category() -> Category {
    Category {
        id: CategoryId(Uuid::from_u128(700)),
        parent_id: None,
        code: "lift".to_owned(),
        name_zh: "电梯".to_owned(),
        name_en: "Lift".to_owned(),
        default_kind: Kind::Repair,
        needs_premises: false,
        needs_contact: false,
        needs_before_photo: false,
        needs_after_photo: false,
        allows_anonymous: false,
        active: true,
        rank: 1,
        version: 1,
        updated_at: at(0),
    }
}

pub(super) fn submission(on_behalf: bool) -> Submission {
    Submission {
        id: TicketId(Uuid::from_u128(1)),
        site: Site {
            estate_id: EstateId(Uuid::from_u128(5)),
            path: path(),
            community: AreaId(Uuid::from_u128(3)),
            street: AreaId(Uuid::from_u128(2)),
            district: AreaId(Uuid::from_u128(1)),
            enterprise: Some(ENTERPRISE),
            premises_known: true,
            building_known: true,
        },
        category: category(),
        kind: None,
        priority: None,
        visibility: None,
        description: "三号楼电梯停运".to_owned(),
        location: Location::default(),
        contact: Contact {
            name: Some("张建国".to_owned()),
            phone: Some("13812345678".to_owned()),
            ..Contact::default()
        },
        on_behalf,
        channel: None,
        imported: false,
        meeting: None,
        today: chrono::NaiveDate::default(),
        client_ref: None,
        client_body: None,
        origin: None,
    }
}

pub(super) fn filed(actor: &Actor, on_behalf: bool) -> Ticket {
    let opening = Opening { path: path(), on_behalf };
    let permit = authorize(actor, access::Action::Submit, &opening).unwrap();
    submit(&permit, submission(on_behalf), at(0)).unwrap().after
}

pub(super) fn submitted() -> Ticket {
    filed(&resident(), false)
}

pub(super) fn act(ticket: &Ticket, actor: &Actor, detail: Detail, now: Moment) -> Refused<Change> {
    let permit = authorize(actor, detail.action(), ticket)?;
    ticket.apply(&permit, detail, now)
}

pub(super) fn done(ticket: &Ticket, actor: &Actor, detail: Detail) -> Ticket {
    act(ticket, actor, detail, at(0)).unwrap().after
}

pub(super) fn code(result: Refused<Change>) -> Code {
    result.unwrap_err().code
}

pub(super) fn to(target: Target) -> Assignment {
    Assignment {
        to: target,
        helpers: Vec::new(),
        words: Some("请尽快处理".to_owned()),
        candidates: vec![
            Candidate { account: account(21), organization: Some(ENTERPRISE) },
            Candidate { account: account(22), organization: Some(ENTERPRISE) },
            Candidate { account: account(30), organization: None },
        ],
        department: target == Target::Organization(DEPARTMENT),
        volunteers: 2,
        rule: None,
    }
}

pub(super) fn dispatched() -> Ticket {
    done(&submitted(), &dispatcher(), Detail::Dispatch(to(Target::Organization(ENTERPRISE))))
}

pub(super) fn accepted() -> Ticket {
    done(&dispatched(), &worker(), Detail::Accept)
}

pub(super) fn resolving() -> Detail {
    Detail::Resolve(Resolving {
        result: "已更换主板".to_owned(),
        outcome: Outcome::Done,
        photos: Photos::default(),
    })
}

pub(super) fn resolved() -> Ticket {
    done(&accepted(), &worker(), resolving())
}

pub(super) fn rating(solved: bool) -> Detail {
    Detail::Rate(Rating { solved, stars: 4, reasons: vec![RatingReason::Prompt], comment: None })
}

pub(super) fn call(solved: bool) -> Detail {
    Detail::FollowUp(Call { reached: true, solved: Some(solved), satisfied: None, note: None })
}

pub(super) fn asking(kind: RequestKind) -> Detail {
    let (measures, until) = (Some(why()), Some(at(86_400)));
    Detail::Request { kind, asking: Asking { reason: why(), measures, until, towards: None } }
}

/// With a request for suspension that nobody ruled on yet.
pub(super) fn pending() -> Ticket {
    done(&accepted(), &worker(), asking(RequestKind::Suspension))
}

pub(super) fn suspended() -> Ticket {
    let ruling = Ruling { number: 1, granted: true, words: why() };
    done(&pending(), &branch(), Detail::Rule(ruling))
}

pub(super) fn why() -> String {
    "原因".to_owned()
}
