//! Identity: accounts, duties, refresh tokens, clients and signing keys.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0004_identity",
    up: "
CREATE TABLE account (
    id UUID PRIMARY KEY,
    name text NOT NULL UNIQUE,
    display_name text NOT NULL,
    phone text,
    password text,
    state text NOT NULL,
    failures integer NOT NULL,
    locked_until bigint,
    district integer, street integer, community integer,
    version integer NOT NULL,
    updated_at bigint NOT NULL,
    released_at bigint
);
CREATE INDEX account_district ON account (district, id DESC);
CREATE INDEX account_street ON account (street, id DESC);
CREATE INDEX account_community ON account (community, id DESC);
CREATE INDEX account_unreleased ON account (id) WHERE state = 'disabled' AND released_at IS NULL;
CREATE TABLE duty (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    role text NOT NULL,
    reach text NOT NULL,
    level text,
    area integer,
    estate_key integer,
    organization_id UUID,
    district integer, street integer, community integer, grid integer, estate integer,
    from_at bigint NOT NULL,
    until_at bigint,
    ended_at bigint,
    end_reason text,
    reason text,
    shown_as_volunteer boolean NOT NULL,
    granted_by UUID NOT NULL,
    released_at bigint,
    version integer NOT NULL
);
CREATE INDEX duty_account ON duty (account_id, id DESC);
CREATE INDEX duty_district ON duty (district, id DESC);
CREATE INDEX duty_street ON duty (street, id DESC);
CREATE INDEX duty_community ON duty (community, id DESC);
CREATE INDEX duty_estate_role ON duty (estate_key, role, account_id);
CREATE INDEX duty_organization ON duty (organization_id, role, account_id);
CREATE INDEX duty_community_role ON duty (area, role, account_id);
CREATE INDEX duty_unreleased ON duty (id) WHERE released_at IS NULL AND (ended_at IS NOT NULL OR until_at IS NOT NULL);
CREATE TABLE refresh_family (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    revoked_at bigint,
    reason text
);
CREATE INDEX refresh_family_account ON refresh_family (account_id, revoked_at);
CREATE TABLE refresh_token (
    hash BYTES PRIMARY KEY,
    family_id UUID NOT NULL REFERENCES refresh_family (id),
    issued_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint,
    successor BYTES
);
CREATE TABLE signing_key (
    kid text PRIMARY KEY,
    private_key BYTES NOT NULL,
    public_x text NOT NULL,
    public_y text NOT NULL,
    created_at bigint NOT NULL,
    active_from bigint NOT NULL,
    retired_at bigint
);
CREATE TABLE client (
    id UUID PRIMARY KEY,
    name text NOT NULL,
    state text NOT NULL,
    scopes text NOT NULL,
    level text NOT NULL,
    area integer NOT NULL,
    secret BYTES NOT NULL,
    previous_secret BYTES,
    previous_until bigint,
    district integer, street integer, community integer,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX client_district ON client (district, id DESC);
CREATE INDEX client_street ON client (street, id DESC);
CREATE INDEX client_community ON client (community, id DESC);
",
    down: "
DROP TABLE client;
DROP TABLE signing_key;
DROP TABLE refresh_token;
DROP TABLE refresh_family;
DROP TABLE duty;
DROP TABLE account;
",
    sqlite: &[],
    postgres: &[],
};
