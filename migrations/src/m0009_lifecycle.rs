//! The rest of the lifecycle: requests beside the work, supervisions taken back, cards by enterprise.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0009_lifecycle",
    up: "
ALTER TABLE ticket ADD COLUMN request_count integer NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN question_count integer NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN review_at bigint;
ALTER TABLE ticket_supervision ADD COLUMN withdrawn_by UUID;
ALTER TABLE ticket_supervision ADD COLUMN withdrawn_at bigint;
ALTER TABLE ticket_supervision ADD COLUMN withdrawn_reason text;
CREATE TABLE ticket_request (
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    number integer NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    measures text,
    until bigint,
    towards UUID,
    organization_id UUID,
    by_id UUID NOT NULL,
    role text NOT NULL,
    at bigint NOT NULL,
    granted boolean,
    words text,
    ruled_by UUID,
    ruled_role text,
    ruled_at bigint,
    PRIMARY KEY (ticket_id, number)
);
CREATE INDEX ticket_review ON ticket (review_at, id) WHERE state = 'suspended';
CREATE INDEX ticket_question ON ticket_request (until, ticket_id) WHERE kind = 'question' AND ruled_at IS NULL;
CREATE INDEX ticket_return ON ticket_request (organization_id, kind, at) WHERE organization_id IS NOT NULL;
CREATE INDEX ticket_card ON ticket_supervision (unit_id, at) WHERE kind IN ('yellow_card', 'red_card');
",
    down: "
DROP INDEX ticket_card;
DROP INDEX ticket_review;
DROP TABLE ticket_request;
ALTER TABLE ticket_supervision DROP COLUMN withdrawn_reason;
ALTER TABLE ticket_supervision DROP COLUMN withdrawn_at;
ALTER TABLE ticket_supervision DROP COLUMN withdrawn_by;
ALTER TABLE ticket DROP COLUMN review_at;
ALTER TABLE ticket DROP COLUMN question_count;
ALTER TABLE ticket DROP COLUMN request_count;
",
    sqlite: &[],
    postgres: &[],
};
