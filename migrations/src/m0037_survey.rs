//! Surveys of residents: whom they drew, who answered, and the sums of the answers. No answer is kept by itself.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0037_survey",
    up: "
CREATE TABLE survey (
    id UUID PRIMARY KEY,
    cycle_id UUID NOT NULL REFERENCES rating_cycle (id),
    enterprise_id UUID NOT NULL REFERENCES organization (id),
    state text NOT NULL,
    seed text NOT NULL,
    seed_given boolean NOT NULL,
    households integer NOT NULL,
    frame text NOT NULL,
    least integer NOT NULL,
    drawn integer NOT NULL,
    share bigint NOT NULL,
    valid_needed integer NOT NULL,
    opens_at bigint NOT NULL,
    closes_at bigint NOT NULL,
    drawn_by UUID NOT NULL,
    drawn_role text NOT NULL,
    reason text,
    district integer NOT NULL,
    street integer NOT NULL,
    community integer NOT NULL,
    grid integer,
    estate integer NOT NULL,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE UNIQUE INDEX survey_once ON survey (cycle_id, estate) WHERE state <> 'cancelled';
CREATE INDEX survey_cycle ON survey (cycle_id, id DESC);
CREATE INDEX survey_district ON survey (district, id DESC);
CREATE INDEX survey_street ON survey (street, id DESC);
CREATE INDEX survey_community ON survey (community, id DESC);
CREATE INDEX survey_grid ON survey (grid, id DESC) WHERE grid IS NOT NULL;
CREATE INDEX survey_estate ON survey (estate, id DESC);
CREATE TABLE survey_invitation (
    id UUID PRIMARY KEY,
    survey_id UUID NOT NULL REFERENCES survey (id),
    premises_id UUID NOT NULL REFERENCES premises (id),
    link BYTES,
    answered boolean NOT NULL
);
CREATE UNIQUE INDEX survey_invitation_once ON survey_invitation (survey_id, premises_id);
CREATE INDEX survey_invitation_premises ON survey_invitation (premises_id);
CREATE UNIQUE INDEX survey_invitation_link ON survey_invitation (link) WHERE link IS NOT NULL;
CREATE TABLE survey_tally (
    survey_id UUID PRIMARY KEY REFERENCES survey (id),
    counts text NOT NULL
);
",
    down: "
DROP TABLE survey_tally;
DROP TABLE survey_invitation;
DROP TABLE survey;
",
    sqlite: &[],
    postgres: &[],
};
