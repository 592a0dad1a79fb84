//! What evidence is attached to, and through which duties someone may attach it.

use access::{Action, Permit, Role, ScopePath, Subject, SubjectKind, authorize};
use kernel::{DutyId, Refusal, Refused, Uuid};
use persistence::{
    Conn, Failure,
    rating::{
        credit_record, finding_by_id, listing_by_id, objection_by_id, reported_by_id, sheet_by_id,
    },
};
use rating::{
    EvidenceDesk, credit::CREDIT, cycle::SHEET, finding::FINDING, listing::LISTING,
    objection::OBJECTION, reported::REPORTED,
};

use crate::{ctx::By, rating::sheet::scheme_of};

/// What a file would be attached to, for who may see it.
///
/// # Errors
/// `not_found` where it is absent or hidden from the caller.
pub(super) async fn desk(
    by: By<'_>,
    db: &impl Conn,
    of: (SubjectKind, Uuid),
) -> Result<EvidenceDesk, Failure> {
    match of.0 {
        SubjectKind::Finding | SubjectKind::ReportedFigure | SubjectKind::Sheet => {
            recorded(by, db, of).await
        }
        _ => asked(by, db, of).await,
    }
}

/// Of what is filed, reported or filled.
async fn recorded(
    by: By<'_>,
    db: &impl Conn,
    of: (SubjectKind, Uuid),
) -> Result<EvidenceDesk, Failure> {
    let id = of.1;
    Ok(match of.0 {
        SubjectKind::Finding => {
            let one = finding_by_id(db, id.into()).await?.ok_or_else(Refusal::missing)?;
            let steps = Steps::of(FINDING.later(), one.legal());
            let own = held(by, &one, (Action::FindingRead, &[one.filed_by]), steps)?;
            own.desk(of, one.path, one.state.as_str())
        }
        SubjectKind::ReportedFigure => {
            let one = reported_by_id(db, id.into()).await?.ok_or_else(Refusal::missing)?;
            let steps = Steps::of(REPORTED.later(), REPORTED.legal(one.state));
            let own = held(by, &one, (Action::ReportedRead, &[one.reported_by]), steps)?;
            own.desk(of, one.path, one.state.as_str())
        }
        _ => {
            let one = sheet_by_id(db, id.into()).await?.ok_or_else(Refusal::missing)?;
            let steps = Steps::of(SHEET.later(), one.legal(by.today()));
            let own = held(by, &one, (Action::SheetRead, &[]), steps)?;
            let desk = own.desk(of, one.path, one.state.as_str());
            let scheme = scheme_of(db, &one).await?;
            EvidenceDesk { items: one.items(&scheme).map(str::to_owned).collect(), ..desk }
        }
    })
}

/// Of what is asked and decided.
async fn asked(
    by: By<'_>,
    db: &impl Conn,
    of: (SubjectKind, Uuid),
) -> Result<EvidenceDesk, Failure> {
    let id = of.1;
    Ok(match of.0 {
        SubjectKind::Objection => {
            let one = objection_by_id(db, id.into()).await?.ok_or_else(Refusal::missing)?;
            let steps = Steps::of(OBJECTION.later(), one.legal(by.now));
            let own = held(by, &one, (Action::ObjectionRead, &[one.by]), steps)?;
            own.desk(of, one.path, one.state.as_str())
        }
        SubjectKind::Listing => {
            let one = listing_by_id(db, id.into()).await?.ok_or_else(Refusal::missing)?;
            let maker: Vec<Uuid> = one.objection.iter().map(|told| told.by).collect();
            let steps = Steps::of(LISTING.later(), one.legal(by.now));
            let own = held(by, &one, (Action::ListingRead, &maker), steps)?;
            own.desk(of, one.path, one.state.as_str())
        }
        _ => {
            let one = credit_record(db, id.into()).await?.ok_or_else(Refusal::missing)?;
            let steps = Steps::of(CREDIT.later(), one.legal(by.today()));
            // Who gave a card has its ticket for what proves it.
            let recorded = Some(one.entry.by).filter(|_| one.entry.card.is_none());
            let makers: Vec<Uuid> = one.open.iter().map(|claim| claim.by).chain(recorded).collect();
            let own = held(by, &one, (Action::CreditRead, &makers), steps)?;
            own.desk(of, one.path, one.state.as_str())
        }
    })
}

/// What can be done with something after its beginning, and what of that now.
struct Steps {
    all: Vec<Action>,
    legal: Vec<Action>,
}

impl Steps {
    fn of(all: impl Iterator<Item = Action>, legal: impl Iterator<Item = Action>) -> Self {
        Self { all: all.collect(), legal: legal.collect() }
    }
}

/// The duties through which the caller made it, or takes steps on it.
struct Held {
    through: Vec<(Option<DutyId>, Role)>,
    open: bool,
}

fn held(
    by: By<'_>,
    subject: &impl Subject,
    (read, makers): (Action, &[Uuid]),
    steps: Steps,
) -> Refused<Held> {
    let seen = authorize(by.actor, read, subject)?;
    let made = makers.contains(&by.actor.who.id()).then_some((read, seen));
    let may = |step: Action| authorize(by.actor, step, subject).ok().map(|held| (step, held));
    let own: Vec<(Action, Permit)> = steps.all.into_iter().filter_map(may).chain(made).collect();
    let now = |step: &Action| *step == read || steps.legal.contains(step);
    let open = !steps.legal.is_empty() && own.iter().any(|(step, _)| now(step));
    let through = own.iter().map(|(_, permit)| (permit.duty(), permit.role())).collect();
    Ok(Held { through, open })
}

impl Held {
    fn desk(
        self,
        (kind, subject): (SubjectKind, Uuid),
        path: ScopePath,
        state: &'static str,
    ) -> EvidenceDesk {
        let (open, through, items) = (self.open, self.through, Vec::new());
        EvidenceDesk { kind, subject, path, state, open, items, through }
    }
}
