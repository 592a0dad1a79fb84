//! Figures that outside systems or enterprises report: of one estate and period one waits, and one counts.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0031_reported",
    up: "
CREATE TABLE reported_figure (
    id UUID PRIMARY KEY,
    enterprise_id UUID NOT NULL REFERENCES organization (id),
    figure text NOT NULL,
    first_on text NOT NULL,
    last_on text NOT NULL,
    part integer,
    whole integer,
    counted integer,
    evidence text NOT NULL,
    links text NOT NULL,
    reported_by UUID NOT NULL,
    reported_role text NOT NULL,
    reported_at bigint NOT NULL,
    state text NOT NULL,
    words text,
    judged_by UUID,
    judged_role text,
    judged_at bigint,
    replaced_by UUID,
    replaced_at bigint,
    district integer NOT NULL,
    street integer NOT NULL,
    community integer NOT NULL,
    grid integer,
    estate integer NOT NULL,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX reported_figure_enterprise ON reported_figure (enterprise_id, id DESC);
CREATE INDEX reported_figure_district ON reported_figure (district, id DESC);
CREATE INDEX reported_figure_street ON reported_figure (street, id DESC);
CREATE INDEX reported_figure_community ON reported_figure (community, id DESC);
CREATE INDEX reported_figure_grid ON reported_figure (grid, id DESC) WHERE grid IS NOT NULL;
CREATE INDEX reported_figure_estate ON reported_figure (estate, id DESC);
CREATE INDEX reported_figure_period ON reported_figure (first_on, last_on, estate);
CREATE UNIQUE INDEX reported_figure_waits ON reported_figure (estate, figure, first_on, last_on) WHERE state = 'reported';
CREATE UNIQUE INDEX reported_figure_counts ON reported_figure (estate, figure, first_on, last_on) WHERE state = 'verified';
",
    down: "
DROP TABLE reported_figure;
",
    sqlite: &[],
    postgres: &[],
};
