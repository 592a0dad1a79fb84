//! Tickets that belong together: merged into one, filed anew, supported.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0017_related",
    up: "
ALTER TABLE ticket ADD COLUMN merged_into UUID;
ALTER TABLE ticket ADD COLUMN follows UUID;
ALTER TABLE ticket ADD COLUMN followed_by UUID;
ALTER TABLE ticket ADD COLUMN support_count integer NOT NULL DEFAULT 0;
CREATE INDEX ticket_merged ON ticket (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE ticket_support (
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    account_id UUID NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (ticket_id, account_id)
);
",
    down: "
DROP TABLE ticket_support;
DROP INDEX ticket_merged;
ALTER TABLE ticket DROP COLUMN support_count;
ALTER TABLE ticket DROP COLUMN followed_by;
ALTER TABLE ticket DROP COLUMN follows;
ALTER TABLE ticket DROP COLUMN merged_into;
",
    sqlite: &[],
    postgres: &[],
};
