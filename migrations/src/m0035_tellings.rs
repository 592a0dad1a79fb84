//! Bulletins that residents are still being told of.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0035_tellings",
    up: "
CREATE TABLE bulletin_telling (
    bulletin_id UUID PRIMARY KEY REFERENCES bulletin (id),
    position bigint NOT NULL,
    by_id UUID,
    at bigint NOT NULL,
    mark UUID NOT NULL,
    fence integer NOT NULL,
    held_until bigint
);
",
    down: "
DROP TABLE bulletin_telling;
",
    sqlite: &[],
    postgres: &[],
};
