//! Whether someone may see one thing that is recorded or rated.

use access::{Action, Actor, Subject, SubjectKind, authorize};
use kernel::{Refusal, Uuid};
use persistence::{
    Conn, Failure, StoreError,
    rating::{
        credit_record, finding_by_id, list_by_id, listing_by_id, objection_by_id, reported_by_id,
        scheme_by_id, sheet_by_id, survey_by_id,
    },
};

/// # Errors
/// `not_found` where it is absent or hidden from the actor.
pub(crate) async fn see(
    db: &impl Conn,
    actor: &Actor,
    kind: SubjectKind,
    id: Uuid,
) -> Result<(), Failure> {
    match kind {
        SubjectKind::CreditEntry => {
            shown(actor, Action::CreditRead, credit_record(db, id.into())).await
        }
        SubjectKind::Finding => {
            shown(actor, Action::FindingRead, finding_by_id(db, id.into())).await
        }
        SubjectKind::ReportedFigure => {
            shown(actor, Action::ReportedRead, reported_by_id(db, id.into())).await
        }
        SubjectKind::Sheet => shown(actor, Action::SheetRead, sheet_by_id(db, id.into())).await,
        SubjectKind::Objection => {
            shown(actor, Action::ObjectionRead, objection_by_id(db, id.into())).await
        }
        SubjectKind::List => shown(actor, Action::ListRead, list_by_id(db, id.into())).await,
        SubjectKind::Listing => {
            shown(actor, Action::ListingRead, listing_by_id(db, id.into())).await
        }
        SubjectKind::Survey => shown(actor, Action::SurveyRead, survey_by_id(db, id.into())).await,
        _ => {
            let desk = async { Ok(scheme_by_id(db, id.into()).await?.map(|row| row.stand.desk())) };
            shown(actor, Action::SchemeRead, desk).await
        }
    }
}

async fn shown<S: Subject>(
    actor: &Actor,
    read: Action,
    found: impl Future<Output = Result<Option<S>, StoreError>>,
) -> Result<(), Failure> {
    let subject = found.await?.ok_or_else(Refusal::missing)?;
    authorize(actor, read, &subject)?;
    Ok(())
}
