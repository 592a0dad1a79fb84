//! Whistles: the departments that the community called on a ticket, and what each of them did.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0010_whistle",
    up: "
ALTER TABLE ticket ADD COLUMN whistle_count integer NOT NULL DEFAULT 0;
CREATE TABLE whistle (
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    number integer NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    by_id UUID NOT NULL,
    at bigint NOT NULL,
    ruled_by UUID,
    ruled_at bigint,
    words text,
    due_at bigint,
    stuck_at bigint,
    PRIMARY KEY (ticket_id, number)
);
CREATE INDEX whistle_due ON whistle (due_at) WHERE due_at IS NOT NULL AND stuck_at IS NULL;
CREATE TABLE whistle_task (
    ticket_id UUID NOT NULL,
    number integer NOT NULL,
    organization_id UUID NOT NULL,
    leads boolean NOT NULL,
    report_by bigint,
    on_site_by bigint,
    finish_by bigint,
    reported_by UUID,
    reported_at bigint,
    on_site_at bigint,
    finished_at bigint,
    result text,
    stars integer,
    comment text,
    PRIMARY KEY (ticket_id, number, organization_id)
);
CREATE INDEX whistle_task_organization ON whistle_task (organization_id, ticket_id DESC, number DESC);
",
    down: "
DROP TABLE whistle_task;
DROP TABLE whistle;
ALTER TABLE ticket DROP COLUMN whistle_count;
",
    sqlite: &[],
    postgres: &[],
};
