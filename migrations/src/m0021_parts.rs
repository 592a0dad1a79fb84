//! Tickets that were split into parts.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0021_parts",
    up: "
ALTER TABLE ticket ADD COLUMN part_of UUID;
ALTER TABLE ticket ADD COLUMN part_count integer NOT NULL DEFAULT 0;
CREATE INDEX ticket_part ON ticket (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX ticket_split ON ticket (id) WHERE state = 'split';
",
    down: "
DROP INDEX ticket_split;
DROP INDEX ticket_part;
ALTER TABLE ticket DROP COLUMN part_count;
ALTER TABLE ticket DROP COLUMN part_of;
",
    sqlite: &[],
    postgres: &[],
};
