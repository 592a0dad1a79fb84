//! Officers' own findings, counted apart, so that they are in neither side of the satisfaction rate.

use crate::step::Step;

/// What was counted before is counted anew: the counters are put right by whoever counts what was there before.
pub(crate) const STEP: Step = Step {
    name: "m0034_found",
    up: "
ALTER TABLE figure_delta ADD COLUMN found bigint NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN found bigint NOT NULL DEFAULT 0;
DELETE FROM figure_built WHERE EXISTS (SELECT 1 FROM ticket);
",
    down: "
ALTER TABLE figure DROP COLUMN found;
ALTER TABLE figure_delta DROP COLUMN found;
",
    sqlite: &[],
    postgres: &[],
};
