//! Findings of inspections, and what the enterprises did about them.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0030_finding",
    up: "
CREATE TABLE rating_finding (
    id UUID PRIMARY KEY,
    enterprise_id UUID NOT NULL REFERENCES organization (id),
    scheme_id UUID NOT NULL REFERENCES rating_scheme (id),
    indicator text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    each_points bigint NOT NULL,
    evaluator text NOT NULL,
    units integer NOT NULL,
    place text NOT NULL,
    latitude text,
    longitude text,
    found_at bigint NOT NULL,
    found_on text NOT NULL,
    note text NOT NULL,
    evidence text NOT NULL,
    links text NOT NULL,
    filed_by UUID NOT NULL,
    filed_role text NOT NULL,
    filed_at bigint NOT NULL,
    due_on text NOT NULL,
    due_by_default boolean NOT NULL,
    state text NOT NULL,
    rectifications integer NOT NULL,
    rejections integer NOT NULL,
    withdrawn_reason text,
    withdrawn_by UUID,
    withdrawn_role text,
    withdrawn_at bigint,
    district integer NOT NULL,
    street integer NOT NULL,
    community integer NOT NULL,
    grid integer,
    estate integer NOT NULL,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX rating_finding_enterprise ON rating_finding (enterprise_id, id DESC);
CREATE INDEX rating_finding_district ON rating_finding (district, id DESC);
CREATE INDEX rating_finding_street ON rating_finding (street, id DESC);
CREATE INDEX rating_finding_community ON rating_finding (community, id DESC);
CREATE INDEX rating_finding_grid ON rating_finding (grid, id DESC) WHERE grid IS NOT NULL;
CREATE INDEX rating_finding_estate ON rating_finding (estate, id DESC);
CREATE INDEX rating_finding_found ON rating_finding (found_on, estate);
CREATE INDEX rating_finding_due ON rating_finding (due_on, estate);
CREATE TABLE rating_rectification (
    finding_id UUID NOT NULL REFERENCES rating_finding (id),
    number integer NOT NULL,
    note text NOT NULL,
    evidence text NOT NULL,
    links text NOT NULL,
    rectified_by UUID NOT NULL,
    rectified_role text NOT NULL,
    rectified_at bigint NOT NULL,
    rectified_on text NOT NULL,
    accepted boolean,
    words text,
    judged_by UUID,
    judged_role text,
    judged_at bigint,
    PRIMARY KEY (finding_id, number)
);
",
    down: "
DROP TABLE rating_rectification;
DROP TABLE rating_finding;
",
    sqlite: &[],
    postgres: &[],
};
