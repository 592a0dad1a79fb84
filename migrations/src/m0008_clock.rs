//! Clocks: their policies, and one row for each clock of a ticket.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0008_clock",
    up: "
CREATE TABLE clock_policy (
    id UUID PRIMARY KEY,
    matches text NOT NULL UNIQUE,
    clock text NOT NULL,
    category_id UUID REFERENCES category (id),
    kind text,
    priority text,
    district integer, street integer, community integer,
    unit text NOT NULL,
    amount integer NOT NULL,
    levels text NOT NULL,
    active boolean NOT NULL,
    version integer NOT NULL,
    unapplied boolean NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE ticket_clock (
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    kind text NOT NULL,
    number integer NOT NULL,
    unit_id UUID,
    policy_id UUID,
    policy_version integer,
    calendar_id UUID NOT NULL,
    calendar_version integer NOT NULL,
    unit text,
    amount integer,
    levels text NOT NULL,
    started_at bigint NOT NULL,
    target_at bigint NOT NULL,
    provisional integer,
    pauses text NOT NULL,
    stopped_at bigint,
    stopped_by text,
    met boolean,
    reached integer NOT NULL,
    next_fire_at bigint,
    PRIMARY KEY (ticket_id, kind, number)
);
ALTER TABLE ticket ADD COLUMN due_at bigint;
ALTER TABLE ticket ADD COLUMN stuck_since bigint;
CREATE INDEX ticket_stuck_district ON ticket (district, state, id DESC) WHERE stuck_since IS NOT NULL;
CREATE INDEX ticket_stuck_street ON ticket (street, state, id DESC) WHERE stuck_since IS NOT NULL;
CREATE INDEX ticket_stuck_community ON ticket (community, state, id DESC) WHERE stuck_since IS NOT NULL;
CREATE INDEX ticket_stuck_grid ON ticket (grid, state, id DESC) WHERE stuck_since IS NOT NULL;
CREATE INDEX ticket_stuck_estate ON ticket (estate, state, id DESC) WHERE stuck_since IS NOT NULL;
CREATE INDEX ticket_clock_due ON ticket_clock (next_fire_at, ticket_id) WHERE next_fire_at IS NOT NULL;
CREATE INDEX ticket_clock_provisional ON ticket_clock (provisional, ticket_id) WHERE provisional IS NOT NULL AND stopped_at IS NULL;
",
    down: "
DROP INDEX ticket_stuck_estate;
DROP INDEX ticket_stuck_grid;
DROP INDEX ticket_stuck_community;
DROP INDEX ticket_stuck_street;
DROP INDEX ticket_stuck_district;
ALTER TABLE ticket DROP COLUMN stuck_since;
ALTER TABLE ticket DROP COLUMN due_at;
DROP TABLE ticket_clock;
DROP TABLE clock_policy;
",
    sqlite: &[],
    postgres: &[],
};
