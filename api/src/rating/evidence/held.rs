//! What evidence is attached to, and through which duties someone may attach it.

use access::{Action, ScopePath, Subject, SubjectKind, authorize};
use kernel::{Refusal, Refused, Uuid};
use persistence::{
    Conn, Failure,
    rating::{
        credit_record, finding_by_id, listing_by_id, objection_by_id, reported_by_id, sheet_by_id,
    },
};
use rating::{EvidenceDesk, reported::REPORTED};

use crate::ctx::Ctx;

/// What a file would be attached to, for who may see it.
///
/// # Errors
/// `not_found` where it is absent or hidden from the caller.
pub(super) async fn desk(
    ctx: &Ctx,
    db: &impl Conn,
    (kind, id): (SubjectKind, Uuid),
) -> Result<EvidenceDesk, Failure> {
    let desk = match kind {
        SubjectKind::Finding => {
            let one = finding_by_id(db, id.into()).await?.ok_or_else(Refusal::missing)?;
            held(ctx, &one, (Action::FindingRead, Some(one.filed_by)), one.legal())?
                .of(one.path, one.state.as_str())
        }
        SubjectKind::ReportedFigure => {
            let one = reported_by_id(db, id.into()).await?.ok_or_else(Refusal::missing)?;
            let legal = REPORTED.legal(one.state);
            held(ctx, &one, (Action::ReportedRead, Some(one.reported_by)), legal)?
                .of(one.path, one.state.as_str())
        }
        SubjectKind::Sheet => {
            let one = sheet_by_id(db, id.into()).await?.ok_or_else(Refusal::missing)?;
            held(ctx, &one, (Action::SheetRead, None), one.legal(ctx.today()))?
                .of(one.path, one.state.as_str())
        }
        SubjectKind::Objection => {
            let one = objection_by_id(db, id.into()).await?.ok_or_else(Refusal::missing)?;
            held(ctx, &one, (Action::ObjectionRead, Some(one.by)), one.legal(ctx.now))?
                .of(one.path, one.state.as_str())
        }
        SubjectKind::Listing => {
            let one = listing_by_id(db, id.into()).await?.ok_or_else(Refusal::missing)?;
            let maker = one.objection.as_ref().map(|told| told.by);
            held(ctx, &one, (Action::ListingRead, maker), one.legal(ctx.now))?
                .of(one.path, one.state.as_str())
        }
        _ => {
            let one = credit_record(db, id.into()).await?.ok_or_else(Refusal::missing)?;
            held(ctx, &one, (Action::CreditRead, Some(one.entry.by)), one.legal(ctx.today()))?
                .of(one.path, one.state.as_str())
        }
    };
    Ok(EvidenceDesk { kind, subject: id, ..desk })
}

/// The duties through which the caller made it, or can take a step on it now.
struct Held {
    through: Vec<(Option<kernel::DutyId>, access::Role)>,
    open: bool,
}

fn held(
    ctx: &Ctx,
    subject: &impl Subject,
    (read, maker): (Action, Option<Uuid>),
    legal: impl Iterator<Item = Action>,
) -> Refused<Held> {
    let seen = authorize(&ctx.actor, read, subject)?;
    let legal: Vec<Action> = legal.collect();
    let made = (maker == Some(ctx.actor.who.id())).then_some(seen);
    let steps = legal.iter().filter_map(|step| authorize(&ctx.actor, *step, subject).ok());
    let through = steps.chain(made).map(|permit| (permit.duty(), permit.role())).collect();
    Ok(Held { through, open: !legal.is_empty() })
}

impl Held {
    fn of(self, path: ScopePath, state: &'static str) -> EvidenceDesk {
        let (kind, subject) = (SubjectKind::Evidence, Uuid::nil());
        EvidenceDesk { kind, subject, path, state, open: self.open, through: self.through }
    }
}
