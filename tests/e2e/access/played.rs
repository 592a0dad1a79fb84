//! Stories that several operations are tried on.

/// The story of a ticket, and whoever has the part in it that an operation asks for.
pub(super) type Played = (&'static str, &'static [&'static str]);

/// What its handler may ask for.
#[rustfmt::skip]
pub(super) const HANDLED: &[Played] = &[
    ("accepted by a worker whom a volunteer helps", &["volunteer", "worker"]), ("accepted by a volunteer", &["volunteer"]), ("accepted by a manager", &["manager"]),
    ("accepted by a department", &["department"]),
];

/// What an organisation may give back.
#[rustfmt::skip]
pub(super) const GIVEN: &[Played] = &[
    ("submitted", &[]), ("to the enterprise", &[]), ("to a department in the bare estate", &[]), ("raised to the community", &[]), ("submitted in the bare estate", &[]),
];

/// By whom it was filed.
#[rustfmt::skip]
pub(super) const FILED: &[Played] = &[
    ("submitted", &["resident"]), ("for a caller of the hotline", &["hotline"]), ("for a caller of the grid worker", &["grid"]), ("for a caller of the community", &["community"]),
    ("for a caller of the client", &["client"]),
];

/// Who holds a duty in the areas that it concerns besides its own.
#[rustfmt::skip]
pub(super) const SPANNED: &[Played] = &[
    ("a matter of two communities", &["next-community", "secretary@next-community, Now"]),
    ("a matter of two streets", &["other-community", "other-street", "secretary@other-community, Now"]),
];

#[rustfmt::skip]
pub(super) const READ: &[Played] = &[
    ("private", &["resident"]), ("a whistle approved", &["resident"]), ("a matter of two communities", &["resident", "next-community", "secretary@next-community, Now"]), ("public", &["resident"]), ("in the pool", &["resident"]), ("accepted out of the pool", &["resident", "volunteer2"]),
    ("to a volunteer", &["resident", "volunteer"]), ("to a department in the bare estate", &["bare-resident"]), ("submitted in the bare estate", &["bare-resident"]),
    ("for a caller of the hotline", &["hotline"]), ("for a caller of the grid worker", &["grid"]), ("for a caller of the client", &["client"]),
];
