//! Red and black lists, and the results that are on them.

use crate::step::Step;

pub(crate) const STEP: Step = Step {
    name: "m0040_lists",
    up: "
CREATE TABLE rating_list (
    id UUID PRIMARY KEY,
    kind text NOT NULL,
    cycle_id UUID NOT NULL REFERENCES rating_cycle (id),
    district integer NOT NULL,
    street integer,
    community integer,
    rule text NOT NULL,
    state text NOT NULL,
    proposed_by UUID NOT NULL,
    proposed_at bigint NOT NULL,
    objections_until bigint NOT NULL,
    published_by UUID,
    published_at bigint,
    withdrawn_by UUID,
    withdrawn_at bigint,
    withdraw_reason text,
    listings integer NOT NULL,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE UNIQUE INDEX rating_list_once ON rating_list (cycle_id, kind) WHERE state <> 'withdrawn';
CREATE INDEX rating_list_public ON rating_list (id DESC) WHERE state = 'published';
CREATE TABLE rating_listing (
    id UUID PRIMARY KEY,
    list_id UUID NOT NULL REFERENCES rating_list (id),
    score_id UUID NOT NULL REFERENCES rating_subject (id),
    enterprise_id UUID NOT NULL REFERENCES organization (id),
    district integer NOT NULL,
    street integer NOT NULL,
    community integer NOT NULL,
    grid integer,
    estate integer NOT NULL,
    total bigint NOT NULL,
    stars integer NOT NULL,
    vetoes text NOT NULL,
    bad_records integer NOT NULL,
    objection text,
    decision text,
    state text NOT NULL,
    version integer NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE UNIQUE INDEX rating_listing_once ON rating_listing (list_id, score_id);
CREATE INDEX rating_listing_list ON rating_listing (list_id, id DESC);
CREATE INDEX rating_listing_enterprise ON rating_listing (enterprise_id, id DESC);
CREATE INDEX rating_listing_district ON rating_listing (district, id DESC);
CREATE INDEX rating_listing_street ON rating_listing (street, id DESC);
CREATE INDEX rating_listing_community ON rating_listing (community, id DESC);
CREATE INDEX rating_listing_grid ON rating_listing (grid, id DESC) WHERE grid IS NOT NULL;
CREATE INDEX rating_listing_estate ON rating_listing (estate, id DESC);
",
    down: "
DROP TABLE rating_listing;
DROP TABLE rating_list;
",
    sqlite: &[],
    postgres: &[],
};
