//! Routing rules: which new tickets go where by themselves.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0026_routing",
    up: "
CREATE TABLE routing_rule (
    id UUID PRIMARY KEY,
    area integer NOT NULL REFERENCES area (key),
    position integer NOT NULL,
    name text NOT NULL,
    conditions text NOT NULL,
    target text NOT NULL,
    target_id UUID,
    priority text,
    state text NOT NULL,
    broken_at bigint,
    broken_reason text,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX routing_rule_area ON routing_rule (area, position, id);
",
    down: "
DROP TABLE routing_rule;
",
    sqlite: &[],
    postgres: &[],
};
