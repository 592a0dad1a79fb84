//! Webhooks: endpoints of system clients, what is to be delivered to them, and every attempt.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0012_webhooks",
    up: "
CREATE TABLE webhook (
    id UUID PRIMARY KEY,
    client_id UUID NOT NULL REFERENCES client (id),
    name text NOT NULL,
    url text NOT NULL,
    kinds text NOT NULL,
    state text NOT NULL,
    disabled_for text,
    secret BYTES NOT NULL,
    previous_secret BYTES,
    previous_until bigint,
    position bigint NOT NULL,
    dead_in_row integer NOT NULL,
    answered_at bigint NOT NULL,
    paused_until bigint,
    district integer, street integer, community integer,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX webhook_client ON webhook (client_id, id DESC);
CREATE INDEX webhook_district ON webhook (district, id DESC);
CREATE INDEX webhook_street ON webhook (street, id DESC);
CREATE INDEX webhook_community ON webhook (community, id DESC);
CREATE INDEX webhook_enabled ON webhook (id) WHERE state = 'enabled';
CREATE TABLE webhook_delivery (
    id UUID PRIMARY KEY,
    webhook_id UUID NOT NULL REFERENCES webhook (id),
    state text NOT NULL,
    type text NOT NULL,
    position bigint,
    body text NOT NULL,
    attempts integer NOT NULL,
    round integer NOT NULL,
    next_at bigint NOT NULL,
    claimed_until bigint,
    fence integer NOT NULL,
    finished_at bigint
);
CREATE INDEX webhook_delivery_webhook ON webhook_delivery (webhook_id, id DESC);
CREATE INDEX webhook_delivery_state ON webhook_delivery (webhook_id, state, id DESC);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, next_at, id) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_finished ON webhook_delivery (finished_at) WHERE finished_at IS NOT NULL;
CREATE TABLE webhook_attempt (
    delivery_id UUID NOT NULL REFERENCES webhook_delivery (id),
    number integer NOT NULL,
    at bigint NOT NULL,
    status integer,
    failed text,
    PRIMARY KEY (delivery_id, number)
);
",
    down: "
DROP TABLE webhook_attempt;
DROP TABLE webhook_delivery;
DROP TABLE webhook;
",
    sqlite: &[],
    postgres: &[],
};
