//! Schemes of the star rating: documents that are drafted and put in force, and whose content never changes.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0027_rating",
    up: "
CREATE TABLE rating_scheme (
    id UUID PRIMARY KEY,
    district integer NOT NULL,
    edition integer NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    status text NOT NULL,
    aspects integer NOT NULL,
    indicators integer NOT NULL,
    document text NOT NULL,
    state text NOT NULL,
    drafted_by UUID,
    drafted_at bigint NOT NULL,
    adopted_by UUID,
    adopted_at bigint,
    replaced_at bigint,
    version integer NOT NULL,
    UNIQUE (district, edition)
);
CREATE UNIQUE INDEX rating_scheme_in_force ON rating_scheme (district) WHERE state = 'adopted';
",
    down: "
DROP TABLE rating_scheme;
",
    sqlite: &[],
    postgres: &[],
};
