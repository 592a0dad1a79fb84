//! One-time passwords (RFC 6238): the seed of an account, and its recovery codes.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0016_totp",
    up: "
CREATE TABLE account_totp (
    account_id UUID PRIMARY KEY REFERENCES account (id),
    seed BYTES NOT NULL,
    created_at bigint NOT NULL,
    confirmed_at bigint,
    last_step bigint NOT NULL
);
CREATE TABLE recovery_code (
    account_id UUID NOT NULL REFERENCES account (id),
    hash BYTES NOT NULL,
    used_at bigint,
    PRIMARY KEY (account_id, hash)
);
",
    down: "
DROP TABLE recovery_code;
DROP TABLE account_totp;
",
    sqlite: &[],
    postgres: &[],
};
