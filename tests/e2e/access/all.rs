//! Every case of every module, in the order in which they are tried.

use super::cases::{Case, Known, OTHERS, TICKETS, case};

/// Every case, those of tickets last; but support and replies first, while the community officer is no resident yet.
pub(crate) fn cases() -> Vec<Case> {
    let tickets = TICKETS.iter().flat_map(|(operation, subjects)| {
        subjects.iter().map(|(subject, own)| {
            let place = match *subject {
                story if story.contains("by those who would") => "next-estate",
                story if story.starts_with("a whistle") => "estate",
                story if story.contains("bare estate") || story.contains("department") => {
                    "bare-estate"
                }
                _ => "estate",
            };
            Case { own, ..case(operation, subject, place, Known::Fetched) }
        })
    });
    #[rustfmt::skip]
    let others = [
        OTHERS, super::ways::WAYS, super::routing::RULES, super::ratings::RATINGS, super::credit::CREDIT,
        super::findings::FINDINGS, super::cycles::CYCLE_CASES, super::disclosure::DISCLOSURE, super::lists::LIST_CASES, super::evidence::EVIDENCE,
        super::survey::SURVEYS, super::scores::SCORE_CASES,
    ];
    let others = others.into_iter().flatten().copied();
    let (first, rest): (Vec<_>, Vec<_>) =
        others.chain(tickets).partition(super::disclosure::as_resident);
    first.into_iter().chain(rest).collect()
}
