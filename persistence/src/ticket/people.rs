//! The people of a ticket as a change writes them: whom to call, and the parts in the case.

use ::ticket::{Contact, Ticket};
use sea_orm::Value;

use crate::batch::Batch;

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
    let mut values: Vec<Value> = vec![
        ticket.id.0.into(),
        ticket.path.estate.into(),
        ticket.updated_at.timestamp_millis().into(),
        ticket.version.into(),
    ];
    let mut rows = Vec::with_capacity(ticket.parties.len());
    for party in &ticket.parties {
        let at = values.len() + 1;
        rows.push(format!("(${at}, $1, ${}, ${}, $2, ${}, $3)", at + 1, at + 2, at + 3));
        values.push(party.party.into());
        values.push(party.part.as_str().into());
        values.push(party.organization.map(|id| id.0).into());
        values.push(party.ended.into());
    }
    if rows.is_empty() {
        return;
    }
    let sql = format!(
        "INSERT INTO ticket_party \
         (party_id, ticket_id, part, organization_id, estate, ended, touched) VALUES {} \
         ON CONFLICT (party_id, part, ticket_id) DO UPDATE SET \
         organization_id = excluded.organization_id, ended = excluded.ended, \
         touched = excluded.touched, ended_with = CASE WHEN NOT excluded.ended THEN NULL \
         WHEN ticket_party.ended THEN ticket_party.ended_with ELSE $4 END",
        rows.join(", ")
    );
    batch.add(sql, values);
}
