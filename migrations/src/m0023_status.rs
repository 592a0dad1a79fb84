//! Tickets from people without an account, and the secrets that open the status of a ticket.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0023_status",
    up: "
ALTER TABLE category ADD COLUMN allows_anonymous boolean NOT NULL DEFAULT false;
CREATE TABLE ticket_status_secret (
    ticket_id UUID PRIMARY KEY REFERENCES ticket (id),
    mac BYTES NOT NULL
);
",
    down: "
DROP TABLE ticket_status_secret;
ALTER TABLE category DROP COLUMN allows_anonymous;
",
    sqlite: &[],
    postgres: &[],
};
