//! Filing: what was told becomes a ticket, whether it came as a request, a call or a row of a file.

use access::{Action, authorize};
use kernel::{CategoryId, Fault, Refusal, TicketId};
use persistence::{
    Conn, Failure, StoreError, Tx,
    ticket::{Filing, Known, KnownSite, by_client_ref, site},
};
use ticket::{Category, Change, Contact, Location, Meeting, Opening, Site, Submission, Ticket};

use super::{
    degrees::six_places,
    step::told_of,
    submit::{NewLocation, NewMeeting, NewTicket},
};
use crate::{
    crypto::sha256,
    ctx::By,
    routing::{fits_a_rule, send_on},
};

/// Files a ticket whose reference, where it has one, is new, and sends it where a rule says.
pub(crate) async fn file(by: By<'_>, tx: &Tx, told: &NewTicket) -> Result<Ticket, Failure> {
    let Prepared { change, above } = prepared(by, tx, told).await?;
    tx.create_ticket(&change).await.map_err(|error| match error {
        StoreError::Taken(_) => StoreError::Stale,
        other => other,
    })?;
    send_on(by, tx, change, above).await
}

/// A ticket as it would be filed, with the category above its own.
pub(crate) struct Prepared {
    change: Change,
    above: Option<CategoryId>,
}

impl Prepared {
    /// The ticket where no rule sends it on: filing it is all there is to do.
    pub(super) fn alone(self, by: By<'_>) -> Option<Change> {
        (!fits_a_rule(by, &self.change.after, self.above)).then_some(self.change)
    }
}

/// The ticket as it would be filed, by all rules but those of its reference.
pub(crate) async fn prepared(
    by: By<'_>,
    db: &impl Conn,
    told: &NewTicket,
) -> Result<Prepared, Failure> {
    made(by, told, look(by, db, told).await?)
}

/// The ticket as it would be filed where the site is as it is known.
pub(super) fn made(by: By<'_>, told: &NewTicket, known: Known) -> Result<Prepared, Failure> {
    let category = known.category.ok_or_else(|| missing("category_id"))?;
    let above = category.parent_id;
    let submission = submission(by, told, known.site, category);
    let opening = Opening { path: submission.site.path, on_behalf: submission.on_behalf };
    let permit = authorize(by.actor, Action::Submit, &opening)?;
    let mut change = told_of(known.outage, ticket::submit(&permit, submission, by.now)?, by.now)?;
    ticket::tick(&[], &mut change, &by.app.clockwork())?;
    Ok(Prepared { change, above })
}

pub(super) fn filing(told: &NewTicket) -> Filing {
    let at = told.location.as_ref();
    let (premises, building) = (at.and_then(|at| at.premises_id), at.and_then(|at| at.building_id));
    Filing { estate: told.estate_id, category: told.category_id, premises, building }
}

/// The site and the category of a new ticket, which the application keeps in mind.
async fn look(by: By<'_>, db: &impl Conn, told: &NewTicket) -> Result<Known, Failure> {
    let (filing, today) = (filing(told), by.today());
    let found = site(db, filing, (today, by.now)).await?;
    let known = found.ok_or_else(|| missing("estate_id"))?;
    if let Some(site) = KnownSite::of(filing, today, &known) {
        by.app.sites.insert(filing, site);
    }
    Ok(known)
}

fn missing(field: &str) -> Refusal {
    Refusal::field(field, Fault::NotFound)
}

/// The ticket that the caller filed under this reference with this content; with another it is refused.
pub(crate) async fn filed_before(
    db: &impl Conn,
    by: By<'_>,
    told: &NewTicket,
) -> Result<Option<TicketId>, Failure> {
    let Some(reference) = &told.client_ref else { return Ok(None) };
    match by_client_ref(db, by.actor.who.id(), reference).await? {
        Some((_, body)) if body != fingerprint(told) => {
            Err(Refusal::new(kernel::Code::ReferenceReused).into())
        }
        found => Ok(found.map(|(id, _)| id)),
    }
}

fn fingerprint(told: &NewTicket) -> Vec<u8> {
    sha256(&[&serde_json::to_vec(told).unwrap_or_default()]).to_vec()
}

fn submission(by: By<'_>, told: &NewTicket, site: Site, category: Category) -> Submission {
    let (contact, caller) = (told.contact.clone(), told.on_behalf_of.clone());
    Submission {
        id: by.id(),
        site,
        category,
        kind: told.kind,
        priority: told.priority,
        visibility: told.visibility,
        description: told.description.clone(),
        location: located(told.location.as_ref()),
        contact: Contact {
            name: contact.as_ref().and_then(|person| person.name.clone()),
            phone: contact.and_then(|person| person.phone),
            caller_name: caller.as_ref().and_then(|person| person.name.clone()),
            caller_phone: caller.as_ref().and_then(|person| person.phone.clone()),
            recording: told.recording.clone(),
        },
        on_behalf: caller.is_some(),
        channel: told.channel,
        imported: told.imported,
        meeting: told.meeting.as_ref().map(met),
        today: by.today(),
        client_ref: told.client_ref.clone(),
        client_body: told.client_ref.is_some().then(|| fingerprint(told)),
        origin: None,
    }
}

fn met(told: &NewMeeting) -> Meeting {
    Meeting { kind: told.kind, held_on: told.held_on, item: told.item.clone() }
}

fn located(at: Option<&NewLocation>) -> Location {
    let Some(at) = at else { return Location::default() };
    Location {
        premises_id: at.premises_id,
        building_id: at.building_id,
        address: at.address.clone(),
        latitude: at.latitude.as_deref().and_then(six_places),
        longitude: at.longitude.as_deref().and_then(six_places),
    }
}
