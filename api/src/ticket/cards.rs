//! Three effective yellow cards on one enterprise within a year, with no red one between, make a red one (黄红牌).

use access::{Action, Actor, authorize};
use chrono::Months;
use kernel::OrganizationId;
use persistence::{Failure, Tx};
use ticket::{Addition, Change, Detail, Supervising, SupervisionKind, UnitKind};

use crate::{ctx::By, rating::credit};

const NOTE: &str = "十二个月内被出示三张有效黄牌,系统依规出示红牌";
const ENOUGH: i64 = 3;

/// What follows from the cards of a saved change: their records in the credit ledger, and the red card that is the last
/// change then.
pub(crate) async fn follow(
    by: By<'_>,
    tx: &Tx,
    change: &Change,
) -> Result<Option<Change>, Failure> {
    credit::follow(by, tx, (change, change)).await?;
    let red = third_yellow(by, tx, change).await?;
    if let Some(red) = &red {
        credit::follow(by, tx, (red, change)).await?;
    }
    Ok(red)
}

/// The red card that follows from the yellow one that the change shows; `None` where none does.
async fn third_yellow(by: By<'_>, tx: &Tx, shown: &Change) -> Result<Option<Change>, Failure> {
    let Some((organization, answer_by)) = shown.adds.iter().find_map(yellow) else {
        return Ok(None);
    };
    let since = by.now.checked_sub_months(Months::new(12)).unwrap_or(by.now);
    let cards = tx.yellow_cards(organization, since).await?;
    if cards.is_none_or(|cards| cards < ENOUGH) {
        return Ok(None);
    }
    let kind = SupervisionKind::RedCard;
    let told = Supervising { kind, note: NOTE.to_owned(), answer_by };
    let permit = authorize(&Actor::system(), Action::Card, &shown.after)?;
    let mut red = shown.after.apply(&permit, Detail::Supervise(told), by.now)?;
    let clocks = persistence::clock::clocks(tx, shown.after.id).await?;
    ticket::tick(&clocks, &mut red, &by.app.clockwork())?;
    tx.save_ticket(&red, shown.after.version).await?;
    Ok(Some(red))
}

/// The organisation that a yellow card was shown to, and when it has to answer.
fn yellow(added: &Addition) -> Option<(OrganizationId, Option<kernel::Moment>)> {
    match added {
        Addition::Supervision { kind, unit, answer_by, .. }
            if *kind == SupervisionKind::YellowCard && unit.kind == UnitKind::Organization =>
        {
            Some((OrganizationId(unit.id), *answer_by))
        }
        _ => None,
    }
}
