//! Returns and whistles, counted with everything else that happens to tickets.

use crate::step::Step;

/// What was counted before is counted anew: the counters are put right by whoever counts what was there before.
pub(crate) const STEP: Step = Step {
    name: "m0036_beside",
    up: "
ALTER TABLE figure_delta ADD COLUMN returns_asked bigint NOT NULL DEFAULT 0;
ALTER TABLE figure_delta ADD COLUMN whistles_blown bigint NOT NULL DEFAULT 0;
ALTER TABLE figure_delta ADD COLUMN whistles_approved bigint NOT NULL DEFAULT 0;
ALTER TABLE figure_delta ADD COLUMN whistles_rejected bigint NOT NULL DEFAULT 0;
ALTER TABLE figure_delta ADD COLUMN whistles_stuck bigint NOT NULL DEFAULT 0;
ALTER TABLE figure_delta ADD COLUMN called bigint NOT NULL DEFAULT 0;
ALTER TABLE figure_delta ADD COLUMN called_stuck bigint NOT NULL DEFAULT 0;
ALTER TABLE figure_delta ADD COLUMN reported_in bigint NOT NULL DEFAULT 0;
ALTER TABLE figure_delta ADD COLUMN reported_in_time bigint NOT NULL DEFAULT 0;
ALTER TABLE figure_delta ADD COLUMN tasks_finished bigint NOT NULL DEFAULT 0;
ALTER TABLE figure_delta ADD COLUMN tasks_rated bigint NOT NULL DEFAULT 0;
ALTER TABLE figure_delta ADD COLUMN stars bigint NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN returns_asked bigint NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN whistles_blown bigint NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN whistles_approved bigint NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN whistles_rejected bigint NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN whistles_stuck bigint NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN called bigint NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN called_stuck bigint NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN reported_in bigint NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN reported_in_time bigint NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN tasks_finished bigint NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN tasks_rated bigint NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN stars bigint NOT NULL DEFAULT 0;
DELETE FROM figure_built WHERE EXISTS (SELECT 1 FROM ticket);
",
    down: "
ALTER TABLE figure DROP COLUMN stars;
ALTER TABLE figure DROP COLUMN tasks_rated;
ALTER TABLE figure DROP COLUMN tasks_finished;
ALTER TABLE figure DROP COLUMN reported_in_time;
ALTER TABLE figure DROP COLUMN reported_in;
ALTER TABLE figure DROP COLUMN called_stuck;
ALTER TABLE figure DROP COLUMN called;
ALTER TABLE figure DROP COLUMN whistles_stuck;
ALTER TABLE figure DROP COLUMN whistles_rejected;
ALTER TABLE figure DROP COLUMN whistles_approved;
ALTER TABLE figure DROP COLUMN whistles_blown;
ALTER TABLE figure DROP COLUMN returns_asked;
ALTER TABLE figure_delta DROP COLUMN stars;
ALTER TABLE figure_delta DROP COLUMN tasks_rated;
ALTER TABLE figure_delta DROP COLUMN tasks_finished;
ALTER TABLE figure_delta DROP COLUMN reported_in_time;
ALTER TABLE figure_delta DROP COLUMN reported_in;
ALTER TABLE figure_delta DROP COLUMN called_stuck;
ALTER TABLE figure_delta DROP COLUMN called;
ALTER TABLE figure_delta DROP COLUMN whistles_stuck;
ALTER TABLE figure_delta DROP COLUMN whistles_rejected;
ALTER TABLE figure_delta DROP COLUMN whistles_approved;
ALTER TABLE figure_delta DROP COLUMN whistles_blown;
ALTER TABLE figure_delta DROP COLUMN returns_asked;
",
    sqlite: &[],
    postgres: &[],
};
