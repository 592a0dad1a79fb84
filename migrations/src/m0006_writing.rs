//! What writing safely needs: remembered idempotency keys, and leases of the jobs.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0006_writing",
    up: "
CREATE TABLE idempotency (
    caller_id UUID NOT NULL,
    key text NOT NULL,
    fingerprint BYTES NOT NULL,
    status integer NOT NULL,
    headers text NOT NULL,
    body BYTES NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (caller_id, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);
CREATE TABLE job_lease (
    name text PRIMARY KEY,
    holder UUID NOT NULL,
    fence bigint NOT NULL,
    held_until bigint NOT NULL
);
",
    down: "
DROP TABLE job_lease;
DROP TABLE idempotency;
",
    sqlite: &[],
    postgres: &[],
};
