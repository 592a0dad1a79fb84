//! Files: what may be added by whom, how many, and what a resolution needs.

use access::{Action, authorize};
use kernel::{AttachmentId, Code, TicketId, Uuid};

use super::fixture::*;
use crate::*;

/// A document that the resident added.
pub(super) fn file() -> Attachment {
    Attachment {
        id: AttachmentId(Uuid::from_u128(900)),
        ticket_id: TicketId(Uuid::from_u128(1)),
        kind: AttachmentKind::Evidence,
        sort: Sort::Pdf,
        bytes: 10,
        sha256: vec![0; 32],
        size: None,
        round: 1,
        uploader: resident().who,
    }
}

fn attach(
    ticket: &Ticket,
    actor: &access::Actor,
    new: Attachment,
    already: u64,
) -> Result<Change, Code> {
    let permit = authorize(actor, Action::Attach, ticket).map_err(|_| Code::Forbidden)?;
    let attachment = Attachment { uploader: actor.who, ..new };
    let detail = Detail::File(FileStep::Attach(Attaching { attachment, already }));
    ticket.apply(&permit, detail, at(1)).map_err(|refusal| refusal.code)
}

#[test]
fn photos_are_images_and_those_from_after_come_from_who_works() {
    let photo = |kind, sort| Attachment { kind, sort, ..file() };
    let code = |ticket: &Ticket, actor: &access::Actor, kind, sort| {
        attach(ticket, actor, photo(kind, sort), 0).map(|_| ()).err()
    };
    let (before, after) = (AttachmentKind::Before, AttachmentKind::After);
    let no = Some(Code::ValidationFailed);
    assert_eq!(code(&submitted(), &resident(), before, Sort::Jpeg), None);
    assert_eq!(code(&submitted(), &resident(), before, Sort::Pdf), no);
    assert_eq!(code(&accepted(), &resident(), after, Sort::Jpeg), no);
    assert_eq!(code(&accepted(), &dispatcher(), after, Sort::Jpeg), no);
    assert_eq!(code(&accepted(), &worker(), after, Sort::Png), None);
    assert_eq!(code(&accepted(), &stranger(), before, Sort::Png), Some(Code::Forbidden));
}

#[test]
fn fifty_are_the_most_and_each_belongs_to_a_round() {
    let ticket = accepted();
    assert_eq!(attach(&ticket, &worker(), file(), 50).unwrap_err(), Code::AttachmentsFull);
    let round = |ticket: &Ticket| {
        let done = attach(ticket, &worker(), file(), 49).unwrap();
        match done.adds.as_slice() {
            [Addition::Attachment(new)] => new.round,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!((round(&ticket), round(&resolved())), (1, 2));
}

#[test]
fn done_needs_the_photos_that_the_category_asks_for() {
    let needs = |before_needed, after_needed, before, after, outcome| {
        let photos = Photos { before_needed, after_needed, before, after };
        let detail = Detail::Resolve(Resolving { result: why(), outcome, photos });
        let permit = authorize(&worker(), Action::Resolve, &accepted()).unwrap();
        accepted().apply(&permit, detail, at(1)).map(|_| ()).map_err(|refusal| refusal.code)
    };
    let missing = Err(Code::PhotoNeeded);
    assert_eq!(needs(false, false, false, false, Outcome::Done), Ok(()));
    assert_eq!(needs(true, false, false, true, Outcome::Done), missing);
    assert_eq!(needs(false, true, true, false, Outcome::Done), missing);
    assert_eq!(needs(true, true, true, true, Outcome::Done), Ok(()));
    assert_eq!(needs(true, true, false, false, Outcome::Impossible), Ok(()));
}

#[test]
fn who_added_a_file_and_officers_may_take_it_away() {
    let (ticket, attachment) = (submitted(), file());
    let hangs = Attached { ticket: &ticket, attachment: &attachment };
    for actor in [resident(), community(), street()] {
        assert!(access::may(&actor, Action::Detach, &hangs));
    }
    for actor in [dispatcher(), branch(), stranger()] {
        assert!(!access::may(&actor, Action::Detach, &hangs));
    }
}
