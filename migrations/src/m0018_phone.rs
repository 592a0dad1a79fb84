//! Phones: signing in by phone and WeChat, messages on their way out, and calls that become tickets.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0018_phone",
    up: "
CREATE TABLE account_proof (
    kind text NOT NULL,
    mac BYTES NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    sealed BYTES NOT NULL,
    proven_at bigint NOT NULL,
    PRIMARY KEY (kind, mac)
);
CREATE UNIQUE INDEX account_proof_account ON account_proof (account_id, kind);
CREATE TABLE phone_code (
    phone BYTES PRIMARY KEY,
    code BYTES NOT NULL,
    tries integer NOT NULL,
    used boolean NOT NULL,
    good_until bigint NOT NULL,
    last_at bigint NOT NULL,
    day_at bigint NOT NULL,
    in_day integer NOT NULL
);
CREATE INDEX phone_code_old ON phone_code (last_at);
CREATE TABLE message (
    id UUID PRIMARY KEY,
    channel text NOT NULL,
    template text NOT NULL,
    account_id UUID REFERENCES account (id),
    notice_id UUID,
    sealed BYTES,
    state text NOT NULL,
    attempts integer NOT NULL,
    next_at bigint NOT NULL,
    good_until bigint NOT NULL,
    claimed_until bigint,
    fence integer NOT NULL,
    failed text,
    finished_at bigint
);
CREATE INDEX message_due ON message (next_at, id) WHERE state = 'waiting';
CREATE INDEX message_state ON message (state, id DESC);
CREATE INDEX message_account ON message (account_id, id DESC);
CREATE INDEX message_finished ON message (finished_at) WHERE finished_at IS NOT NULL;
CREATE TABLE message_attempt (
    message_id UUID NOT NULL REFERENCES message (id),
    number integer NOT NULL,
    at bigint NOT NULL,
    failed text,
    PRIMARY KEY (message_id, number)
);
ALTER TABLE ticket_contact ADD COLUMN recording text;
ALTER TABLE ticket ADD COLUMN channel text NOT NULL DEFAULT 'resident';
UPDATE ticket SET channel = COALESCE((SELECT CASE j.role WHEN 'hotline_operator' THEN 'hotline' WHEN 'grid_worker' THEN 'grid' WHEN 'community_officer' THEN 'visit_desk' WHEN 'system_client' THEN 'partner' ELSE 'resident' END FROM journal j WHERE j.subject_id = ticket.id AND j.number = 1), 'resident');
CREATE INDEX ticket_contact_caller ON ticket_contact (REPLACE(REPLACE(REPLACE(caller_phone, ' ', ''), '-', ''), '+86', '')) WHERE caller_phone IS NOT NULL;
",
    down: "
DROP INDEX ticket_contact_caller;
ALTER TABLE ticket DROP COLUMN channel;
ALTER TABLE ticket_contact DROP COLUMN recording;
DROP TABLE message_attempt;
DROP TABLE message;
DROP TABLE phone_code;
DROP TABLE account_proof;
",
    sqlite: &[],
    postgres: &[],
};
