//! The change feed: entries that wait for their position, and the step with which a part in a case ended.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0011_feed",
    up: "
CREATE TABLE journal_unplaced (
    entry bigint PRIMARY KEY
);
INSERT INTO journal_position (position, entry) SELECT ROW_NUMBER() OVER (ORDER BY entry), entry FROM journal;
ALTER TABLE ticket_party ADD COLUMN ended_with integer;
",
    down: "
ALTER TABLE ticket_party DROP COLUMN ended_with;
DELETE FROM journal_position;
DROP TABLE journal_unplaced;
",
    sqlite: &[],
    postgres: &[],
};
