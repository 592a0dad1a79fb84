//! Public ratings: the cycles whose results are shown to everyone, and the league tables of a cycle.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0039_rating",
    up: "
CREATE INDEX rating_cycle_public ON rating_cycle (id DESC) WHERE state IN ('disclosed', 'final');
CREATE INDEX rating_score_league ON rating_score (cycle_id, enterprise_id, stars, total);
CREATE INDEX rating_score_stars ON rating_score (cycle_id, stars, position);
",
    down: "
DROP INDEX rating_score_stars;
DROP INDEX rating_score_league;
DROP INDEX rating_cycle_public;
",
    sqlite: &[],
    postgres: &[],
};
