//! Announced outages, and the tickets that they answer.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0024_outages",
    up: "
CREATE TABLE outage (
    id UUID PRIMARY KEY,
    category_id UUID NOT NULL,
    building_id UUID,
    state text NOT NULL,
    title text NOT NULL,
    note text NOT NULL,
    from_at bigint NOT NULL,
    until_at bigint NOT NULL,
    ended_at bigint,
    ended_note text,
    told_at bigint,
    district integer NOT NULL,
    street integer NOT NULL,
    community integer NOT NULL,
    grid integer,
    estate integer NOT NULL,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX outage_district ON outage (district, state, id DESC);
CREATE INDEX outage_street ON outage (street, state, id DESC);
CREATE INDEX outage_community ON outage (community, state, id DESC);
CREATE INDEX outage_grid ON outage (grid, state, id DESC) WHERE grid IS NOT NULL;
CREATE INDEX outage_estate ON outage (estate, state, id DESC);
CREATE INDEX outage_due ON outage (until_at) WHERE state = 'announced';
CREATE INDEX outage_telling ON outage (ended_at) WHERE state = 'ended' AND told_at IS NULL;
ALTER TABLE ticket ADD COLUMN outage_id UUID;
ALTER TABLE ticket ADD COLUMN outage_over boolean NOT NULL DEFAULT false;
CREATE INDEX ticket_outage ON ticket (outage_id, id DESC) WHERE outage_id IS NOT NULL;
",
    down: "
DROP INDEX ticket_outage;
ALTER TABLE ticket DROP COLUMN outage_over;
ALTER TABLE ticket DROP COLUMN outage_id;
DROP TABLE outage;
",
    sqlite: &[],
    postgres: &[],
};
