//! Rating cycles: the estates that are rated in a period, and the sheets on which people score them.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0028_cycle",
    up: "
CREATE TABLE rating_cycle (
    id UUID PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL,
    first_on text NOT NULL,
    last_on text NOT NULL,
    district integer NOT NULL,
    street integer,
    community integer,
    scheme_id UUID REFERENCES rating_scheme (id),
    state text NOT NULL,
    sheets_due bigint NOT NULL,
    planned_by UUID NOT NULL,
    planned_at bigint NOT NULL,
    opened_by UUID,
    opened_at bigint,
    scoring_at bigint,
    cancelled_by UUID,
    cancelled_at bigint,
    cancel_reason text,
    rated integer NOT NULL,
    unrated integer NOT NULL,
    sheets integer NOT NULL,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX rating_cycle_district ON rating_cycle (district, id DESC);
CREATE INDEX rating_cycle_street ON rating_cycle (street, id DESC) WHERE street IS NOT NULL;
CREATE INDEX rating_cycle_open ON rating_cycle (last_on) WHERE state = 'open';
CREATE TABLE rating_subject (
    id UUID PRIMARY KEY,
    cycle_id UUID NOT NULL REFERENCES rating_cycle (id),
    estate integer NOT NULL REFERENCES estate (key),
    enterprise_id UUID REFERENCES organization (id),
    contract_id UUID REFERENCES contract (id),
    served_since text,
    facts text NOT NULL,
    standing text NOT NULL,
    district integer NOT NULL,
    street integer NOT NULL,
    community integer NOT NULL,
    grid integer,
    UNIQUE (cycle_id, estate)
);
CREATE INDEX rating_subject_cycle ON rating_subject (cycle_id, id DESC);
CREATE INDEX rating_subject_estate ON rating_subject (estate, id DESC);
CREATE TABLE rating_sheet (
    id UUID PRIMARY KEY,
    cycle_id UUID NOT NULL REFERENCES rating_cycle (id),
    estate integer NOT NULL REFERENCES estate (key),
    enterprise_id UUID NOT NULL REFERENCES organization (id),
    evaluator text NOT NULL,
    acting boolean NOT NULL,
    district integer NOT NULL,
    street integer NOT NULL,
    community integer NOT NULL,
    grid integer,
    state text NOT NULL,
    document text NOT NULL,
    due bigint NOT NULL,
    reminded_at bigint,
    late_at bigint,
    filled_by UUID,
    signed_by UUID,
    signed_role text,
    signed_at bigint,
    ruling text,
    ruling_reason text,
    ruled_by UUID,
    ruled_role text,
    ruled_at bigint,
    version integer NOT NULL,
    updated_at bigint NOT NULL,
    UNIQUE (cycle_id, estate, evaluator)
);
CREATE INDEX rating_sheet_district ON rating_sheet (district, id DESC);
CREATE INDEX rating_sheet_street ON rating_sheet (street, id DESC);
CREATE INDEX rating_sheet_community ON rating_sheet (community, id DESC);
CREATE INDEX rating_sheet_grid ON rating_sheet (grid, id DESC) WHERE grid IS NOT NULL;
CREATE INDEX rating_sheet_estate ON rating_sheet (estate, id DESC);
CREATE INDEX rating_sheet_enterprise ON rating_sheet (enterprise_id, id DESC);
CREATE INDEX rating_sheet_due ON rating_sheet (due, id) WHERE state IN ('blank', 'drafted');
",
    down: "
DROP TABLE rating_sheet;
DROP TABLE rating_subject;
DROP TABLE rating_cycle;
",
    sqlite: &[],
    postgres: &[],
};
