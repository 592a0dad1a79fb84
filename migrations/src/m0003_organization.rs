//! Organisations: enterprises, their contracts with estates, and departments.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0003_organization",
    up: "
CREATE TABLE organization (
    id UUID PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    credit_code text UNIQUE,
    phone text,
    district integer, street integer, community integer,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX organization_kind ON organization (kind, id DESC);
CREATE INDEX organization_district ON organization (district, kind, id DESC);
CREATE TABLE contract (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organization (id),
    estate integer NOT NULL REFERENCES estate (key),
    from_date text NOT NULL,
    to_date text,
    ended_on text,
    end_reason text,
    released_at bigint,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX contract_organization ON contract (organization_id, from_date);
CREATE INDEX contract_estate ON contract (estate, from_date);
CREATE INDEX contract_unreleased ON contract (to_date, id) WHERE released_at IS NULL;
",
    down: "
DROP TABLE contract;
DROP TABLE organization;
",
    sqlite: &[],
    postgres: &[],
};
