//! A new ticket that comes from another: place, contact and reporter are taken over.

use access::{Action, Who, authorize};
use kernel::{CategoryId, Fault, Refusal};
use persistence::{
    Failure, Tx,
    ticket::{Filing, Known, site},
};
use ticket::{AboutOutage, Descent, Kind, Origin, Priority, Submission, Ticket};

use super::step::told_of;
use crate::{ctx::By, routing::send_on};

/// What the new one is about.
pub(super) struct Heading {
    pub(super) category: CategoryId,
    pub(super) kind: Option<Kind>,
    pub(super) priority: Priority,
    pub(super) description: String,
}

impl Heading {
    /// That of the old one, in new words.
    pub(super) fn of(old: &Ticket, description: String) -> Self {
        Self {
            category: old.category_id,
            kind: Some(old.kind),
            priority: old.priority,
            description,
        }
    }
}

/// Files the new ticket, in the name of the duty that takes the step on the old one, and sends it where a rule says.
pub(super) async fn descend(
    by: By<'_>,
    tx: &Tx,
    old: &Ticket,
    of: Descent,
    heading: Heading,
) -> Result<Ticket, Failure> {
    let action = match of {
        Descent::Renewal => Action::Renew,
        Descent::Part => Action::Split,
    };
    let permit = authorize(by.actor, action, old)?;
    let (told, outage) = submission(by, tx, old, of, heading).await?;
    let above = told.category.parent_id;
    let mut new = told_of(outage, ticket::submit(&permit, told, by.now)?, by.now)?;
    ticket::tick(&[], &mut new, &by.app.clockwork())?;
    tx.create_ticket(&new).await?;
    send_on(by, tx, new, above).await
}

async fn submission(
    by: By<'_>,
    tx: &Tx,
    old: &Ticket,
    of: Descent,
    heading: Heading,
) -> Result<(Submission, Option<AboutOutage>), Failure> {
    let (premises, building) = (old.location.premises_id, old.location.building_id);
    let filing = Filing { estate: old.estate_id, category: heading.category, premises, building };
    let found = site(tx, filing, (by.today(), by.now)).await?;
    let Known { site, category, outage } = found.ok_or_else(Refusal::missing)?;
    let category = category.ok_or_else(|| Refusal::field("category_id", Fault::NotFound))?;
    let filed_by = filer(by, old, of);
    let submission = Submission {
        id: by.id(),
        site,
        category,
        kind: heading.kind,
        priority: Some(heading.priority),
        visibility: Some(old.visibility),
        description: heading.description,
        location: old.location.clone(),
        contact: old.contact.clone(),
        on_behalf: old.on_behalf,
        channel: (of == Descent::Part).then_some(old.channel),
        imported: false,
        meeting: old.meeting.clone().filter(|_| of == Descent::Part),
        today: by.today(),
        client_ref: None,
        client_body: None,
        origin: Some(Origin { of, ticket: old.id, reporter: old.reporter_id, filed_by }),
    };
    Ok((submission, outage))
}

/// A part stays with whoever filed the whole.
fn filer(by: By<'_>, old: &Ticket, of: Descent) -> Who {
    match of {
        Descent::Renewal => by.actor.who,
        Descent::Part => old.filed_by,
    }
}
