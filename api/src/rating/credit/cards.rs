//! Cards of supervision (黄红牌) in the credit ledger: a record with the card, and a counter-entry when it is withdrawn.

use access::{Action, Actor, authorize};
use kernel::OrganizationId;
use organization::OrganizationKind;
use persistence::{Failure, Tx, organization::organization_by_id, rating::credit_of_card};
use rating::credit::{Carded, CreditDesk, CreditRecord, CreditState};
use ticket::{Addition, Change, SupervisionKind, UnitKind};

use crate::ctx::By;

/// Enters what a saved change of a ticket means for the ledger, in the same unit of work. Who showed the card that the
/// change follows from answers for its record: `behind` is the change itself, or the one that made the system show it.
pub(crate) async fn follow(
    by: By<'_>,
    tx: &Tx,
    (change, behind): (&Change, &Change),
) -> Result<(), Failure> {
    for added in &change.adds {
        match added {
            Addition::Supervision { number, kind, note, unit, .. }
                if kind.is_card() && unit.kind == UnitKind::Organization =>
            {
                let enterprise = OrganizationId(unit.id);
                entered(by, tx, (change, behind), (enterprise, *number, *kind, note)).await?;
            }
            Addition::Revoked { number, reason } => {
                taken_back(by, tx, change, (*number, reason)).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The bad record of a card, where it was shown to an enterprise.
async fn entered(
    by: By<'_>,
    tx: &Tx,
    (change, behind): (&Change, &Change),
    (enterprise, number, kind, note): (OrganizationId, i32, SupervisionKind, &str),
) -> Result<(), Failure> {
    let found = organization_by_id(tx, enterprise).await?;
    if found.is_none_or(|one| one.kind != OrganizationKind::Enterprise) {
        return Ok(());
    }
    let ticket = &change.after;
    let desk = CreditDesk { path: ticket.path, enterprise };
    let permit = authorize(&Actor::system(), Action::CreditCard, &desk)?;
    let card = |of: &Change| {
        let shown = of.entries.iter().rev().find(|entry| entry.action == Action::Card);
        shown.map_or_else(
            || (permit.who().id(), permit.role()),
            |entry| (entry.who.id(), entry.role),
        )
    };
    let carded = Carded {
        id: by.id(),
        enterprise,
        path: ticket.path,
        card: (ticket.id, number),
        red: kind == SupervisionKind::RedCard,
        note: note.to_owned(),
        by: card(behind).0,
        role: card(change).1,
    };
    let when = (by.now, by.today());
    let record = CreditRecord::of_card(&permit, carded, &by.app.config.credit, when)?;
    Ok(tx.save_credit(&record).await?)
}

/// The counter-entry of a card that was withdrawn, where its record is not taken back yet.
async fn taken_back(
    by: By<'_>,
    tx: &Tx,
    change: &Change,
    (number, reason): (i32, &str),
) -> Result<(), Failure> {
    let Some(record) = credit_of_card(tx, change.after.id, number).await? else { return Ok(()) };
    if record.state == CreditState::Countered {
        return Ok(());
    }
    let permit = authorize(&Actor::system(), Action::CreditUncard, &record)?;
    let done = record.reverse(&permit, (by.id(), reason), (by.now, by.today()))?;
    Ok(tx.save_credit(&done).await?)
}
