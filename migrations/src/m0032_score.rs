//! Computed scores: of each estate of a cycle what its score was reckoned from, and its place in the league table.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0032_score",
    up: "
CREATE TABLE rating_computation (
    cycle_id UUID PRIMARY KEY REFERENCES rating_cycle (id),
    digest BYTES NOT NULL,
    scores integer NOT NULL,
    times integer NOT NULL,
    computed_by UUID NOT NULL,
    computed_at bigint NOT NULL
);
CREATE TABLE rating_score (
    id UUID PRIMARY KEY REFERENCES rating_subject (id),
    cycle_id UUID NOT NULL REFERENCES rating_cycle (id),
    estate integer NOT NULL REFERENCES estate (key),
    enterprise_id UUID NOT NULL REFERENCES organization (id),
    position integer NOT NULL,
    place integer NOT NULL,
    total bigint NOT NULL,
    stars integer,
    aspects text NOT NULL,
    without_source text NOT NULL,
    inputs text NOT NULL,
    digest BYTES NOT NULL
);
CREATE UNIQUE INDEX rating_score_position ON rating_score (cycle_id, position);
CREATE INDEX rating_score_estate ON rating_score (estate, id DESC);
CREATE INDEX rating_score_enterprise ON rating_score (enterprise_id, id DESC);
CREATE INDEX ticket_party_volunteer ON ticket_party (ticket_id, party_id) WHERE part = 'handler' AND organization_id IS NULL;
",
    down: "
DROP INDEX ticket_party_volunteer;
DROP TABLE rating_score;
DROP TABLE rating_computation;
",
    sqlite: &[],
    postgres: &[],
};
