//! Everyone who tries: each duty here, beside, elsewhere, in another district, ended, and not begun.

use access::Who;
use tests::Caller;

/// Whether a duty holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Now,
    /// The duty holds, the contract of its enterprise does not.
    Lapsed,
    Former,
    Future,
}

/// A duty with the place that it is held in; an enterprise's is the estate under contract.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    pub(crate) duty: &'static str,
    pub(crate) place: &'static str,
    pub(crate) when: When,
}

/// Someone who sends requests.
#[derive(Debug, Clone)]
pub(crate) struct Person<'a> {
    pub(crate) name: String,
    pub(crate) held: Vec<Held>,
    /// None for someone without a token.
    pub(crate) who: Option<Who>,
    /// Whether the token opens anything at all.
    pub(crate) admitted: bool,
    pub(crate) caller: Caller<'a>,
}

impl Person<'_> {
    pub(crate) fn is_account(&self) -> bool {
        matches!(self.who, Some(Who::Account(_)))
    }

    /// The duties without their places.
    pub(crate) fn duties(&self) -> Vec<(&'static str, When)> {
        self.held.iter().map(|held| (held.duty, held.when)).collect()
    }

    /// Whether a duty of theirs is in force.
    pub(crate) fn holds(&self) -> bool {
        self.admitted && self.held.iter().any(|held| held.when == When::Now)
    }
}

/// The people of the neighbourhood, with what they hold.
#[rustfmt::skip]
pub(super) const NEIGHBOURS: &[(&str, &[(&str, &str)])] = &[
    ("admin", &[("admin", "everywhere")]),
    ("resident", &[("resident", "estate")]),
    ("neighbour", &[("resident", "estate")]),
    ("both", &[("resident", "estate"), ("volunteer", "estate")]),
    ("dispatcher", &[("dispatcher", "estate")]),
    ("worker", &[("worker", "estate")]),
    ("worker2", &[("worker", "estate")]),
    ("manager", &[("manager", "estate")]),
    ("volunteer", &[("volunteer", "estate")]),
    ("volunteer2", &[("volunteer", "estate")]),
    ("branch", &[("branch", "estate")]),
    ("committee", &[("committee", "estate")]),
    ("grid", &[("grid", "grid")]),
    ("community", &[("community", "community")]),
    ("secretary", &[("secretary", "community")]),
    ("specialist", &[("specialist", "community")]),
    ("hotline", &[("hotline", "district")]),
    ("department", &[("department", "district")]),
    ("police", &[("police", "street")]),
    ("property-office", &[("property-office", "street")]),
    ("street", &[("street", "street")]),
    ("district", &[("district", "district")]),
    ("auditor", &[("auditor", "district")]),
    ("bare-resident", &[("resident", "bare-estate")]),
    ("bare-branch", &[("branch", "bare-estate")]),
    ("other-resident", &[("resident", "other-estate")]),
    ("other-dispatcher", &[("dispatcher", "other-estate")]),
    ("other-worker", &[("worker", "other-estate")]),
    ("other-volunteer", &[("volunteer", "other-estate")]),
    ("other-branch", &[("branch", "other-estate")]),
    ("other-community", &[("community", "other-community")]),
    ("other-street", &[("street", "other-street")]),
    ("other-admin", &[("admin", "other-street")]),
    ("next-community", &[("community", "next-community"), ("volunteer", "next-estate")]),
    ("far-district", &[("district", "far-district")]),
    ("nobody", &[]),
];

/// What others hold, besides those of the neighbourhood. The duty is also held at the first place, by someone whose
/// time is over and by someone whose time is to come; and now at the others.
#[rustfmt::skip]
pub(super) const OTHERS: &[(&str, &str, &[&str])] = &[
    ("resident", "estate", &["next-estate", "far-estate"]),
    ("dispatcher", "estate", &["far-estate"]),
    ("worker", "estate", &["far-estate"]),
    ("manager", "estate", &["estate", "other-estate", "far-estate"]),
    ("volunteer", "estate", &["bare-estate", "far-estate"]),
    ("branch", "estate", &["far-estate"]),
    ("committee", "estate", &["bare-estate", "other-estate", "far-estate"]),
    ("grid", "grid", &["community", "other-grid", "far-community"]),
    ("community", "community", &["community", "far-community"]),
    ("secretary", "community", &["next-community", "other-community", "far-community"]),
    ("specialist", "community", &["next-community", "other-community", "far-community"]),
    ("hotline", "district", &["street", "community", "next-community", "other-street", "far-district"]),
    ("department", "district", &["district", "other-street"]),
    ("police", "street", &["other-street"]),
    ("property-office", "street", &["other-street", "far-street"]),
    ("street", "street", &["far-street"]),
    ("district", "district", &["district"]),
    ("admin", "district", &["district", "street", "community", "next-community", "far-district"]),
    ("auditor", "district", &["street", "community", "next-community", "other-street", "far-district"]),
];

/// System clients: by which scopes, and where.
pub(super) const CLIENTS: &[(&str, &[&str], &str)] = &[
    (
        "client",
        &["places:read", "ratings:report", "tickets:read", "tickets:submit", "webhooks:manage"],
        "next-community",
    ),
    (
        "client",
        &["places:read", "ratings:report", "tickets:read", "tickets:submit", "webhooks:manage"],
        "far-district",
    ),
    ("client-places", &["places:read"], "district"),
    ("client-reads", &["tickets:read"], "district"),
    ("client-reads", &["tickets:read"], "other-street"),
    ("client-submits", &["tickets:submit"], "district"),
    ("client-submits", &["tickets:submit"], "other-street"),
    ("client-reports", &["ratings:report"], "district"),
    ("client-reports", &["ratings:report"], "other-street"),
];
