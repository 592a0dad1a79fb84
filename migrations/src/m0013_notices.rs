//! Notices to people: the inbox, how each wants to be told, and how far the journal was followed.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0013_notices",
    up: "
CREATE TABLE notice (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    position bigint NOT NULL,
    template text NOT NULL,
    subject_kind text NOT NULL,
    subject_id UUID NOT NULL,
    at bigint NOT NULL,
    read_at bigint
);
CREATE UNIQUE INDEX notice_once ON notice (account_id, position);
CREATE INDEX notice_account ON notice (account_id, id DESC);
CREATE INDEX notice_unread ON notice (account_id, id DESC) WHERE read_at IS NULL;
CREATE INDEX notice_old ON notice (at);
CREATE TABLE notice_preference (
    account_id UUID PRIMARY KEY REFERENCES account (id),
    language text,
    channels text NOT NULL,
    mail BYTES,
    quiet_from integer,
    quiet_until integer
);
CREATE TABLE notice_position (
    name text PRIMARY KEY,
    position bigint NOT NULL
);
INSERT INTO notice_position (name, position) SELECT 'notices', COALESCE(MAX(position), 0) FROM journal_position;
",
    down: "
DROP TABLE notice_position;
DROP TABLE notice_preference;
DROP TABLE notice;
",
    sqlite: &[],
    postgres: &[],
};
