//! The ticket: categories, tickets, contacts apart, parts in the case, and the records beside it.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0005_ticket",
    up: "
CREATE TABLE category (
    id UUID PRIMARY KEY,
    parent_id UUID REFERENCES category (id),
    code text NOT NULL UNIQUE,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    default_kind text NOT NULL,
    needs_premises boolean NOT NULL,
    needs_contact boolean NOT NULL,
    active boolean NOT NULL,
    rank integer NOT NULL,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE ticket (
    id UUID PRIMARY KEY,
    state text NOT NULL,
    version integer NOT NULL,
    category_id UUID NOT NULL,
    kind text NOT NULL,
    priority text NOT NULL,
    visibility text NOT NULL,
    description text NOT NULL,
    district integer NOT NULL, street integer NOT NULL, community integer NOT NULL, grid integer, estate integer NOT NULL,
    premises_id UUID,
    building_id UUID,
    address text,
    latitude text,
    longitude text,
    reporter_id UUID,
    filed_by UUID NOT NULL,
    filed_by_kind text NOT NULL,
    on_behalf boolean NOT NULL,
    client_ref text,
    client_body BYTES,
    raised text,
    pooled boolean NOT NULL,
    target text,
    target_id UUID,
    organization_id UUID,
    dispatched_by text,
    dispatched_by_id UUID,
    handler_id UUID,
    resolution integer NOT NULL,
    reopened_resolution integer NOT NULL,
    rated_resolution integer NOT NULL,
    verdict boolean,
    reopen_count integer NOT NULL,
    final boolean NOT NULL,
    objected boolean NOT NULL,
    declined_ground text,
    supervision_count integer NOT NULL,
    unanswered integer NOT NULL,
    resolved_at bigint,
    rate_until bigint,
    updated_at bigint NOT NULL
);
CREATE INDEX ticket_district ON ticket (district, state, id DESC);
CREATE INDEX ticket_street ON ticket (street, state, id DESC);
CREATE INDEX ticket_community ON ticket (community, state, id DESC);
CREATE INDEX ticket_grid ON ticket (grid, state, id DESC) WHERE grid IS NOT NULL;
CREATE INDEX ticket_estate ON ticket (estate, state, id DESC);
CREATE INDEX ticket_changed ON ticket (estate, state, updated_at DESC, id DESC);
CREATE UNIQUE INDEX ticket_client_ref ON ticket (filed_by, client_ref) WHERE client_ref IS NOT NULL;
CREATE INDEX ticket_window ON ticket (rate_until, id) WHERE state = 'resolved';
CREATE TABLE ticket_contact (
    ticket_id UUID PRIMARY KEY REFERENCES ticket (id),
    key_id text,
    name text,
    phone text,
    caller_name text,
    caller_phone text
);
CREATE TABLE ticket_party (
    party_id UUID NOT NULL,
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    part text NOT NULL,
    organization_id UUID,
    estate integer NOT NULL,
    ended boolean NOT NULL,
    touched bigint NOT NULL,
    PRIMARY KEY (party_id, part, ticket_id)
);
CREATE INDEX ticket_party_ticket ON ticket_party (ticket_id);
CREATE INDEX ticket_party_touched ON ticket_party (party_id, part, touched DESC, ticket_id DESC);
CREATE TABLE ticket_resolution (
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    number integer NOT NULL,
    result text NOT NULL,
    outcome text NOT NULL,
    final boolean NOT NULL,
    by_id UUID NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (ticket_id, number)
);
CREATE TABLE ticket_rating (
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    resolution integer NOT NULL,
    solved boolean NOT NULL,
    stars integer NOT NULL,
    reasons text NOT NULL,
    comment text,
    by_id UUID NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (ticket_id, resolution)
);
CREATE TABLE ticket_follow_up (
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    number integer NOT NULL,
    resolution integer NOT NULL,
    reached boolean NOT NULL,
    solved boolean,
    satisfied boolean,
    note text,
    by_id UUID NOT NULL,
    role text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (ticket_id, number)
);
CREATE TABLE ticket_supervision (
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    number integer NOT NULL,
    kind text NOT NULL,
    note text NOT NULL,
    unit text NOT NULL,
    unit_id UUID NOT NULL,
    answer_by bigint,
    by_id UUID NOT NULL,
    role text NOT NULL,
    at bigint NOT NULL,
    answer text,
    answered_by UUID,
    answered_at bigint,
    PRIMARY KEY (ticket_id, number)
);
",
    down: "
DROP TABLE ticket_supervision;
DROP TABLE ticket_follow_up;
DROP TABLE ticket_rating;
DROP TABLE ticket_resolution;
DROP TABLE ticket_party;
DROP TABLE ticket_contact;
DROP TABLE ticket;
DROP TABLE category;
",
    sqlite: &[],
    postgres: &[],
};
