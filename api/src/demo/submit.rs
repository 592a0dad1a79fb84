//! What an order tells, by the way in which it came.

use kernel::{CategoryId, EstateId, TicketId};
use persistence::{Failure, Tx};
use ticket::{Channel, MeetingKind};

use super::{
    people::Contact,
    plan::{self, Plan},
    world::{World, unknown, word},
};
use crate::{
    ctx::By,
    status::{file_with, new_secret as status_secret},
    ticket::{NewLocation, NewMeeting, NewPerson, NewTicket, file, may_register},
};

pub(super) fn named_person(contact: Contact) -> NewPerson {
    NewPerson { name: Some(contact.name.to_owned()), phone: Some(contact.phone.to_owned()) }
}

/// Submits the order.
pub(super) async fn submit(
    by: By<'_>,
    tx: &Tx,
    world: &World,
    plan: &Plan,
) -> Result<TicketId, Failure> {
    let place = &world.estates[plan.estate];
    let unit = plan.spot.unit.clone();
    let premises = unit.and_then(|unit| place.premises.get(&(plan.spot.building, unit)));
    let degrees = |of: fn((u32, u32)) -> u32| plan.spot.point.map(of).map(degrees);
    let order = NewTicket {
        kind: Some(word(plan.kind)?),
        priority: Some(word(plan.priority)?),
        visibility: Some(word(plan.visibility)?),
        location: Some(NewLocation {
            premises_id: premises.map(|premises| premises.id),
            building_id: Some(place.buildings[plan.spot.building].id),
            address: None,
            latitude: degrees(|point| point.0),
            longitude: degrees(|point| point.1),
        }),
        contact: plan.contact.map(named_person),
        on_behalf_of: plan.caller.map(named_person),
        ..order(place.estate.id, world.categories[plan.category].id, plan.description.clone())
    };
    let order = by_its_way(by, tx, plan, order).await?;
    if plan.channel == plan::Channel::Anonymous {
        let secret = status_secret().map_err(|_| unknown("secret"))?;
        return file_with(by, tx, &order, &secret).await;
    }
    Ok(file(by, tx, &order).await?.id)
}

/// An order that says no more than it must.
pub(super) fn order(
    estate_id: EstateId,
    category_id: CategoryId,
    description: String,
) -> NewTicket {
    NewTicket {
        estate_id,
        category_id,
        kind: None,
        description,
        priority: None,
        visibility: None,
        location: None,
        contact: None,
        on_behalf_of: None,
        client_ref: None,
        channel: None,
        meeting: None,
        recording: None,
        imported: false,
    }
}

/// Degrees with six places.
fn degrees(millionths: u32) -> String {
    format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
}

/// What the way in adds to an order: the recording of a call, the meeting, a partner's own number.
async fn by_its_way(
    by: By<'_>,
    tx: &Tx,
    plan: &Plan,
    order: NewTicket,
) -> Result<NewTicket, Failure> {
    Ok(match plan.channel {
        plan::Channel::Hotline => registered(by, tx, order).await?,
        plan::Channel::Meeting => {
            let meeting =
                NewMeeting { kind: MeetingKind::WeeklyTalk, held_on: by.today(), item: None };
            NewTicket { channel: Some(Channel::Meeting), meeting: Some(meeting), ..order }
        }
        plan::Channel::Partner => {
            let client_ref = Some(format!("SZ12345-{}-{}", minute(by), plan.estate));
            NewTicket { client_ref, ..order }
        }
        _ => order,
    })
}

/// A call, with its recording.
pub(super) async fn registered(
    by: By<'_>,
    tx: &Tx,
    order: NewTicket,
) -> Result<NewTicket, Failure> {
    may_register(by, tx, order.estate_id).await?;
    let recording = Some(format!("rec-{}", minute(by)));
    Ok(NewTicket { channel: Some(Channel::Hotline), recording, ..order })
}

fn minute(by: By<'_>) -> String {
    by.now.with_timezone(&by.app.offset).format("%Y%m%d-%H%M").to_string()
}
