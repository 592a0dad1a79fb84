//! The people of a ticket as a change writes them: whom to call, and the parts in the case.

use ::ticket::{Contact, Party, Ticket};
use sea_orm::Value;

use crate::batch::{Batch, Rows};

pub(super) fn add_contact(ticket: &Ticket, batch: &mut Batch) {
    let contact = &ticket.contact;
    if *contact == Contact::default() {
        return;
    }
    let values: [Value; 6] = [
        ticket.id.0.into(),
        contact.name.clone().into(),
        contact.phone.clone().into(),
        contact.caller_name.clone().into(),
        contact.caller_phone.clone().into(),
        contact.recording.clone().into(),
    ];
    let sql = "INSERT INTO ticket_contact (ticket_id, name, phone, caller_name, caller_phone, recording) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    batch.add(sql, values);
}

/// All parts in one statement; `touched` follows the ticket's last change, `ended_with` is the number of the step
/// with which a part ended.
pub(super) fn put_parties(ticket: &Ticket, batch: &mut Batch) {
    let row = |party: &Party| -> Vec<Value> {
        vec![
            party.party.into(),
            ticket.id.0.into(),
            party.part.as_str().into(),
            party.organization.map(|id| id.0).into(),
            ticket.path.estate.into(),
            party.ended.into(),
            ticket.updated_at.timestamp_millis().into(),
        ]
    };
    let rows = Rows {
        order: 0,
        before: "INSERT INTO ticket_party \
            (party_id, ticket_id, part, organization_id, estate, ended, touched) VALUES "
            .to_owned(),
        after: " ON CONFLICT (party_id, part, ticket_id) DO UPDATE SET \
            organization_id = excluded.organization_id, ended = excluded.ended, \
            touched = excluded.touched, ended_with = CASE WHEN NOT excluded.ended THEN NULL \
            WHEN ticket_party.ended THEN ticket_party.ended_with \
            ELSE (SELECT t.version FROM ticket t WHERE t.id = excluded.ticket_id) END"
            .to_owned(),
    };
    batch.add_rows(rows, ticket.parties.iter().map(row).collect());
}
