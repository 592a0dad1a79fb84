//! Files on tickets: what is kept, and whose bytes are to be cleared away.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0014_attachment",
    up: "
ALTER TABLE category ADD COLUMN needs_before_photo boolean NOT NULL DEFAULT false;
ALTER TABLE category ADD COLUMN needs_after_photo boolean NOT NULL DEFAULT false;
CREATE TABLE attachment (
    id UUID PRIMARY KEY,
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    kind text NOT NULL,
    sort text NOT NULL,
    bytes bigint NOT NULL,
    sha256 BYTES NOT NULL,
    width integer,
    height integer,
    round integer NOT NULL,
    uploader_id UUID NOT NULL,
    uploader_kind text NOT NULL
);
CREATE INDEX attachment_ticket ON attachment (ticket_id, id);
CREATE TABLE attachment_left (
    id UUID PRIMARY KEY,
    due_at bigint NOT NULL
);
CREATE INDEX attachment_left_due ON attachment_left (due_at, id);
",
    down: "
DROP TABLE attachment_left;
DROP TABLE attachment;
ALTER TABLE category DROP COLUMN needs_after_photo;
ALTER TABLE category DROP COLUMN needs_before_photo;
",
    sqlite: &[],
    postgres: &[],
};
