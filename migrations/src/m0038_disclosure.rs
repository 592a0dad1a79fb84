//! Disclosed cycles: objections to their scores, and what scores were before and after they were corrected.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0038_disclosure",
    up: "
ALTER TABLE rating_cycle ADD COLUMN disclosed_by UUID;
ALTER TABLE rating_cycle ADD COLUMN disclosed_at bigint;
ALTER TABLE rating_cycle ADD COLUMN objections_until bigint;
ALTER TABLE rating_cycle ADD COLUMN finalized_by UUID;
ALTER TABLE rating_cycle ADD COLUMN finalized_at bigint;
CREATE TABLE rating_objection (
    id UUID PRIMARY KEY,
    cycle_id UUID NOT NULL REFERENCES rating_cycle (id),
    score_id UUID NOT NULL REFERENCES rating_subject (id),
    enterprise_id UUID NOT NULL REFERENCES organization (id),
    item_kind text NOT NULL,
    item text NOT NULL,
    side text NOT NULL,
    grounds text NOT NULL,
    evidence text NOT NULL,
    links text NOT NULL,
    scorers text NOT NULL,
    filed_by UUID NOT NULL,
    filed_role text NOT NULL,
    filed_at bigint NOT NULL,
    due bigint NOT NULL,
    extension text,
    overdue_at bigint,
    decision text,
    recheck_until bigint,
    recheck text,
    watched bigint,
    state text NOT NULL,
    district integer NOT NULL,
    street integer NOT NULL,
    community integer NOT NULL,
    grid integer,
    estate integer NOT NULL,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX rating_objection_enterprise ON rating_objection (enterprise_id, id DESC);
CREATE INDEX rating_objection_district ON rating_objection (district, id DESC);
CREATE INDEX rating_objection_street ON rating_objection (street, id DESC);
CREATE INDEX rating_objection_community ON rating_objection (community, id DESC);
CREATE INDEX rating_objection_grid ON rating_objection (grid, id DESC) WHERE grid IS NOT NULL;
CREATE INDEX rating_objection_estate ON rating_objection (estate, id DESC);
CREATE INDEX rating_objection_score ON rating_objection (score_id, id DESC);
CREATE INDEX rating_objection_cycle ON rating_objection (cycle_id, state, id);
CREATE INDEX rating_objection_watched ON rating_objection (watched, id) WHERE watched IS NOT NULL;
CREATE UNIQUE INDEX rating_objection_once ON rating_objection (score_id, item_kind, item, side)
    WHERE state IN ('filed', 'rechecking');
CREATE TABLE rating_revision (
    score_id UUID NOT NULL REFERENCES rating_subject (id),
    number integer NOT NULL,
    objection_id UUID NOT NULL REFERENCES rating_objection (id),
    rechecked boolean NOT NULL,
    decided_by UUID NOT NULL,
    decided_at bigint NOT NULL,
    before_inputs text NOT NULL,
    before_total bigint NOT NULL,
    before_stars integer,
    before_aspects text NOT NULL,
    before_digest BYTES NOT NULL,
    after_inputs text NOT NULL,
    after_total bigint NOT NULL,
    after_stars integer,
    after_aspects text NOT NULL,
    after_digest BYTES NOT NULL,
    PRIMARY KEY (score_id, number)
);
CREATE INDEX rating_revision_objection ON rating_revision (objection_id, number);
",
    down: "
DROP TABLE rating_revision;
DROP TABLE rating_objection;
ALTER TABLE rating_cycle DROP COLUMN finalized_at;
ALTER TABLE rating_cycle DROP COLUMN finalized_by;
ALTER TABLE rating_cycle DROP COLUMN objections_until;
ALTER TABLE rating_cycle DROP COLUMN disclosed_at;
ALTER TABLE rating_cycle DROP COLUMN disclosed_by;
",
    sqlite: &[],
    postgres: &[],
};
