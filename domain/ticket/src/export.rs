//! Tickets that leave as a file: who may take them out, and how many at once.

use access::{Action, Actor, Duty, Reach, Relation, Subject};

/// The most rows of one export.
pub const MAX_EXPORTED: usize = 50_000;

/// An export, which is decided on by the duty alone: each ticket in it is looked at besides.
#[derive(Debug, Clone, Copy)]
pub struct Exporting;

impl Subject for Exporting {
    fn stands(&self, _: &Actor, duty: &Duty, relation: Relation) -> bool {
        let office = matches!(relation, Relation::Within | Relation::Contract);
        office && duty.reach != Reach::Own
    }

    fn reading(&self) -> Option<Action> {
        None
    }
}
