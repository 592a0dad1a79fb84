//! A ticket told anew from its history is the ticket.

use access::Action;

use crate::*;

/// The ticket told anew from its history alone.
fn retold(ticket: &Ticket, story: &[(Vec<Entry>, Vec<Addition>)]) -> Past {
    let told = story.iter().flat_map(|(steps, adds)| {
        steps.iter().map(|step| Told {
            action: step.action,
            at: step.at,
            to: step.to,
            detail: step.detail.clone(),
            heard: adds
                .iter()
                .find(|_| matches!(step.action, Action::Rate | Action::FollowUp))
                .cloned(),
        })
    });
    let history: Vec<Told> = told.collect();
    let sent = |id| ticket.parties.iter().find(|one| one.party == id && one.part == Part::Target);
    Past::after(&history, |id| sent(id)?.organization)
}

/// At any point of its story.
pub(super) fn is_retold(ticket: &Ticket, story: &[(Vec<Entry>, Vec<Addition>)]) {
    let past = retold(ticket, story);
    assert_eq!(past.marks, ticket.course.marks, "after {:?}", story.last());
    let merged = ticket.course.merged_into.is_some() || ticket.course.part_count > 0;
    let gone = merged || matches!(ticket.state, State::Withdrawn | State::Declined);
    assert_eq!((past.handled, past.kind), (!gone, Some(ticket.kind)), "after {:?}", story.last());
    assert_eq!(past.again.len(), usize::try_from(ticket.course.reopen_count).unwrap());
}
