//! Bulletins of a branch to residents, and their replies.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0025_bulletins",
    up: "
CREATE TABLE bulletin (
    id UUID PRIMARY KEY,
    state text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    reply_until bigint,
    reason text,
    district integer NOT NULL,
    street integer NOT NULL,
    community integer NOT NULL,
    grid integer,
    estate integer NOT NULL,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX bulletin_district ON bulletin (district, state, id DESC);
CREATE INDEX bulletin_street ON bulletin (street, state, id DESC);
CREATE INDEX bulletin_community ON bulletin (community, state, id DESC);
CREATE INDEX bulletin_grid ON bulletin (grid, state, id DESC) WHERE grid IS NOT NULL;
CREATE INDEX bulletin_estate ON bulletin (estate, state, id DESC);
CREATE TABLE opinion (
    id UUID PRIMARY KEY,
    bulletin_id UUID NOT NULL REFERENCES bulletin (id),
    account_id UUID NOT NULL REFERENCES account (id),
    text text NOT NULL,
    signed boolean NOT NULL,
    answer text,
    answered_by UUID,
    answered_at bigint,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE UNIQUE INDEX opinion_once ON opinion (bulletin_id, account_id);
CREATE INDEX opinion_bulletin ON opinion (bulletin_id, id DESC);
",
    down: "
DROP TABLE opinion;
DROP TABLE bulletin;
",
    sqlite: &[],
    postgres: &[],
};
