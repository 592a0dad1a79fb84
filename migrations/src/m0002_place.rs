//! Places: areas, estates, buildings, premises, and who lives there.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0002_place",
    up: "
CREATE TABLE sequence (
    name text PRIMARY KEY,
    next integer NOT NULL
);
CREATE TABLE area (
    key integer PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    level text NOT NULL,
    name text NOT NULL,
    code text UNIQUE,
    parent integer REFERENCES area (key),
    district integer, street integer, community integer, grid integer,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX area_parent ON area (parent, id DESC);
CREATE TABLE area_move (
    id UUID PRIMARY KEY,
    area integer NOT NULL REFERENCES area (key),
    level text NOT NULL,
    from_parent integer NOT NULL,
    to_parent integer NOT NULL,
    effective_at bigint NOT NULL,
    stage text NOT NULL,
    done bigint NOT NULL,
    finished_at bigint
);
CREATE INDEX area_move_open ON area_move (finished_at, effective_at);
CREATE TABLE estate (
    key integer PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    name text NOT NULL,
    address text,
    management text NOT NULL,
    phase text NOT NULL,
    commons boolean NOT NULL,
    district integer NOT NULL, street integer NOT NULL, community integer NOT NULL, grid integer,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX estate_district ON estate (district, id DESC);
CREATE INDEX estate_street ON estate (street, id DESC);
CREATE INDEX estate_community ON estate (community, id DESC);
CREATE INDEX estate_grid ON estate (grid, id DESC);
CREATE TABLE building (
    id UUID PRIMARY KEY,
    estate integer NOT NULL REFERENCES estate (key),
    name text NOT NULL,
    district integer NOT NULL, street integer NOT NULL, community integer NOT NULL, grid integer,
    version integer NOT NULL
);
CREATE UNIQUE INDEX building_name ON building (estate, name);
CREATE INDEX building_estate ON building (estate, id DESC);
CREATE TABLE premises (
    id UUID PRIMARY KEY,
    estate integer NOT NULL REFERENCES estate (key),
    building_id UUID REFERENCES building (id),
    label text NOT NULL,
    usage text NOT NULL,
    exclusive_area bigint NOT NULL,
    district integer NOT NULL, street integer NOT NULL, community integer NOT NULL, grid integer,
    version integer NOT NULL
);
CREATE INDEX premises_estate ON premises (estate, id DESC);
CREATE INDEX premises_building ON premises (building_id, id DESC);
CREATE TABLE residency (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL,
    premises_id UUID NOT NULL REFERENCES premises (id),
    relation text NOT NULL,
    state text NOT NULL,
    note text,
    reason text,
    decided_by UUID,
    decided_at bigint,
    duty_id UUID,
    district integer NOT NULL, street integer NOT NULL, community integer NOT NULL, grid integer, estate integer NOT NULL,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX residency_account ON residency (account_id, id DESC);
CREATE INDEX residency_district ON residency (district, state, id DESC);
CREATE INDEX residency_street ON residency (street, state, id DESC);
CREATE INDEX residency_community ON residency (community, state, id DESC);
CREATE INDEX residency_estate ON residency (estate, state, id DESC);
CREATE UNIQUE INDEX residency_once ON residency (account_id, premises_id) WHERE state IN ('requested', 'approved');
",
    down: "
DROP TABLE residency;
DROP TABLE premises;
DROP TABLE building;
DROP TABLE estate;
DROP TABLE area_move;
DROP TABLE area;
DROP TABLE sequence;
",
    sqlite: &[],
    postgres: &[],
};
